"""What running a lesson costs in processor time, beside the bare cost of its code.

The same lessons are run by ``courseforge run`` (behind its walls), by nbclient in a pool of processes, and by one
interpreter that executes their cells and does nothing else. Processor time hardly depends on what else a machine
does, so this can be measured on a busy one. What a lesson costs is the difference between a run of many and a run of
one, divided by how many more there were. For root the system counts exactly (a control group); for others the
processes are looked at a hundred times a second, which misses up to half of it.
"""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen
from threading import Event, Thread

from benchmark_script import Report, make_parser, run_script
from processes import list_processes
from runnable_lessons import write_library, write_notebooks

HERE = Path(__file__).parent
_PAUSE = 0.01  # seconds between two looks at the processes; of each, at most so much is missed

_BARE = """
import json, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.ipynb")):
    names = {}
    for cell in json.loads(path.read_text())["cells"]:
        if cell["cell_type"] == "code":
            exec(compile(cell["source"], "cell", "exec"), names)
"""

Writer = Callable[[Path, int, str], None]

WAYS: dict[str, tuple[tuple[str, ...], Writer]] = {
    "courseforge": ((sys.executable, "-m", "courseforge", "run", "--format", "json"), write_library),
    "nbclient-pool": ((sys.executable, str(HERE / "nbclient_pool.py")), write_notebooks),
    "bare": ((sys.executable, "-c", _BARE), write_notebooks),
}


class Group:
    """A control group: the system adds up the processor time of all that begins in it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.mkdir()

    def adopt(self, pid: int) -> None:
        """Take in a process, and with it all that will descend from it."""
        (self._path / "cgroup.procs").write_text(str(pid), encoding="ascii")

    def stop(self) -> float:
        """Return the seconds, and clear up when all processes have ended."""
        while (self._path / "cgroup.procs").read_text(encoding="ascii"):
            time.sleep(_PAUSE)
        new, old = self._path / "cpu.stat", self._path / "cpuacct.usage"
        words = new.read_text(encoding="ascii").split() if new.exists() else []
        seconds = int(words[1]) / 1e6 if words else int(old.read_text(encoding="ascii")) / 1e9
        self._path.rmdir()
        return seconds


class Watch:
    """Adds up the processor time of a process and of all that descend from it, by looking often."""

    def __init__(self) -> None:
        self._spent: dict[tuple[int, int], float] = {}  # process, and when it began: seconds
        self._family: set[int] = set()
        self._done = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def adopt(self, pid: int) -> None:
        """Begin with a process."""
        self._family.add(pid)
        self._thread.start()

    def stop(self) -> float:
        """Return the seconds."""
        self._done.set()
        self._thread.join()
        return sum(self._spent.values())

    def _look(self) -> None:
        while not self._done.wait(_PAUSE):
            for process in sorted(list_processes(), key=attrgetter("pid")):
                if process.pid in self._family or process.parent in self._family:
                    self._family.add(process.pid)
                    self._spent[process.pid, process.begun] = process.seconds


def make_meter() -> Group | Watch:
    """Make the best meter that there can be here."""
    for place in (Path("/sys/fs/cgroup"), Path("/sys/fs/cgroup/cpuacct")):
        if any((place / name).exists() for name in ("cgroup.controllers", "cpuacct.usage")):
            with suppress(OSError):
                return Group(place / f"courseforge-benchmark-{os.getpid()}")
    return Watch()


def measure_seconds(command: tuple[str, ...], folder: Path, log: Path) -> float:
    """Run a command for a folder of lessons; return its processor time.

    Raises:
        SystemExit: it failed, or ran lessons without walls.
    """
    with log.open("wb") as output:
        # The shell waits until it is in the group; then the command takes its place.
        waiting = ("sh", "-c", 'read -r go && exec "$@"', "sh", *command, str(folder))
        process = Popen(waiting, stdin=PIPE, stdout=output, stderr=STDOUT)
        meter = make_meter()
        meter.adopt(process.pid)
        process.communicate(b"go\n")
        seconds = meter.stop()
    code = process.returncode
    text = log.read_text(errors="replace")
    if code != 0 or "without walls" in text:
        sys.exit(f"{' '.join(command)} ended with {code}:\n{text[-2000:]}")
    return seconds


def measure_way(name: str, lessons: int, imports: str, work: Path) -> dict[str, float]:
    """Return what one way costs for each lesson, and before the first."""
    command, write = WAYS[name]
    spent = {}
    for count in (1, lessons):
        folder = work / "lessons"
        write(folder, count, imports)
        spent[count] = measure_seconds(command, folder, work / "log")
        shutil.rmtree(folder)
    each = (spent[lessons] - spent[1]) / (lessons - 1)
    return {"each_lesson": round(each, 4), "beginning": round(spent[1] - each, 2)}


def measure(options: argparse.Namespace, work: Path) -> Report:
    """Measure every way."""
    spent = {name: measure_way(name, options.lessons, options.imports, work) for name in WAYS}
    return {"lessons": options.lessons, "imports": options.imports, "processor_seconds": spent}


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = make_parser(__doc__)
    parser.add_argument("--lessons", type=int, default=40, help="how many lessons are run (40)")
    parser.add_argument("--imports", default="", metavar="LINE", help="an import line to begin each lesson with")
    return parser.parse_args()


if __name__ == "__main__":
    run_script(parse_options(), measure)
