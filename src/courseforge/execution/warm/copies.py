"""The course's files in the room: copied, hashed on the way, and afterwards asked whether anybody has read them."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from courseforge.execution.walls.identity import LEARNER

_CHUNK = 1 << 20
_UNREAD = (946_684_800, 946_684_800)  # the first second of the year 2000: when all copies were read and written last


@dataclass(frozen=True, slots=True)
class Copy:
    """One file as it was put there.

    Attributes:
        hash: SHA-256 in hexadecimal; empty where there is no such file any more.
        touched: when it was read last, changed last in any way, and which file it is.
    """

    hash: str = ""
    touched: tuple[int, ...] = ()


def measure_files(folder: Path, files: Iterable[str]) -> int:
    """Sum up how many bytes the copies will take."""
    size = 0
    for file in files:
        with suppress(OSError):
            size += (folder / file).lstat().st_size + 4096
    return size


def copy_files(folder: Path, files: Iterable[str], target: Path) -> Mapping[str, Copy]:
    """Copy the files; they belong to the learner. Links and whatever is no file are left out.

    Raises:
        OSError: a file cannot be copied.
    """
    copies = {file: _copy_file(folder / file, target / file) for file in files}
    # What was read while the others were copied does not count: marked at last, all at once.
    return {file: _mark(target / file, digest) for file, digest in copies.items()}


def list_read(copies: Mapping[str, Copy], target: Path) -> Iterator[str]:
    """Name the files that were read, changed, moved or taken away since they were copied."""
    return (file for file, copy in copies.items() if copy.touched != _look(target / file))


def _copy_file(source: Path, target: Path) -> str:
    try:
        # Not to wait for the other end of a pipe that lies among the files.
        descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return ""
    with os.fdopen(descriptor, "rb") as read:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return ""
        _make_folders(target.parent)
        digest = hashlib.sha256()
        with target.open("xb") as written:
            while chunk := read.read(_CHUNK):
                digest.update(chunk)
                written.write(chunk)
    os.chown(target, LEARNER, LEARNER)
    return digest.hexdigest()


def _make_folders(folder: Path) -> None:
    if not folder.is_dir():
        _make_folders(folder.parent)
        folder.mkdir()
        os.chown(folder, LEARNER, LEARNER)


def _mark(target: Path, digest: str) -> Copy:
    if not digest:
        return Copy()
    os.utime(target, _UNREAD)
    return Copy(digest, _look(target))


def _look(target: Path) -> tuple[int, ...]:
    try:
        status = target.lstat()
    except OSError:
        return ()
    return status.st_atime_ns, status.st_ctime_ns, status.st_ino
