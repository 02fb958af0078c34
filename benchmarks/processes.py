"""The processes that run on a Linux machine."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_TICK = 1 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.0  # seconds; without /proc nobody asks


@dataclass(frozen=True, slots=True)
class Process:
    """A process at one moment.

    Attributes:
        begun: when it began, in ticks of the system: with ``pid`` it tells it from any other.
        seconds: processor time that it has used itself.
        of_children: processor time of its children that have ended, and of theirs.
    """

    pid: int
    parent: int
    begun: int
    seconds: float
    of_children: float


def list_processes() -> Iterator[Process]:
    """Look at every process that has not ended meanwhile."""
    for folder in PROC.glob("[0-9]*"):
        try:
            # The command's name stands in parentheses and may hold anything; the rest follows after the last one.
            fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        own, ended = ((int(fields[place]) + int(fields[place + 1])) * _TICK for place in (11, 13))
        yield Process(int(folder.name), int(fields[1]), int(fields[19]), own, ended)


def list_family(root: int) -> Iterator[Process]:
    """Look at a process and all that descend from it."""
    found, children = dict[int, Process](), dict[int, list[int]]()
    for process in list_processes():
        found[process.pid] = process
        children.setdefault(process.parent, []).append(process.pid)
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        if pid in found:
            yield found[pid]
        waiting += children.get(pid, [])


def measure_memory(root: int) -> int:
    """Add up the memory of a process and all that descend from it, in bytes; what they share counts once (PSS)."""
    return sum(_read_memory(process.pid) for process in list_family(root))


def _read_memory(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
