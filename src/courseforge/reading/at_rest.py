"""Whether the sources are still as they were: an author may save a file while we are at work on it."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from courseforge.config import COURSES_FOLDER, SHOWCASE_FOLDER, TEMPLATES_FOLDER


def mark_sources(root: Path) -> Mapping[str, tuple[int, ...]]:
    """Note for each file that a library is read from its size and when it was changed.

    Two notes are equal if nothing was saved between them. The time of the last change of any kind (ctime) cannot be
    set by any program, so neither a clock nor a tool that restores times hides an edit.
    """
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
                    elif in_depth:
                        pending.append(entry.path)
        except OSError:  # it goes away right now; reading says more about a folder that cannot be opened
            continue
