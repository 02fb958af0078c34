"""Whether the sources are still as they were: an author may save a file while we are at work on it."""

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from courseforge.config import COURSES_FOLDER, SHOWCASE_FOLDER, TEMPLATES_FOLDER
from courseforge.reading.book.project import SKIPPED, is_book

_JUST_NOW = 2.0  # seconds; a disk's clock may stand still so long


def mark_file(path: Path) -> tuple[object, ...]:
    """Note about one file what ``mark_sources`` notes about all, and which file it is.

    What was changed just now may be changed again at what its disk takes for the same moment: a note about that is
    equal to no other.
    """
    try:
        return _note(path.lstat())
    except OSError:
        return (object(),)


def mark_folder(folder: Path) -> Mapping[str, tuple[object, ...]]:
    """Note about each file below a folder, by its path there, what ``mark_file`` notes about one."""
    marks: dict[str, tuple[object, ...]] = {}
    above = len(str(folder)) + 1
    pending = [str(folder)] if folder.is_dir() else []
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    marks[entry.path[above:].replace(os.sep, "/")] = _note(entry.stat(follow_symlinks=False))
    return marks


def _note(status: os.stat_result) -> tuple[object, ...]:
    if status.st_ctime > time.time() - _JUST_NOW:
        return (object(),)
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def mark_sources(root: Path) -> Mapping[str, tuple[int, ...]]:
    """Note for each file that a library is read from its size and when it was changed.

    Two notes are equal if nothing was saved between them. The time of the last change of any kind (ctime) cannot be
    set by any program, so neither a clock nor a tool that restores times hides an edit.
    """
    if is_book(root):  # all of it may be read
        return dict(_mark(root, in_depth=True))
    marks = dict(_mark(root, in_depth=False))
    for name in (COURSES_FOLDER, TEMPLATES_FOLDER, SHOWCASE_FOLDER):
        marks |= _mark(root / name, in_depth=True)
    return marks


def _mark(folder: Path, *, in_depth: bool) -> Iterator[tuple[str, tuple[int, ...]]]:
    pending = [str(folder)]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if not entry.is_dir(follow_symlinks=False):
                        status = entry.stat(follow_symlinks=False)
                        yield entry.path, (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
                    elif in_depth and entry.name not in SKIPPED:
                        pending.append(entry.path)
        except OSError:  # it goes away right now; reading says more about a folder that cannot be opened
            continue
