"""One command from start to end: how long it took, and how much memory it and its children held together."""

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from statistics import median
from threading import Event, Thread

from processes import Process, list_processes, measure_memory

SAMPLES_PER_SECOND = 5
_BECOME_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one run cost.

    Attributes:
        seconds: from start to end, by the clock on the wall.
        work: seconds of all processors together; a busy machine changes it little.
        peak_memory: bytes. On Linux the largest sum over the whole process tree, shared pages counted once (PSS);
            elsewhere the largest single process that this program has started.
    """

    seconds: float
    work: float
    peak_memory: int


def summarize_costs(costs: Sequence[Measurement]) -> dict[str, object]:
    """Return what is worth keeping of several runs of one command, as JSON knows it."""
    return {
        "seconds": [round(cost.seconds, 2) for cost in costs],
        "median_seconds": round(median_seconds(costs), 2),
        "median_work_seconds": round(median(cost.work for cost in costs), 2),
        "peak_memory_bytes": max(cost.peak_memory for cost in costs),
    }


def median_seconds(costs: Sequence[Measurement]) -> float:
    """Return the time that counts."""
    return median(cost.seconds for cost in costs)


def describe_machine(*packages: str) -> dict[str, object]:
    """Return what the numbers depend on: Python, the processors this program may use, and versions of packages."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    versions = {name: version(name) for name in packages}
    return {"python": python_version(), "processors": processors, "versions": versions}


def measure_command(command: Sequence[str], log: Path, codes: Container[int] = (0,)) -> Measurement:
    """Run a command to its end, its words going to a log file.

    Args:
        command: the program and its arguments.
        log: what it says is written there.
        codes: exit codes that are no failure.

    Raises:
        SystemExit: the command failed; a measurement of a failure says nothing.
    """
    _adopt_orphans()
    others = {process.pid for process in _list_children()}
    with log.open("wb") as output:
        start, before = time.perf_counter(), _count_work()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        with _MemoryMeter(process.pid) as meter:
            code = process.wait()
        seconds = time.perf_counter() - start
    while orphans := [process for process in _list_children() if process.pid not in others]:
        os.waitpid(orphans[0].pid, 0)  # only then its work counts
    if code not in codes:
        sys.exit(f"{' '.join(command)} ended with {code}:\n{log.read_text(errors='replace')[-4000:]}")
    return Measurement(seconds, _count_work() - before, meter.peak or _largest_child())


def _adopt_orphans() -> None:
    """Become the parent of processes whose own parent ends first, on Linux: of those that other processes make."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)


def _list_children() -> Iterator[Process]:
    return (process for process in list_processes() if process.parent == os.getpid())


def _count_work() -> float:
    """Count the seconds of processors that finished children have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _MemoryMeter:
    """Looks at a process tree a few times a second, in a thread of its own."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._done = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "_MemoryMeter":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(1 / SAMPLES_PER_SECOND):
            self.peak = max(self.peak, measure_memory(self._pid))


def _largest_child() -> int:
    size = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024
