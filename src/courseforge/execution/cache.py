"""Outputs of earlier runs: one file for each key, which begins with its own digest. Reading is verifying.

No index and no database, so nothing can disagree with anything. Whatever is damaged counts as not there.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from courseforge.errors import OutputError
from courseforge.model import CellOutputs, Lesson
from courseforge.writing import write_atomically


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


def load_entry(cache: Path, key: str, lesson: Lesson) -> Entry | None:
    """Take what was kept of an earlier run, with the cell numbers of today; None where there is nothing to trust."""
    path = _path(cache, key)
    try:
        digest, _, payload = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if digest != _digest(key, payload):
        with suppress(OSError):
            path.replace(path.with_suffix(".damaged"))
        return None
    code_cells = lesson.code_cells
    kept = json.loads(payload)
    cells = tuple(
        CellOutputs(code_cells[cell["cell"]].number, tuple(cell["outputs"]), cell["count"], cell["left_out"])
        for cell in kept["cells"]
    )
    return Entry(cells, kept["files"], kept["widgets"])


def store_entry(cache: Path, key: str, lesson: Lesson, entry: Entry) -> None:
    """Keep what a finished run gave."""
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
    # A cache that cannot be written costs the next build some time; it is no reason to lose this one.
    with suppress(OutputError):
        write_atomically(_path(cache, key), _digest(key, payload) + b"\n" + payload)


def _path(cache: Path, key: str) -> Path:
    return cache / f"{key}.json"


def _digest(key: str, payload: bytes) -> bytes:
    # The key belongs to it: an entry under another entry's name is not believed either.
    return hashlib.sha256(key.encode() + b"\n" + payload).hexdigest().encode()
