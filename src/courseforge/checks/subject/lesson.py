"""A lesson in one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from courseforge.checks.destinations import list_anchors
from courseforge.checks.prose import Heading
from courseforge.checks.review import Doubt, find_doubt
from courseforge.checks.style import StyleFault
from courseforge.checks.subject.cell import CellSubject, label_cells
from courseforge.checks.subject.place import find_line
from courseforge.diagnostics import Location
from courseforge.model import CellKind, Lesson, Review

if TYPE_CHECKING:
    from courseforge.checks.subject.course import CourseSubject
    from courseforge.checks.subject.library import LibrarySubject


@dataclass(frozen=True)
class LessonSubject:
    """A lesson in one language."""

    lesson: Lesson
    course: "CourseSubject"

    @property
    def id(self) -> str:
        """``Lesson.id``."""
        return self.lesson.id

    @property
    def library(self) -> "LibrarySubject":
        """The library it belongs to."""
        return self.course.library

    @property
    def is_reviewed(self) -> bool:
        """Whether a person in a role has looked at it, and that still counts."""
        return any(review.role and self.find_doubt(review) is None for review in self.lesson.metadata.reviewed)

    @property
    def license(self) -> str:
        """Its license, or the one that holds for it."""
        return self.lesson.metadata.license or self.course.license

    @cached_property
    def cells(self) -> tuple[CellSubject, ...]:
        """Its cells, without the front matter."""
        return tuple(CellSubject(cell, self.lesson.path, self.course, self) for cell in self.lesson.cells)

    @property
    def markdown_cells(self) -> Iterator[CellSubject]:
        """Its text cells."""
        return (cell for cell in self.cells if cell.cell.kind is CellKind.MARKDOWN)

    @property
    def code_cells(self) -> Iterator[CellSubject]:
        """Its code cells."""
        return (cell for cell in self.cells if cell.cell.kind is CellKind.CODE)

    @cached_property
    def headings(self) -> tuple[tuple[CellSubject, Heading], ...]:
        """Every heading with its cell, in order."""
        return tuple((cell, heading) for cell in self.markdown_cells for heading in cell.prose.headings)

    @property
    def style(self) -> tuple[StyleFault, ...]:
        """What ruff says about its code."""
        return self.library.style.get(self.lesson.path, ())

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The places in its page that its headings make."""
        return frozenset(name for _, heading in self.headings for name in list_anchors(heading.text))

    @cached_property
    def labels(self) -> frozenset[str]:
        """The names that its author gave to places of its page."""
        return label_cells(self.cells)

    def find_doubt(self, review: Review) -> Doubt | None:
        """Say why one of its reviews settles nothing; None where it does."""
        return find_doubt(review, self.library.today, self.library.changed.get((self.id, self.lesson.language), ""))

    def at(self, *keys: str | int) -> Location:
        """Point at a key of the front matter; without one, at the lesson."""
        origin = self.lesson.origin
        line = find_line(origin.lines, keys)
        return Location(self.lesson.path, line, origin.head_cell if line else None)
