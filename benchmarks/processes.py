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
    """

    pid: int
    parent: int
    begun: int
    seconds: float


def list_processes() -> Iterator[Process]:
    """Look at every process that has not ended meanwhile."""
    for folder in PROC.glob("[0-9]*"):
        try:
            # The command's name stands in parentheses and may hold anything; the rest follows after the last one.
            fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        yield Process(int(folder.name), int(fields[1]), int(fields[19]), (int(fields[11]) + int(fields[12])) * _TICK)
