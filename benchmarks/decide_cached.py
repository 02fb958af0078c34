"""How long it takes to decide that nothing has to run: a library whose lessons all have an earlier run that holds.

Two figures: deciding alone (code, data files, environment and entries, as ``execute_lessons`` does it), and the whole
command ``courseforge run``, which also starts Python and reads every lesson. The earlier runs are written by this
script, with outputs of the stated size, in the form of real ones; to run every lesson once would take minutes.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmark_script import Report, make_parser, run_script
from courseforge.config import JupyterBookExecute, Settings
from courseforge.execution.cache import Entry, dump_entry, name_entry
from courseforge.execution.folder_store import FolderStore
from courseforge.execution.job import Job
from courseforge.execution.plan import plan_lessons
from courseforge.execution.pool import execute_lessons
from courseforge.execution.store import Store
from courseforge.model import CellOutputs, Course, Lesson
from courseforge.reading import read_library, read_settings
from measured_command import describe_machine, measure_command
from runnable_lessons import write_library

RUN = (sys.executable, "-m", "courseforge", "run", "--format", "json")


def write_entries(root: Path, cache: Path, courses: Sequence[Course], size: int) -> None:
    """Write an earlier run of every lesson."""
    store = Store(FolderStore(cache))
    for item in plan_lessons(courses, root, store, JupyterBookExecute("cache"), force=True, walls=True).items:
        assert isinstance(item, Job)
        name = name_entry(item.key, walls=True)
        store.write(name, dump_entry(Entry(make_outputs(item.lesson, size), {}), name, item.lesson))


def make_outputs(lesson: Lesson, size: int) -> tuple[CellOutputs, ...]:
    """Make a printed text for each cell, which together take about ``size`` bytes."""
    cells = lesson.code_cells
    text = "a line of what was printed\n" * (size // len(cells) // 27 + 1)
    output = {"output_type": "stream", "name": "stdout", "text": text}
    return tuple(CellOutputs(cell.number, (output,), number) for number, cell in enumerate(cells, 1))


def write_data(root: Path, size: int) -> None:
    """Give each course a data file."""
    for course in sorted((root / "courses").iterdir()):
        (course / "data.csv").write_bytes(b"12,oak\n" * (size // 7))


def measure_deciding(root: Path, courses: Sequence[Course], settings: Settings, repeat: int) -> dict[str, object]:
    """Decide several times in this process."""
    wall, processor = [], []
    for _ in range(repeat):
        begin, begin_processor = perf_counter(), process_time()
        results = execute_lessons(courses, root=root, cache=root / "_build" / "cache", settings=settings)
        wall.append(perf_counter() - begin)
        processor.append(process_time() - begin_processor)
        if {result.status for result in results} != {"cached"}:
            sys.exit("Not every lesson came from an earlier run; this measures something else.")
    return {
        "seconds": [round(seconds, 3) for seconds in wall],
        "median_seconds": round(median(wall), 3),
        "median_processor_seconds": round(median(processor), 3),
    }


def measure(options: argparse.Namespace, root: Path) -> Report:
    """Write the library, then measure both; return the report."""
    write_library(root, options.lessons, "")
    write_data(root, options.data)
    settings, _ = read_settings(root)
    courses = read_library(root, settings).library.courses
    write_entries(root, root / "_build" / "cache", courses, options.outputs)
    deciding = measure_deciding(root, courses, settings, options.repeat)
    whole = [measure_command([*RUN, str(root)], root / "log") for _ in range(options.repeat)]
    return {
        **describe_machine("courseforge"),
        "lessons": options.lessons,
        "bytes_of_outputs_each": options.outputs,
        "bytes_of_data_for_each_course": options.data,
        "deciding": deciding,
        "whole_command": {
            "median_seconds": round(median(run.seconds for run in whole), 2),
            "peak_memory_bytes": max(run.peak_memory for run in whole),
        },
    }


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = make_parser(__doc__, 5)
    parser.add_argument("--lessons", type=int, default=1000, help="how many lessons the library has (1000)")
    parser.add_argument("--outputs", type=int, default=20_000, help="bytes of outputs of each lesson (20000)")
    parser.add_argument("--data", type=int, default=100_000, help="bytes of data of each course of ten (100000)")
    return parser.parse_args()


if __name__ == "__main__":
    run_script(parse_options(), measure)
