"""What a rule is: a fact that should hold about every lesson."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.model import Cell, Lesson

_MOST = 100  # places in one lesson: as many as a person would mend in one go


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where a fact does not hold.

    Attributes:
        line: 1-based line of the cell's source.
    """

    cell: Cell
    line: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A fact that should hold.

    Attributes:
        code: ``CF``, the digit of the family and two digits; never used again for something else.
        name: the fact, in words.
        find: gives the places where it does not hold; its docstring is the rule's page in the guide.
    """

    code: str
    name: str
    severity: Severity
    find: Callable[[Lesson], Iterator[Finding]]

    def check(self, lesson: Lesson) -> Iterator[Diagnostic]:
        """Say where the fact does not hold."""
        for found in islice(self.find(lesson), _MOST):
            place = _locate(found, lesson)
            yield Diagnostic(self.code, self.severity, found.message, place, found.hint)


def _locate(found: Finding, lesson: Lesson) -> Location:
    if found.cell.line is None:
        return Location(lesson.path, found.line, found.cell.number)
    return Location(lesson.path, found.cell.line + found.line - 1)
