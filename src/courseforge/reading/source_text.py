"""A text that somebody sent, for whoever looks at it before it is a lesson."""

from pathlib import Path

from courseforge.reading.codes import FaultError
from courseforge.reading.source_file import MAX_YAML_BYTES, decode, read_bytes


def read_text(data: bytes) -> str | None:
    """Turn bytes into text with LF line ends; None where that cannot be done."""
    try:
        return decode(data)[0]
    except FaultError:
        return None


def read_ordinary_file(path: Path, limit: int = MAX_YAML_BYTES) -> bytes | None:
    """Return the content of an ordinary file of at most ``limit`` bytes; None for anything else."""
    try:
        return read_bytes(path, limit)
    except FaultError:
        return None
