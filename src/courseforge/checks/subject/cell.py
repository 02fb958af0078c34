"""A cell, parsed as prose or as code."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from courseforge.checks.destinations import list_labels, normalize_label
from courseforge.checks.prose import Prose, read_prose
from courseforge.checks.python_code import Code, read_code
from courseforge.diagnostics import Location
from courseforge.model import Cell, CellKind

if TYPE_CHECKING:
    from courseforge.checks.subject.course import CourseSubject
    from courseforge.checks.subject.lesson import LessonSubject
    from courseforge.checks.subject.library import LibrarySubject

_HIDING = frozenset({"hide-input", "hide-cell", "remove-input", "remove-cell"})


@dataclass(frozen=True)
class CellSubject:
    """A cell of a lesson, or of a course's welcome page.

    Attributes:
        path: of the file.
        lesson: None on a welcome page.
    """

    cell: Cell
    path: str
    course: "CourseSubject"
    lesson: "LessonSubject | None" = None

    @property
    def library(self) -> "LibrarySubject":
        """The library it belongs to."""
        return self.course.library

    @property
    def language(self) -> str:
        """In which it is written (BCP 47)."""
        return self.lesson.lesson.language if self.lesson else self.course.course.language

    @property
    def source(self) -> str:
        """``Cell.source``."""
        return self.cell.source

    @property
    def is_hidden(self) -> bool:
        """Whether readers do not see its code, or only when they ask for it."""
        return not _HIDING.isdisjoint(self.cell.tags)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines; line 1 is ``lines[0]``."""
        return tuple(self.cell.source.split("\n"))

    @cached_property
    def prose(self) -> Prose:
        """A text cell's Markdown; nothing for another cell."""
        if self.cell.kind is not CellKind.MARKDOWN:
            return Prose()
        name = ("prose", self.path, self.cell.number)
        return self.library.memory.recall(name, (self.source,), lambda: read_prose(self.source))

    @cached_property
    def code(self) -> Code:
        """A code cell's program; nothing for another cell."""
        return read_code(self.cell.source) if self.cell.kind is CellKind.CODE else Code()

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every part of its program; nothing where it is no Python."""
        return tuple(ast.walk(self.code.tree)) if self.code.tree else ()

    def at(self, line: int | None = None) -> Location:
        """Point at a 1-based line of its source, as the author sees it."""
        if self.cell.line is not None:
            return Location(self.path, self.cell.line + (line or 1) - 1)
        origin = self.lesson.lesson.origin if self.lesson else None
        if line and origin and origin.head_cell == self.cell.number:
            line += origin.rest_line - 1
        return Location(self.path, line, self.cell.number)


def label_cells(cells: Iterable[CellSubject]) -> frozenset[str]:
    """Return the names that authors gave to places in cells, as they are compared."""
    return frozenset(normalize_label(name) for cell in cells for name in list_labels(cell.cell, cell.prose))
