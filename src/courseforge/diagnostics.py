"""The one currency for problems: what an author, a librarian or a cataloger can mend.

A stage that meets something wrong makes a ``Diagnostic`` and goes on with the rest. Collecting them, deciding what
they mean for the exit code, and printing them are the jobs of others.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"  # what it is about cannot be published
    WARNING = "warning"  # it can, and somebody should look at it
    INFO = "info"  # worth knowing; nothing to do


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Location:
    """A place in the author's files.

    Attributes:
        path: POSIX path relative to the library's folder.
        line: 1-based line of a text file, where it is known.
        cell: 1-based position in a notebook, counted as the author sees the cells, where it is known.
    """

    path: str
    line: int | None = None
    cell: int | None = None

    def __str__(self) -> str:
        place = self.path
        if self.cell is not None:
            place += f", cell {self.cell}"
            return place if self.line is None else f"{place}, line {self.line}"
        return place if self.line is None else f"{place}:{self.line}"


@dataclass(frozen=True, slots=True)
class ReplaceLines:
    """Put other lines in the place of some.

    Attributes:
        path: the file, relative to the library's folder.
        cell: the notebook's cell whose lines are meant; None for the lines of a text file.
        first: 1-based.
        old: what must stand there, without the last line end; empty to put ``new`` before line ``first``.
        new: what shall stand there, without the last line end; None where nothing shall.
    """

    path: str
    cell: int | None
    first: int
    old: str
    new: str | None


@dataclass(frozen=True, slots=True)
class RemoveKey:
    """Take a name with its value out of a notebook.

    Attributes:
        path: the file, relative to the library's folder.
        keys: the way to it: ``("metadata", "colab")``, ``("cells", 3, "metadata", "id")`` (cells counted from 0).
    """

    path: str
    keys: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class CleanNotebook:
    """Take out of a notebook what a run and other programs left in it.

    Attributes:
        path: the file, relative to the library's folder.
        keep_outputs: pages show those that are saved.
    """

    path: str
    keep_outputs: bool = False


@dataclass(frozen=True, slots=True)
class StripPicture:
    """Take out of a picture's file what it says beside the picture (place, camera, author, small copies).

    Attributes:
        path: the file, relative to the library's folder.
    """

    path: str


#: An exact change, as data: whoever applies it sees that the file still says ``old``.
Fix = ReplaceLines | RemoveKey | CleanNotebook | StripPicture


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: where it is, what is wrong, how to mend it.

    Attributes:
        code: ``CF`` and three digits; never used again for something else.
        message: what is wrong, one or two plain sentences.
        hint: how to mend it, in plain words; empty where there is nothing to do.
        detail: what a developer wants to see (a traceback, a parser's own words); shown with ``--verbose``.
        fix: what mends it without judgment.
        beside_private: another one found something private in the same place.
    """

    code: str
    severity: Severity
    message: str
    location: Location
    hint: str = ""
    detail: str = ""
    fix: Fix | None = None
    beside_private: bool = False

    @property
    def private(self) -> bool:
        """Whether no report may show the line it points at: what was found there is somebody's own."""
        return self.beside_private or self.code.startswith("CF7")


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Put diagnostics into the order of the files, each once."""

    def place(d: Diagnostic) -> tuple[str, int, int, int, str, str]:
        return (
            d.location.path,
            d.location.cell or 0,
            d.location.line or 0,
            _WEIGHT[d.severity],
            d.code,
            d.message,
        )

    return tuple(sorted(dict.fromkeys(diagnostics), key=place))


def hide_private(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Take an author's own words out of what is said about a line in which something private stands."""
    said = tuple(diagnostics)
    private = {d.location for d in said if d.private and d.location.line is not None}
    return tuple(_hide(d) if not d.private and d.location in private else d for d in said)


def _hide(diagnostic: Diagnostic) -> Diagnostic:
    message = _OWN_WORDS.sub("…", diagnostic.message)
    hint = "Something private stands in the same line: mend that first, then check again."
    return replace(diagnostic, message=message, hint=hint, detail="", beside_private=True)


_OWN_WORDS = re.compile(r"(?<=“)[^”]+|`[^`]*`|(?<![^\s“”`])[^\s“”`]*(?:@|://|[0-9]{4})[^\s“”`]*")


def leave_out_known(found: Iterable[Diagnostic], known: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Leave out what an earlier stage has said of the same file; a later one sees it again, less exactly."""
    said = {(d.location.path, d.code) for d in known}
    return tuple(d for d in found if (d.location.path, d.code) not in said)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of them stops something from being published."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def paths_with_errors(diagnostics: Iterable[Diagnostic]) -> frozenset[str]:
    """Name the files that have an error of their own."""
    return frozenset(d.location.path for d in diagnostics if d.severity is Severity.ERROR)
