"""What came of running a lesson."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from courseforge.model.cell_options import Display, pick

_PICTURES = ("image/svg+xml", "image/png", "image/gif", "image/jpeg", "image/webp")


class ExecutionStatus(StrEnum):
    """The four ways a run can end."""

    RAN = "ran"
    CACHED = "cached"  # an earlier run of the same code still holds
    FAILED = "failed"
    SKIPPED = "skipped"  # nothing to run, or running is switched off


@dataclass(frozen=True, slots=True)
class CellOutputs:
    """What one code cell gave.

    Attributes:
        number: the cell's position in the author's file (``Cell.number``).
        outputs: nbformat outputs.
        execution_count: what stands in the brackets before the cell.
        left_out: how many characters more it gave; the outputs end with a note of it.
    """

    number: int
    outputs: tuple[Mapping[str, Any], ...]
    execution_count: int | None = None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class CellFailure:
    """Why a lesson failed.

    Attributes:
        number: the cell (``Cell.number``); None when no single cell is to blame.
        kind: the exception's name, or ``Timeout``, ``DeadKernel``.
        message: the exception's own words.
        line: 1-based line inside the cell, where it is known.
        traceback: plain text, without color codes.
    """

    number: int | None
    kind: str
    message: str
    line: int | None = None
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class ExecutionResult:
    """What came of one lesson, in the order of its code cells.

    Attributes:
        lesson_id: ``Lesson.id``.
        language: ``Lesson.language``; with the id it names one file.
        path: ``Lesson.path``.
        reason: why it was run, taken from the cache, or skipped, in plain words.
        seconds: wall time; 0 where nothing ran.
        cells: one entry for each code cell that ran; empty when nothing did.
        walls: whether its code was kept from the machine while it ran; None where nothing ran.
        network: whether the lesson declares that its code uses the network.
        files: the course's files that the outputs depend on; all of them where nobody can tell.
    """

    lesson_id: str
    language: str
    path: str
    status: ExecutionStatus
    reason: str = ""
    seconds: float = 0.0
    cells: tuple[CellOutputs, ...] = ()
    failure: CellFailure | None = None
    walls: bool | None = None
    widgets: Mapping[str, Any] = field(default_factory=dict)
    network: bool = False
    files: tuple[str, ...] = ()


def find_picture(output: Mapping[str, Any]) -> tuple[str, str | None] | None:
    """Return the kind of the picture that readers see of an output, and the alternative text it brings itself.

    That text stands in its metadata, as nbconvert reads it. What is there as HTML or as a formula too is shown so.
    """
    data = output.get("data")
    kind = next((kind for kind in _PICTURES if kind in data), None) if isinstance(data, Mapping) else None
    if kind is None or "text/html" in output["data"] or "text/latex" in output["data"]:
        return None
    metadata = output.get("metadata")
    own = metadata.get(kind) if isinstance(metadata, Mapping) else None
    alt = own.get("alt") if isinstance(own, Mapping) else None
    return kind, " ".join(alt.split()) if isinstance(alt, str) else None


def list_picture_alts(outputs: Iterable[Mapping[str, Any]], display: Display) -> tuple[str | None, ...]:
    """Say for each picture among outputs what alternative text it has: its own, else what its cell says."""
    shown = filter(None, map(find_picture, outputs))
    return tuple(pick(display.alts, place) if own is None else own for place, (_, own) in enumerate(shown))
