"""What a rule is: a fact that should hold about one kind of thing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from courseforge.checks.subject import CellSubject, Subject
from courseforge.diagnostics import Diagnostic, Fix, Location, ReplaceLines, Severity
from courseforge.model import Mode

S = TypeVar("S", bound=Subject)


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where a fact does not hold.

    Attributes:
        place: as the subject's ``at`` gives it.
        message: what is wrong, one or two plain sentences.
        hint: how to mend it, in plain words.
        fix: what mends it without judgment.
    """

    place: Location
    message: str
    hint: str = ""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a broken rule weighs, for each mode; the library's weight holds where no other is named."""

    library: Severity
    book: Severity | None = None
    untrusted: Severity | None = None

    def in_mode(self, mode: Mode) -> Severity:
        """Return the severity."""
        if mode is Mode.UNTRUSTED:
            return self.untrusted or self.library
        if mode is Mode.BOOK:  # it was written for other rules, and is published whole
            return self.book or (Severity.WARNING if self.library is Severity.ERROR else self.library)
        return self.library


ERROR = Weight(Severity.ERROR)
WARNING = Weight(Severity.WARNING)
INFO = Weight(Severity.INFO)
ADVICE_IN_BOOKS = Weight(Severity.WARNING, book=Severity.INFO)  # what only courseforge's own lessons promise
WARNING_IN_BOOKS = Weight(Severity.ERROR, book=Severity.WARNING)
ERROR_FROM_STRANGERS = Weight(Severity.WARNING, untrusted=Severity.ERROR)
NOTE_AT_HOME = Weight(Severity.INFO, untrusted=Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """A fact that should hold.

    Attributes:
        code: ``CF``, the digit of the family and two digits; never used again for something else.
        name: the fact, in words.
        looks_at: the kind of subject that ``find`` takes.
        weight: how much it weighs when it does not hold.
        find: gives the places where it does not hold; its docstring is the rule's page in the guide.
        also: other kinds of subjects where the same fact is looked for (what lessons give, finished pages) -> how.
        once: it is about the computer rather than a lesson: of findings that say the same only the first is told.
    """

    code: str
    name: str
    looks_at: type[S]
    weight: Weight
    find: Callable[[S], Iterator[Finding]]
    also: Mapping[type[Any], Callable[[Any], Iterator[Finding]]] = field(default_factory=dict)
    once: bool = False

    @property
    def kinds(self) -> frozenset[type[Any]]:
        """Every kind of subject that it looks at."""
        return frozenset({self.looks_at, *self.also})

    def hold(self, subject: Any, mode: Mode) -> Iterator[Diagnostic]:
        """Say where the fact does not hold in a subject of one of its kinds."""
        find = self.also.get(type(subject), self.find)
        for found in find(subject):
            severity = self.weight.in_mode(mode)
            yield Diagnostic(self.code, severity, found.message, found.place, found.hint, fix=found.fix)


def replace_line(cell: CellSubject, line: int, new: str) -> ReplaceLines:
    """Make the fix that puts another line in the place of line ``line`` of a cell."""
    place = cell.at(line)
    assert place.line is not None
    return ReplaceLines(place.path, place.cell, place.line, cell.lines[line - 1], new)
