"""Writing files so that nothing is lost: ``kill -9`` or a full disk leaves the old file or the new one, never half."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from courseforge.errors import OutputError


def write_atomically(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data`` in one step, making the folders above it.

    Raises:
        OutputError: no space, no permission, or a folder is in the way; the old file is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise OutputError(
            f"{path} could not be written: {error.strerror or error}.",
            "Check that the disk has space and that you may write in this folder.",
        ) from error


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write ``data`` unless the file already holds it; tell whether anything was written."""
    with suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    write_atomically(path, data)
    return True


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
