"""Outputs of earlier runs: one file for each key, which begins with its own digest. Reading is verifying.

No index and no database, so nothing can disagree with anything. Whatever is damaged counts as not there.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from courseforge.errors import OutputError
from courseforge.model import CellOutputs, Lesson
from courseforge.writing import write_atomically


def load_outputs(cache: Path, key: str, lesson: Lesson) -> tuple[CellOutputs, ...] | None:
    """Take the outputs of an earlier run, with the cell numbers of today; None where there are none to trust."""
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
    return tuple(
        CellOutputs(code_cells[entry["cell"]].number, tuple(entry["outputs"]), entry["count"])
        for entry in json.loads(payload)
    )


def store_outputs(cache: Path, key: str, lesson: Lesson, cells: Sequence[CellOutputs]) -> None:
    """Keep what a finished run gave."""
    positions = {cell.number: position for position, cell in enumerate(lesson.code_cells)}
    entries = [
        {"cell": positions[cell.number], "outputs": cell.outputs, "count": cell.execution_count} for cell in cells
    ]
    payload = json.dumps(entries, separators=(",", ":")).encode()
    # A cache that cannot be written costs the next build some time; it is no reason to lose this one.
    with suppress(OutputError):
        write_atomically(_path(cache, key), _digest(key, payload) + b"\n" + payload)


def _path(cache: Path, key: str) -> Path:
    return cache / f"{key}.json"


def _digest(key: str, payload: bytes) -> bytes:
    # The key belongs to it: an entry under another entry's name is not believed either.
    return hashlib.sha256(key.encode() + b"\n" + payload).hexdigest().encode()
