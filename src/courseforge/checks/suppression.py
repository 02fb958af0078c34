"""Where somebody says that a rule does not count, and why: in a cell, in a lesson's facts, in ``_config.yml``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courseforge.checks.subject import CellSubject, CourseSubject, LibrarySubject
from courseforge.config import CONFIG_FILE
from courseforge.diagnostics import Diagnostic, Location
from courseforge.model import CellKind

_WORD = "check-ignore"
_IN_CODE = re.compile(rf"#\|\s*{_WORD}\s*:(.*)")
_IN_TEXT = re.compile(rf"{_WORD}\s*:(.*)", re.DOTALL)
_CODE_AND_REASON = re.compile(r"(\w+)\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Suppression:
    """A rule that does not count somewhere.

    Attributes:
        code: as it was written, in capitals.
        place: where it is written.
        path: the file in which the rule does not count; empty for the whole library.
        cell: the notebook's cell in which it does not count; None for all of the file.
        lines: first and last line of a ``.md`` file between which it does not count; None for all of the file.
    """

    code: str
    reason: str
    place: Location
    path: str = ""
    cell: int | None = None
    lines: tuple[int, int] | None = None

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Tell whether it is about this diagnostic."""
        where = diagnostic.location
        if self.code != diagnostic.code or self.path not in ("", where.path):
            return False
        if self.lines is not None:
            return where.line is not None and self.lines[0] <= where.line <= self.lines[1]
        return self.cell in (None, where.cell)


def list_suppressions(library: LibrarySubject) -> Iterator[Suppression]:
    """List every suppression of a library, in the order of its files."""
    for code, reason in library.settings.courseforge.check.ignore.items():
        place = library.at(CONFIG_FILE, "courseforge", "check", "ignore", code)
        yield Suppression(code.upper(), (reason or "").strip(), place)
    for course in library.courses:
        yield from _list_in_course(course)


def _list_in_course(course: CourseSubject) -> tuple[Suppression, ...]:
    name = ("suppressions", course.course.path, course.course.language)
    return course.library.memory.recall(name, (course.course,), lambda: tuple(_read_course(course)))


def _read_course(course: CourseSubject) -> Iterator[Suppression]:
    for cell in course.welcome:
        yield from _list_in_cell(cell)
    for lesson in course.lessons:
        for code, reason in lesson.lesson.metadata.check.ignore.items():
            place = lesson.at("check", "ignore", code)
            yield Suppression(code.upper(), (reason or "").strip(), place, lesson.lesson.path)
        for cell in lesson.cells:
            yield from _list_in_cell(cell)


def _list_in_cell(cell: CellSubject) -> Iterator[Suppression]:
    if _WORD not in cell.source:
        return
    first, last = cell.at(1), cell.at(len(cell.lines))
    lines = None if cell.cell.line is None else (first.line or 1, last.line or 1)
    for line, said in _list_remarks(cell):
        match = _CODE_AND_REASON.match(said.strip())
        code, reason = (match[1], match[2]) if match else (said.strip()[:20], "")
        yield Suppression(code.upper(), reason.strip(" -–—:"), cell.at(line), cell.path, cell.cell.number, lines)


def _list_remarks(cell: CellSubject) -> Iterator[tuple[int, str]]:
    """Give the line and the words after ``check-ignore:``."""
    if cell.cell.kind is CellKind.CODE:
        for number, line in enumerate(cell.lines, start=1):
            if match := _IN_CODE.match(line):
                yield number, match[1]
    for comment in cell.prose.comments:
        if match := _IN_TEXT.match(comment.text):
            yield comment.line, match[1]
