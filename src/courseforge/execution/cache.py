"""What is kept of a run, as bytes that begin with their own digest. Reading is verifying.

The digest proves that an entry is whole and is the one asked for; it does not prove who wrote it. Whoever may write
a store can put outputs there that no run has given, as a lesson's author can by printing them. So entries are taken
for what they are, somebody's bytes: they must have the shape of outputs and pass through the same gates as those of
a run, here and before they enter a page.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from courseforge.execution.outputs import normalize_outputs
from courseforge.execution.widgets import keep_state
from courseforge.model import CellOutputs, Lesson

LARGEST = 64_000_000  # bytes of an entry; a run that gives more is not kept


class DamagedError(Exception):
    """These bytes are not an entry, or not the one asked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of a run.

    Attributes:
        cells: what they gave.
        files: hashes of the course's files that the outputs depend on.
        widgets: ``ExecutionResult.widgets``.
    """

    cells: tuple[CellOutputs, ...]
    files: Mapping[str, str]
    widgets: Mapping[str, Any] = field(default_factory=dict)


def name_entry(key: str, *, walls: bool) -> str:
    """Name the entry of a run.

    One that was made without walls has a name of its own: its code may have seen things, and asked others, that are
    out of reach behind walls. A run behind walls will do everywhere.
    """
    return f"{key}.json" if walls else f"{key}-unwalled.json"


def dump_entry(entry: Entry, name: str, lesson: Lesson) -> bytes:
    """Write an entry down; equal runs give equal bytes."""
    positions = {cell.number: position for position, cell in enumerate(lesson.code_cells)}
    cells = [
        {
            "cell": positions[cell.number],
            "outputs": cell.outputs,
            "count": cell.execution_count,
            "left_out": cell.left_out,
        }
        for cell in entry.cells
    ]
    kept = {"files": dict(sorted(entry.files.items())), "cells": cells, "widgets": entry.widgets}
    payload = json.dumps(kept, separators=(",", ":")).encode()
    return _digest(name, payload) + b"\n" + payload


def read_entry(data: bytes, name: str, lesson: Lesson) -> Entry:
    """Read an entry, with the cell numbers that the lesson has today.

    Raises:
        DamagedError: it is not to be believed.
    """
    digest, _, payload = data.partition(b"\n")
    if digest != _digest(name, payload):
        raise DamagedError
    try:
        kept = json.loads(payload)
        widgets = keep_state(_demand(kept["widgets"], dict), {}, {})
        return Entry(_read_cells(kept["cells"], lesson), _read_files(kept["files"]), widgets)
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:  # whole, but nothing that we have written
        raise DamagedError from error


def _digest(name: str, payload: bytes) -> bytes:
    # The name belongs to it: an entry under another entry's name is not believed either.
    return hashlib.sha256(name.encode() + b"\n" + payload).hexdigest().encode()


def _read_cells(cells: Any, lesson: Lesson) -> tuple[CellOutputs, ...]:
    positions = [cell["cell"] for cell in _demand(cells, list)]
    code_cells = lesson.code_cells
    if any(type(position) is not int or not 0 <= position < len(code_cells) for position in positions):
        raise ValueError
    if positions != sorted(set(positions)):
        raise ValueError
    return tuple(
        _read_cell(cell, code_cells[position].number) for position, cell in zip(positions, cells, strict=True)
    )


def _read_cell(cell: Mapping[str, Any], number: int) -> CellOutputs:
    for output in _demand(cell["outputs"], list):
        _check_output(output)
    outputs = normalize_outputs(cell["outputs"], {})
    return CellOutputs(number, outputs, _check_count(cell["count"]), _demand(cell["left_out"], int))


def _check_output(output: Any) -> None:
    match output["output_type"]:
        case "stream":
            _demand(output["text"], str)
            if output["name"] not in ("stdout", "stderr"):
                raise ValueError
        case "error":
            for text in (output["ename"], output["evalue"], *_demand(output["traceback"], list)):
                _demand(text, str)
        case "display_data" | "execute_result":
            _demand(output["data"], dict)
            _demand(output["metadata"], dict)
            _check_count(output.get("execution_count"))
        case _:
            raise ValueError


def _check_count(count: Any) -> int | None:
    return None if count is None else int(_demand(count, int))


def _read_files(files: Any) -> Mapping[str, str]:
    for digest in _demand(files, dict).values():
        _demand(digest, str)
    return dict(files)


def _demand(value: Any, kind: type) -> Any:
    if type(value) is not kind:  # True is no number here
        raise TypeError
    return value
