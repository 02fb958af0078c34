"""A library's folder -> ``Library``: every course, every fault, in one go."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from courseforge.config import COURSES_FOLDER, Settings
from courseforge.diagnostics import Diagnostic, sort_diagnostics
from courseforge.errors import NotALibraryError
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import SHOWCASE_FILE, Course, Library, take_back
from courseforge.reading.codes import FOLDER_IS_BOUNDED, LESSON_LIES_IN_A_COURSE, Fault
from courseforge.reading.course import read_course
from courseforge.reading.lesson import Surroundings
from courseforge.reading.names import unsafe_name
from courseforge.reading.showcase import read_showcase
from courseforge.reading.source_file import describe_kind, not_regular
from courseforge.reading.vocabulary import read_vocabulary
from courseforge.reading.withdrawn import WITHDRAWN_FILE, read_withdrawn, say_still_there
from courseforge.reading.wording import escape, is_safe

MAX_COURSES = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a library: everything that could be read, and everything that is wrong with it.

    Attributes:
        levels: how hard each lesson is to read, by id and language, once it was held to the rules.
    """

    library: Library
    diagnostics: tuple[Diagnostic, ...]
    levels: Mapping[tuple[str, str], float] = field(default_factory=dict)


def read_library(root: Path, settings: Settings, memory: Memory = NO_MEMORY) -> Reading:
    """Read every course of the library at ``root``.

    Args:
        memory: of what was read before; what has not changed is the same object again.

    Raises:
        NotALibraryError: there is no folder ``courses``.
    """
    vocabulary = memory.recognize("vocabulary", read_vocabulary(root))
    surroundings = Surroundings(root, settings, vocabulary, memory)
    names, diagnostics = _list_courses(root)
    readings = [read_course(surroundings, name) for name in names]
    lessons = {lesson.id for reading in readings for course in reading.courses for lesson in course.lessons}
    showcase = read_showcase(root, vocabulary.vocabulary.contributors, lessons)
    gone = read_withdrawn(root)
    own_lines = {SHOWCASE_FILE: showcase.lines, WITHDRAWN_FILE: gone.lines}
    lines = {**vocabulary.vocabulary.lines, **{path: found for path, found in own_lines.items() if found}}
    library = Library(
        courses=tuple(course for reading in readings for course in reading.courses),
        vocabulary=memory.recognize("words", replace(vocabulary.vocabulary, lines=lines)),
        unreadable=frozenset(id for reading in readings for id in reading.unreadable),
        withdrawn=memory.recognize("withdrawn", gone.withdrawn),
        showcase=showcase.works,
    )
    found = [diagnostic for reading in readings for diagnostic in reading.diagnostics]
    found += (fault.at(WITHDRAWN_FILE) for fault in gone.faults)
    found += (fault.at(path) for path, fault in say_still_there(library.courses, library.withdrawn))
    library = take_back(library)
    library = replace(library, courses=tuple(_recognize(course, memory) for course in library.courses))
    said = (*vocabulary.diagnostics, *showcase.diagnostics, *diagnostics, *found)
    return Reading(library, sort_diagnostics(said))


def _recognize(course: Course, memory: Memory) -> Course:
    name = ("course", course.path, course.language)
    return memory.recall(name, (*course.lessons, repr(replace(course, lessons=()))), lambda: course)


def _list_courses(root: Path) -> tuple[list[str], list[Diagnostic]]:
    names: list[str] = []
    diagnostics: list[Diagnostic] = []
    for entry in _scan(root / COURSES_FOLDER):
        path = f"{COURSES_FOLDER}/{escape(entry.name)}"
        if entry.name.startswith(".") or entry.name == "_build":
            continue
        if not is_safe(entry.name):
            diagnostics.append(unsafe_name(entry.name).at(path))
        elif entry.is_dir(follow_symlinks=False):
            names.append(entry.name)
        elif describe_kind(entry.stat(follow_symlinks=False).st_mode):
            diagnostics.append(not_regular(entry.stat(follow_symlinks=False).st_mode).at(path))
        elif entry.name.lower().endswith(".ipynb"):
            message = "This lesson lies outside of a course, so it is not published."
            hint = f"Put it into the folder of a course: {COURSES_FOLDER}/my-course/"
            diagnostics.append(Fault(LESSON_LIES_IN_A_COURSE, message, hint).at(path))
    if len(names) > MAX_COURSES:
        message = f"There are {len(names):,} courses; the first {MAX_COURSES:,} are read."
        diagnostics.append(Fault(FOLDER_IS_BOUNDED, message, "Divide the library.").at(COURSES_FOLDER))
    return names[:MAX_COURSES], diagnostics


def _scan(folder: Path) -> list["os.DirEntry[str]"]:
    if folder.is_symlink() or not folder.is_dir():
        raise no_courses(folder.parent)
    with os.scandir(folder) as scan:
        return sorted(scan, key=lambda entry: entry.name)


def no_courses(root: Path) -> NotALibraryError:
    """Say that a folder has no courses in it."""
    return NotALibraryError(
        f"There is no folder “{COURSES_FOLDER}” in {root}.",
        'Go to the folder of your library, or begin a course here: courseforge new course "My course"',
    )
