"""One file from an author: opened without following links, bounded, decoded.

Nothing here trusts a name: what is opened is looked at after it is open, so that a link, a pipe or a device in the
place of a file is refused rather than read.
"""

import os
import stat
from pathlib import Path

from courseforge.reading.codes import (
    CHARACTERS_ARE_WHOLE,
    FILE_HAS_CONTENT,
    FILE_IS_AS_NAMED,
    FILE_IS_REGULAR,
    FILE_IS_SMALL,
    FILE_OPENS,
    TEXT_HAS_NO_MARK,
    TEXT_IS_UTF8,
    Fault,
    FaultError,
    refuse,
)

MAX_LESSON_BYTES = 20_000_000
MAX_YAML_BYTES = 1_000_000

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer must not stop the run
    | getattr(os, "O_BINARY", 0)
)
_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)
_LARGE_FILE = "version https://git-lfs.github.com/spec/"
_DIVIDE = "Divide it, or take out what is not needed."
_CLEAR = "Clear the notebook's outputs (large pictures and tables are often stored there), or divide the lesson."
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def describe_kind(mode: int) -> str:
    """Name what is not an ordinary file, or return an empty text for one that is."""
    if stat.S_ISREG(mode):
        return ""
    return next((name for test, name in _KINDS if test(mode)), "not an ordinary file")


def not_regular(mode: int) -> Fault:
    """Say that something is not an ordinary file."""
    return Fault(
        FILE_IS_REGULAR,
        f"This is {describe_kind(mode)}, not an ordinary file. It is left out.",
        "Put a copy of the file itself in its place.",
    )


def megabytes(size: int) -> str:
    """Write a size as people say it."""
    return f"{size / 1_000_000:.0f} MB" if size >= 1_000_000 else f"{size / 1000:.0f} kB"


def too_large(size: int, limit: int, hint: str) -> Fault:
    """Say that a file is larger than courseforge reads."""
    return Fault(
        FILE_IS_SMALL,
        f"This file has {megabytes(size)}; at most {megabytes(limit)} are read.",
        hint,
    )


def read_bytes(path: Path, limit: int) -> bytes:
    """Read an ordinary file of at most ``limit`` bytes.

    Raises:
        FaultError: it cannot be opened, is not an ordinary file, or is too large.
    """
    try:
        mode = path.lstat().st_mode
        if describe_kind(mode):
            raise FaultError(not_regular(mode))
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            status = os.fstat(file.fileno())
            if describe_kind(status.st_mode):
                raise FaultError(not_regular(status.st_mode))
            data = file.read(limit + 1) if status.st_size <= limit else b""
            size = max(status.st_size, len(data))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not a file name"
        raise refuse(
            FILE_OPENS, f"This file cannot be opened ({reason}).", "Check that you may read it.", detail=str(error)
        ) from error
    if size > limit:
        raise FaultError(too_large(size, limit, _CLEAR if path.suffix == ".ipynb" else _DIVIDE))
    return data


def decode(data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """Turn bytes into text with LF line ends; a byte order mark is dropped and said.

    Raises:
        FaultError: the file is empty, not UTF-8, a stand-in for a large file, or holds NUL characters.
    """
    if not data.strip():
        raise refuse(FILE_HAS_CONTENT, "This file is empty.", "Restore it from an earlier version, or delete it.")
    if data.startswith(_UTF16) or (len(data) > 3 and data[1:4:2] == b"\0\0"):
        raise _utf16()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error) from error
    faults: tuple[Fault, ...] = ()
    if text.startswith("\ufeff"):
        text = text[1:]
        faults = (Fault(TEXT_HAS_NO_MARK, "This file begins with an invisible mark (BOM). It is read without it."),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_strangers(text)
    return text, faults


def line_at(text: str, position: int) -> int:
    """Count the 1-based line of a position."""
    return text.count("\n", 0, position) + 1


def _refuse_strangers(text: str) -> None:
    if text.startswith(_LARGE_FILE):
        raise refuse(
            FILE_IS_AS_NAMED,
            "This is only the stand-in that Git keeps for a large file (Git LFS), not the file itself.",
            "Run: git lfs pull",
        )
    nul = text.find("\0")
    if nul >= 0:
        raise refuse(
            CHARACTERS_ARE_WHOLE,
            f"A NUL character (an invisible zero byte) stands at character {nul + 1}.",
            "Delete it, or restore the file from an earlier version.",
            line=line_at(text, nul),
        )


def _utf16() -> Exception:
    return refuse(
        TEXT_IS_UTF8,
        "This file is saved as UTF-16; courseforge reads UTF-8.",
        "In your editor choose “Save as” and the encoding UTF-8.",
    )


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Exception:
    line = data.count(b"\n", 0, error.start) + 1
    return refuse(
        TEXT_IS_UTF8,
        f"This file is not saved as UTF-8: byte {error.start + 1} is 0x{data[error.start]:02X}.",
        "In your editor choose “Save as” and the encoding UTF-8; letters with accents may need to be typed again.",
        line=line,
        detail=str(error.reason),
    )
