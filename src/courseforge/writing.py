"""Writing so that nothing is lost: ``kill -9`` or a full disk leaves the old file or the new one, never half."""

import errno
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from courseforge.errors import OutputError

_PART = ".part"  # how the name of a file ends that is not yet in its place
_PATIENCE = 0.2  # seconds between two looks whether a lock is free
_MAKE_ROOM = "Make room on the disk, then try again. What was there before is still there."
_ASK = "Ask whoever looks after this computer for the right to read and write there."
_CLOSE = "Close other programs, then try again."

# What the machine refuses, whatever courseforge does: what is the matter, and how to mend it.
_REFUSALS: Mapping[int, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", _MAKE_ROOM),
    errno.EDQUOT: ("your share of the disk is used up", _MAKE_ROOM),
    errno.EFBIG: (
        "it is larger than a file may be there",
        "Ask whoever looks after this computer why.",
    ),
    errno.EROFS: ("nothing can be written on this disk", "Work on a copy of the library on a disk of your own."),
    errno.EACCES: ("you are not allowed to", _ASK),
    errno.EPERM: ("you are not allowed to", _ASK),
    errno.EIO: ("the disk does not answer as it should", "Look after the disk: it may be failing."),
    errno.ENAMETOOLONG: ("its name is too long", "Move the library to a folder with a shorter path."),
    errno.ENOMEM: ("the computer's memory is full", _CLOSE),
    errno.EAGAIN: ("the computer has too much to do", _CLOSE),
    errno.EMFILE: ("too many files are open", _CLOSE),
    errno.ENFILE: ("too many files are open", _CLOSE),
}
#: Of these, what can be nothing but the disk's: no name that somebody wrote brings them about.
DISK_FAULTS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})


def explain_refusal(error: OSError, path: Path | None = None) -> OutputError | None:
    """Say in words what the machine has refused; None where it has not, and the fault lies elsewhere.

    Args:
        path: what was to be written, where the error does not name it or names something else.
    """
    if error.errno is None or error.errno not in _REFUSALS:
        return None
    reason, hint = _REFUSALS[error.errno]
    if path is not None:
        return OutputError(f"{path} could not be written: {reason}.", hint)
    if (named := error.filename2 or error.filename) is not None:  # where it is two, the second is the new one
        return OutputError(f"{named} could not be opened or written: {reason}.", hint)
    return OutputError(f"The work could not be done: {reason}.", hint)


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
        raise _refused(error, path) from error


def write_if_changed(path: Path, data: bytes, *, durable: bool = True) -> bool:
    """Write ``data`` unless the file already holds it; tell whether anything was written."""
    if holds(path, data):
        return False
    write_atomically(path, data, durable=durable)
    return True


def holds(path: Path, data: bytes) -> bool:
    """Tell whether a file is there and has this content."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def refuse_unwritable(*folders: Path) -> None:
    """Try to write in folders before the long work, which could not be kept otherwise. Nothing is left there.

    Raises:
        OutputError: one of them takes nothing; one that is not there yet is tried where it would be made.
    """
    for folder in folders:
        above = next(place for place in (folder, *folder.parents) if place.exists())
        try:
            with tempfile.TemporaryFile(dir=above) as file:
                file.write(bytes(4096))
        except OSError as error:
            raise _refused(error, folder) from error


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
    kept, removed = set(keep), 0
    folders = [str(folder)] if folder.is_dir() else []
    for place in folders:  # to which are added those inside
        with os.scandir(place) as scan:
            entries = list(scan)
        folders += [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
        for entry in entries:
            name = entry.path[len(folders[0]) + 1 :].replace(os.sep, "/")
            if name not in kept and not entry.is_dir(follow_symlinks=False):
                Path(entry.path).unlink()
                removed += 1
    for place in reversed(folders[1:]):  # a folder comes after what it holds
        with suppress(OSError):
            Path(place).rmdir()  # only if it is empty
    return removed


def remove_parts(folder: Path, name: str = "*") -> None:
    """Remove what a killed process was about to put in the place of a file; only where nobody else writes now."""
    for path in folder.glob(f".{name}.*{_PART}"):
        with suppress(OSError):
            path.unlink()


@contextmanager
def hold_lock(path: Path, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Keep others from working in the same folder, until this block or this process ends, however it ends.

    Args:
        path: the file that stands for the folder.
        waiting: called once if somebody else is at work there; then we wait until that is over.

    Raises:
        OutputError: the file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
    except OSError as error:
        raise _refused(error, path.parent) from error
    with file:
        if not _lock(file.fileno()):
            waiting()
            while not _lock(file.fileno()):
                time.sleep(_PATIENCE)
        yield


def _lock(handle: int) -> bool:
    """Tell whether the lock is ours now; a disk that knows no locks has only one user."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  exists on Windows only

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  exists elsewhere only

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True


def _refused(error: OSError, path: Path) -> OutputError:
    hint = "Check that the disk has space and that you may write in this folder."
    return explain_refusal(error, path) or OutputError(
        f"{path} could not be written: {error.strerror or error}.", hint
    )


def _put_in_place(new: Path, path: Path) -> None:
    """Rename, with patience on Windows: a scanner or a preview that holds the old file lets go in a moment."""
    for pause in (0.05, 0.2, 0.5) if sys.platform == "win32" else ():
        with suppress(PermissionError):
            new.replace(path)
            return
        time.sleep(pause)
    new.replace(path)


def _replace(path: Path, data: bytes, *, durable: bool) -> None:
    # Its name is known before there is such a file: whoever is interrupted at any moment can remove it.
    part = path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}{_PART}")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        part.chmod(0o644)
        _put_in_place(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
