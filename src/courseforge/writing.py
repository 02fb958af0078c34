"""Writing so that nothing is lost: ``kill -9`` or a full disk leaves the old file or the new one, never half."""

import os
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from courseforge.errors import OutputError


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace ``path`` by ``data`` in one step, making the folders above it.

    Args:
        durable: wait until the disk has it. What can be made again at once need not wait; it is still never half.

    Raises:
        OutputError: no space, no permission, or a folder is in the way; the old file is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data, durable=durable)
    except OSError as error:
        raise OutputError(
            f"{path} could not be written: {error.strerror or error}.",
            "Check that the disk has space and that you may write in this folder.",
        ) from error


def write_if_changed(path: Path, data: bytes, *, durable: bool = True) -> bool:
    """Write ``data`` unless the file already holds it; tell whether anything was written."""
    with suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    write_atomically(path, data, durable=durable)
    return True


def refuse_links(*folders: Path) -> None:
    """Refuse to work in folders that are links: what is no longer part of them is removed, and it lies elsewhere.

    Raises:
        OutputError: one of them is a link.
    """
    for folder in folders:
        if folder.is_symlink():
            raise OutputError(
                f"{folder} is a link to another folder, where courseforge will not write or remove anything.",
                "Delete the link; courseforge makes the folder itself.",
            )


def remove_others(folder: Path, keep: Collection[str]) -> int:
    """Remove every file below ``folder`` that is not named (POSIX paths), and folders left empty; count the files."""
    kept = set(keep)
    removed = 0
    for path in sorted(folder.rglob("*"), reverse=True):  # a folder comes after what it holds
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):
                path.rmdir()  # only if it is empty
        elif path.relative_to(folder).as_posix() not in kept:
            path.unlink()
            removed += 1
    return removed


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Keep others from working in the same folder, until this block or this process ends, however it ends.

    Raises:
        OutputError: another courseforge is at work there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
    except OSError as error:
        raise OutputError(
            f"{path.parent} could not be written: {error.strerror or error}.",
            "Check that you may write in this folder.",
        ) from error
    with file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise OutputError(
                "Another courseforge is at work in this library.", "Wait until it is done, then try again."
            ) from error
        yield


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  exists on Windows only

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415  exists elsewhere only

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _put_in_place(new: Path, path: Path) -> None:
    """Rename, with patience on Windows: a scanner or a preview that holds the old file lets go in a moment."""
    for pause in (0.05, 0.2, 0.5) if sys.platform == "win32" else ():
        with suppress(PermissionError):
            new.replace(path)
            return
        time.sleep(pause)
    new.replace(path)


def _replace(path: Path, data: bytes, *, durable: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        Path(name).chmod(0o644)
        _put_in_place(Path(name), path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
