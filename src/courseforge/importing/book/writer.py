"""A book -> ``courses/NAME``."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from courseforge.config import COURSES_FOLDER
from courseforge.errors import CourseforgeError
from courseforge.importing.book.aside import make_aside, refuse_course
from courseforge.importing.book.course_files import (
    count_unknown,
    find_course_facts,
    list_course_unknown,
    say_parts,
    write_course,
    write_kept,
    write_welcome,
)
from courseforge.importing.book.imported import ImportedBook
from courseforge.importing.book.lessons import Credit, import_page, keep_page, read_page_draft
from courseforge.importing.book.library_settings import list_bibliographies, say_other_settings, write_settings
from courseforge.importing.book.rewriting import Names
from courseforge.importing.book.selection import Selection, select_pages
from courseforge.importing.book.shelf import Shelf, find_base
from courseforge.importing.book.slugs import KEPT_BOOK, name_lessons
from courseforge.importing.book.source import Book, read_source
from courseforge.importing.companions import Missing
from courseforge.importing.draft import Facts, Remark
from courseforge.importing.known_facts import list_known
from courseforge.importing.media_lines import add_media
from courseforge.model import MEDIA_FILE
from courseforge.reading.lesson_file import NOT_IMPORTED
from courseforge.writing import write_atomically

_UNNAMED = "the table of contents does not name it, and no page leads to it"


class _Pages(NamedTuple):
    """The pages that become lessons, and the others.

    Attributes:
        titles: page -> title, in the order of reading.
        refused: page -> why no lesson can be made of it.
        slugs: of both.
    """

    titles: Mapping[str, str]
    refused: Mapping[str, str]
    slugs: Mapping[str, str]


def import_book(source: Path, root: Path, course: str, *, author: str = "", own: bool = False) -> ImportedBook:
    """Make a course of the book in the folder ``source``.

    Args:
        course: the new course's folder, by name.
        author: whoever brings it and made it; a key or a chosen name.
        own: it is the library's or the author's own work, and names no original.

    Raises:
        CourseforgeError: it cannot be read, or there is such a course already; then nothing is written.
    """
    target = root / COURSES_FOLDER / course
    refuse_course(target, course)
    book = read_source(source)
    selection = select_pages(book)
    with make_aside(root, target) as folder:
        return _fill(book, selection, folder, root, Credit(author, own))


def _fill(book: Book, selection: Selection, folder: Path, root: Path, credit: Credit) -> ImportedBook:
    pages = _look_at_pages(book, selection)
    names = _make_names(book, selection, pages, folder)
    lessons = tuple(import_page(book, page, names, credit) for page in pages.titles)
    for page, reason in pages.refused.items():
        keep_page(book, page, reason, folder / f"{pages.slugs[page]}{NOT_IMPORTED}")
    bibliographies, lost = _bring_bibliographies(book, names.shelf)
    first = next(iter(pages.titles.values()))
    facts = find_course_facts(book, credit.author, first, own=credit.own)
    order = [pages.slugs[page] for page in pages.titles]
    _write_own_files(book, facts, order, folder)
    files = tuple(sorted(names.shelf.names.values()))
    add_media(folder, files, facts.based_on)
    path = f"{COURSES_FOLDER}/{folder.name}"
    return ImportedBook(
        kind="Jupyter Book",
        path=path,
        facts=(*list_known(facts), *(("language",) if book.language else ())),
        course_unknown=tuple(list_course_unknown(facts, book.language)),
        lessons=lessons,
        pages=tuple(book.project.pages[page] for page in pages.titles),
        unknown=count_unknown({slug: one.unknown for slug, one in zip(order, lessons, strict=True)}),
        added=tuple(pages.slugs[page] for page in selection.added if page in pages.titles),
        files=files,
        left_out=tuple(_list_left_out(book, selection, pages, names.shelf)),
        remarks=(*book.remarks, *say_parts(book), *say_other_settings(book), *lost),
        settings=write_settings(book, bibliographies, root, folder.name),
        beside=f"{path}/{KEPT_BOOK}{NOT_IMPORTED}",
        license_file="" if book.around.license else book.around.license_file,
    )


def _look_at_pages(book: Book, selection: Selection) -> _Pages:
    """Read each page once before anything is written: links have to know which become lessons."""
    titles, refused = dict[str, str](), dict[str, str]()
    for page in selection.pages:
        try:
            titles[page] = read_page_draft(book, page).facts.title
        except CourseforgeError as error:
            refused[page] = error.message
    if not titles:
        raise CourseforgeError(
            "No page of this book can be a lesson.",
            "Lessons are notebooks (.ipynb) or Markdown (.md). The first reason: " + next(iter(refused.values()), ""),
        )
    return _Pages(titles, refused, name_lessons(selection.pages))


def _make_names(book: Book, selection: Selection, pages: _Pages, folder: Path) -> Names:
    files = {page: book.project.pages[page] for page in selection.pages}
    lessons = {p: f"{pages.slugs[p]}{'.ipynb' if files[p].endswith('.ipynb') else '.md'}" for p in pages.titles}
    shelf = Shelf(
        book.root,
        frozenset((*book.project.files, *book.project.pages.values())),
        frozenset(book.project.large),
        folder,
        find_base(files.values()),
        taken={MEDIA_FILE, "index.md", "course.yml"},
    )
    return Names(book.project.pages, lessons, selection.labels, folder.name, shelf)


def _list_left_out(book: Book, selection: Selection, pages: _Pages, shelf: Shelf) -> Iterator[Missing]:
    """Name pages that are no lessons; one that is put into another page came along as a file."""
    for page, reason in pages.refused.items():
        yield Missing(book.project.pages[page], reason)
    yield from (Missing(other, _UNNAMED) for other in selection.others if other not in shelf.names)


def _bring_bibliographies(book: Book, shelf: Shelf) -> tuple[tuple[str, ...], tuple[Remark, ...]]:
    """Bring the BibTeX files, which the library has to name; say which could not be."""
    brought, lost = list[str](), list[Remark]()
    for written in list_bibliographies(book):
        path = shelf.find(written, "")
        if name := shelf.bring(path) if path else "":
            brought.append(name)
        else:
            reason = shelf.explain_missing(written, "")
            lost.append(Remark("look", f"The bibliography {written} did not come along: {reason}.", "_config.yml"))
    return tuple(brought), tuple(lost)


def _write_own_files(book: Book, facts: Facts, order: Sequence[str], folder: Path) -> None:
    write_atomically(folder / "course.yml", write_course(book, facts, order).encode())
    write_atomically(folder / f"{KEPT_BOOK}{NOT_IMPORTED}", write_kept(book))
    if welcome := write_welcome(book):
        write_atomically(folder / "index.md", welcome.encode())
