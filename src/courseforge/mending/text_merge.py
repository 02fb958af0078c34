"""Two versions of a text brought together by Git's own three-way merge."""

import subprocess
import tempfile
from pathlib import Path

_CUT = 127  # Git counts conflicts up to here; beyond it failed


def merge_texts(base: str, ours: str, theirs: str) -> tuple[str, bool]:
    """Merge the changes of both sides; tell whether that settled them. Marks stand around what is not settled."""
    if theirs in (ours, base):
        return ours, True
    if ours == base:
        return theirs, True
    merged, conflicts = merge_bytes(_close(base), _close(ours), _close(theirs))
    text = merged.decode()
    return text.removesuffix("\n"), not conflicts


def merge_bytes(base: bytes, ours: bytes, theirs: bytes) -> tuple[bytes, int]:
    """Merge files line by line; return the result and the number of conflicts.

    Raises:
        ValueError: Git takes one of them for no text.
    """
    with tempfile.TemporaryDirectory() as folder:
        names = ("ours", "base", "theirs")
        for name, data in zip(names, (ours, base, theirs), strict=True):
            (Path(folder) / name).write_bytes(data)
        labels = [word for name in names for word in ("-L", name)]
        command = ["git", "merge-file", "-p", "-q", *labels, *names]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603 - fixed words
    if done.returncode > _CUT or done.returncode < 0:
        raise ValueError(done.stderr.decode(errors="replace"))
    return done.stdout, done.returncode


def _close(text: str) -> bytes:
    """End the last line, so that a mark never stands behind it."""
    return f"{text}\n".encode()
