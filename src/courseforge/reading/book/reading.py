"""The folder of a Jupyter Book 1 project -> ``Library``: a library of one course without a name."""

from dataclasses import replace
from pathlib import Path

from courseforge.config import CONFIG_FILE, Settings
from courseforge.diagnostics import Diagnostic, Severity, sort_diagnostics
from courseforge.errors import ConfigurationError
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Contents, Course, CourseMetadata, Lesson, Library
from courseforge.model.course import BOOK_FILE
from courseforge.reading.book.contents import read_contents
from courseforge.reading.book.dropped_settings import say_dressing
from courseforge.reading.book.page import read_page
from courseforge.reading.book.project import Project, list_project
from courseforge.reading.book.settings import soften
from courseforge.reading.book.stock_yaml import read_stock_file
from courseforge.reading.codes import FaultError
from courseforge.reading.library import Reading
from courseforge.reading.vocabulary import read_vocabulary


def read_book(root: Path, settings: Settings, memory: Memory = NO_MEMORY) -> Reading:
    """Read the Jupyter Book at ``root``: the pages of its table of contents, then those that it does not name.

    Raises:
        ConfigurationError: its table of contents cannot be used.
    """
    vocabulary = memory.recognize("vocabulary", read_vocabulary(root))
    project = list_project(root, settings.exclude_patterns)
    contents, said = _read_contents(root, project)
    said += [fault.at(path or BOOK_FILE) for path, fault in project.faults]
    said += [fault.at(CONFIG_FILE) for fault in say_dressing(project.files)]
    lessons, unreadable = list[Lesson](), set[str]()
    order = _order_pages(contents, project, settings)
    for name in order:
        reading = read_page(root, project.pages[name], name, settings, memory)
        said += reading.diagnostics
        if reading.lesson is None:
            unreadable.add(name)
        else:
            lessons.append(reading.lesson)
    unread = (project.pages[name] for name in project.pages.keys() - set(order))  # pages can include or offer them
    files = tuple(sorted((*project.files, *unread)))
    course = Course(
        "",
        settings.language,
        "",
        CourseMetadata(title=settings.title, authors=(settings.author,) if settings.author else ()),
        tuple(lessons),
        files=files,
        contents=contents,
    )
    course = memory.recall(("course", BOOK_FILE), (*lessons, files, contents, settings), lambda: course)
    library = Library((course,) if lessons else (), vocabulary.vocabulary, frozenset(unreadable))
    return Reading(library, sort_diagnostics((*vocabulary.diagnostics, *said)))


def _read_contents(root: Path, project: Project) -> tuple[Contents, list[Diagnostic]]:
    document, faults = read_stock_file(root / BOOK_FILE, mapping=False)
    said = [(fault if document is None else soften(fault)).at(BOOK_FILE) for fault in faults]
    if document is None:
        raise ConfigurationError(sort_diagnostics(said))
    try:
        contents, more = read_contents(document, project)
    except FaultError as error:
        stops = (replace(fault, fact=replace(fault.fact, severity=Severity.ERROR)) for fault in error.faults)
        raise ConfigurationError(sort_diagnostics(fault.at(BOOK_FILE) for fault in stops)) from error
    return contents, [*said, *(fault.at(BOOK_FILE) for fault in more)]


def _order_pages(contents: Contents, project: Project, settings: Settings) -> tuple[str, ...]:
    """List the pages in the order of reading; those that no table of contents names come last."""
    named = contents.documents
    others = () if settings.only_build_toc_files else project.pages.keys() - set(named)
    return (*named, *sorted(others))
