"""A report narrowed to what a change is about: the lessons that differ, and what the change broke elsewhere.

A file of a course counts for all its lessons. Elsewhere a problem counts when its message names a file that changed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from courseforge.diagnostics import Diagnostic, Severity
from courseforge.model import Course, Lesson, Library
from courseforge.reading.repository import Changes

_QUOTED = re.compile("“([^“”]*)”")
_NAME = re.compile(r"[^/\s?#&]+")
_IN_EVERY_COURSE = frozenset({"course.yml", "index.md", "media.yml"})


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a report on a change tells.

    Attributes:
        base: what it was compared with, as a person names it.
        lessons: that the change is about.
        diagnostics: of these lessons, and of the files that changed.
        elsewhere: of files that did not change.
    """

    base: str
    lessons: tuple[Lesson, ...]
    diagnostics: tuple[Diagnostic, ...]
    elsewhere: tuple[Diagnostic, ...] = ()


def narrow(diagnostics: Sequence[Diagnostic], library: Library, changes: Changes) -> Narrowed:
    """Choose what a report on a change tells."""
    lessons = tuple(lesson for course in library.courses for lesson in _find_changed(course, library, changes))
    touched = [course for course in library.courses if _is_touched(course, library, changes)]
    own = {path for course in touched for path in course.own_paths}
    inside = changes.paths | own | {lesson.path for lesson in lessons}
    names = frozenset(_list_names(changes))
    here = tuple(d for d in diagnostics if d.location.path in inside)
    others = (d for d in diagnostics if d.location.path not in inside and d.severity is not Severity.INFO)
    return Narrowed(changes.base, lessons, here, tuple(d for d in others if _names_any(d.message, names)))


def _find_changed(course: Course, library: Library, changes: Changes) -> Iterator[Lesson]:
    whole = _is_touched(course, library, changes)
    return (lesson for lesson in course.lessons if whole or lesson.path in changes.paths)


def _is_touched(course: Course, library: Library, changes: Changes) -> bool:
    """Tell whether a file changed that all lessons of the course share."""
    pages = {lesson.path for lesson in library.lessons}
    others = {path for one in library.courses if one.path == course.path for path in one.own_paths}
    inside = {path for path in changes.paths if path.startswith(f"{course.path}/")} - pages
    return bool(inside & course.own_paths or any(_is_shared(path) for path in inside - others))


def _is_shared(path: str) -> bool:
    """Tell a picture or a data file from a lesson that is gone or cannot be read."""
    return PurePosixPath(path).suffix not in (".ipynb", ".md")


def _list_names(changes: Changes) -> Iterator[str]:
    for path in changes.paths:
        file = PurePosixPath(path)
        if file.name not in _IN_EVERY_COURSE:
            yield file.name
        if path in changes.gone and file.suffix in (".ipynb", ".md"):
            yield file.name.partition(".")[0]


def _names_any(message: str, names: Iterable[str]) -> bool:
    said = {name for quoted in _QUOTED.findall(message) for name in _NAME.findall(quoted)}
    return not said.isdisjoint(names)
