"""How soon an edit is seen: by ``courseforge build`` once more, and in a browser that looks at ``courseforge serve``.

The goal: 1.5 seconds from saving a lesson of a library of 1,000 until the page in the browser follows. Each edit is
another one, to the same lesson, as somebody makes them who works on it. Seconds differ from machine to machine, and
a busy machine takes longer; the seconds of processors change little.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmark_script import Report, make_parser, run_script
from changing_library import EDITS, Edit, choose_lesson, make_edit, write_changing_library
from measured_command import describe_machine, measure_command
from sample_library import Size
from served_library import ServedLibrary, serve_library

COMMAND = (sys.executable, "-m", "courseforge", "build")
LESSONS_OF_A_COURSE = 20

Marks = Mapping[Path, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """What one way to see one change cost.

    Attributes:
        seconds: by the clock on the wall; of several the one in the middle.
        work: seconds of all processors together.
        rewritten: files of the site.
        memory: bytes, at the peak; of a server those that it holds afterwards.
    """

    lessons: int
    way: str
    change: str
    seconds: float
    work: float
    rewritten: int
    memory: int


def measure_size(lessons: int, repeat: int, work: Path) -> list[Row]:
    """Measure a library of one size."""
    folder = work / f"library-{lessons}"
    write_changing_library(folder, Size(lessons, max(1, lessons // LESSONS_OF_A_COURSE)))
    lesson = choose_lesson(folder)
    rows = [_build(folder, "everything", lessons, work)]
    rows += [_take_middle(_build_again(folder, lesson, edit, lessons, work) for _ in range(repeat)) for edit in EDITS]
    rows.append(_build(folder, "nothing", lessons, work))
    with serve_library(folder, work / "serve.log") as served:
        rows += [_take_middle(_serve(served, folder, lesson, edit, lessons) for _ in range(repeat)) for edit in EDITS]
    return rows


def _build(folder: Path, change: str, lessons: int, work: Path) -> Row:
    before = _mark(folder)
    cost = measure_command([*COMMAND, str(folder)], work / "build.log")
    after = _mark(folder)
    if sum(path.suffix == ".html" for path in after) < lessons:
        sys.exit(f"Not every lesson was published:\n{(work / 'build.log').read_text(errors='replace')[-4000:]}")
    return Row(lessons, "build", change, cost.seconds, cost.work, _count(before, after), cost.peak_memory)


def _build_again(folder: Path, lesson: Path, edit: Edit, lessons: int, work: Path) -> Row:
    number = time.monotonic_ns()
    make_edit(edit, lesson, number)
    row = _build(folder, edit.name, lessons, work)
    page = folder / "_build" / "site" / _name_page(lesson)
    _see(edit, number, page.read_text(encoding="utf-8"))
    return row


def _serve(served: ServedLibrary, folder: Path, lesson: Path, edit: Edit, lessons: int) -> Row:
    served.wait_until_idle()
    number, before, used = time.monotonic_ns(), _mark(folder), served.count_work()
    begin = time.perf_counter()
    make_edit(edit, lesson, number)
    served.wait_for_edition()
    page = served.read_page(_name_page(lesson))
    seconds, used = time.perf_counter() - begin, served.count_work() - used
    _see(edit, number, page)
    rewritten = _count(before, _mark(folder))
    return Row(lessons, "serve", edit.name, seconds, used, rewritten, served.measure_memory())


def _see(edit: Edit, number: int, page: str) -> None:
    if edit.seen(number) not in page:
        sys.exit(f"The {edit.name} that was saved is not in the page.")


def _name_page(lesson: Path) -> str:
    return f"{lesson.parent.name}/{lesson.stem}.html"


def _mark(folder: Path) -> Marks:
    """Note for each file of the site which file it is and when it was written."""
    paths = (path for path in (folder / "_build" / "site").rglob("*") if path.is_file())
    return {path: (status.st_ino, status.st_mtime_ns) for path in paths for status in (path.stat(),)}


def _count(before: Marks, after: Marks) -> int:
    return sum(before.get(path) != mark for path, mark in after.items())


def _take_middle(rows: Iterable[Row]) -> Row:
    rows = list(rows)
    one = rows[-1]
    seconds, work = median(row.seconds for row in rows), median(row.work for row in rows)
    memory = max(row.memory for row in rows)
    return Row(one.lessons, one.way, one.change, seconds, work, one.rewritten, memory)


def measure(options: argparse.Namespace, work: Path) -> Report:
    """Measure every size; return the report."""
    rows = [row for lessons in options.lessons for row in measure_size(lessons, options.repeat, work)]
    return {**describe_machine("courseforge", "sphinx"), "rows": [asdict(row) for row in rows]}


def describe(report: Report) -> str:
    """Set the report as a table."""
    rows = report["rows"]
    assert isinstance(rows, list)
    head = f"{'lessons':>7}  {'way':6} {'change':10} {'seconds':>8} {'work':>8} {'rewritten':>9} {'memory':>9}\n"
    return head + "".join(
        f"{row['lessons']:7}  {row['way']:6} {row['change']:10} {row['seconds']:8.2f} {row['work']:8.2f} "
        f"{row['rewritten']:9} {row['memory'] / 1e6:6.0f} MB\n"
        for row in rows
    )


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = make_parser(__doc__, 3)
    sizes = "how many lessons; several numbers measure several libraries (1000)"
    parser.add_argument("--lessons", type=int, nargs="+", default=[1000], help=sizes)
    return parser.parse_args()


if __name__ == "__main__":
    run_script(parse_options(), measure, describe)
