"""How much memory a room takes: of all its processes, shared parts counted once, and of its files."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from courseforge.execution.walls.file_system import WRITABLE

_PROC = Path("/proc")
_MUCH = 1 << 30


def measure_memory() -> int:
    """Measure in bytes, as the first process of a PID namespace sees it in its own /proc; itself left out."""
    files = sum(_measure_folder(folder) for folder in WRITABLE)
    page = os.sysconf("SC_PAGE_SIZE")
    resident = {pid: pages * page for pid, pages in _list_resident()}
    # What a process shares with the template or with its own children is counted for each of them here; as long as
    # that is little, there is no need for the exact measure, which takes the kernel longer.
    if sum(resident.values()) < _MUCH:
        return files + sum(resident.values())
    return files + sum(_measure_exactly(pid, size) for pid, size in resident.items())


def _list_resident() -> Iterator[tuple[str, int]]:
    for entry in os.listdir(_PROC):  # noqa: PTH208  names are all that is needed, five times a second
        if entry.isdecimal() and entry != "1":
            with suppress(OSError):
                yield entry, int((_PROC / entry / "statm").read_text(encoding="ascii").split()[1])


def _measure_exactly(pid: str, resident: int) -> int:
    """Measure what belongs to a process alone plus its share of the rest; all of it where the process hides that."""
    try:
        text = (_PROC / pid / "smaps_rollup").read_text(encoding="ascii")
    except ProcessLookupError:
        return 0
    except OSError:
        return resident
    sizes = [line.split() for line in text.splitlines()]
    return sum(int(words[1]) * 1024 for words in sizes if words[0] in ("Pss:", "SwapPss:"))


def _measure_folder(folder: str) -> int:
    status = os.statvfs(folder)
    return (status.f_blocks - status.f_bfree) * status.f_frsize
