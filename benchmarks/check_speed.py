"""How fast ``courseforge check`` is: 1,000 lessons, twice as many, and a single one, each in a new process.

The goals: 1,000 lessons in 10 seconds on two processors, one lesson in half a second, and twice the lessons in about
twice the time. Seconds differ from machine to machine; close other programs first.
"""

import argparse
import sys
from pathlib import Path

from benchmark_script import Report, make_parser, run_script
from measured_command import Measurement, describe_machine, measure_command, median_seconds, summarize_costs
from sample_library import Size, write_library

COMMAND = (sys.executable, "-m", "courseforge", "check", "--format", "json")


def measure_size(size: Size, repeat: int, work: Path) -> list[Measurement]:
    """Check a library of a size, several times."""
    folder, log = work / f"library-{size.lessons}", work / "check.log"
    write_library(folder, size)
    measured = []
    for _ in range(repeat):
        measured.append(measure_command([*COMMAND, str(folder)], log))
        print(
            f"  {size.lessons:6} lessons {measured[-1].seconds:7.2f} s, work {measured[-1].work:7.2f} s", flush=True
        )
    _see_that_all_were_checked(log, size)
    return measured


def measure(options: argparse.Namespace, work: Path) -> Report:
    """Measure one lesson, the library and one of twice the size."""
    sizes = {
        "one": Size(1, 1),
        "library": Size(options.lessons, max(1, options.lessons // 20)),
        "twice": Size(2 * options.lessons, max(1, options.lessons // 10)),
    }
    runs = {name: measure_size(size, options.repeat, work) for name, size in sizes.items()}
    middle = {name: median_seconds(done) for name, done in runs.items()}
    return {
        **describe_machine("courseforge"),
        **{name: {"lessons": size.lessons, **summarize_costs(runs[name])} for name, size in sizes.items()},
        "growth": round((middle["twice"] - middle["one"]) / max(middle["library"] - middle["one"], 0.01), 2),
    }


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = make_parser(__doc__, 3)
    parser.add_argument("--lessons", type=int, default=1000, help="lessons of the library (1000)")
    return parser.parse_args()


def _see_that_all_were_checked(log: Path, size: Size) -> None:
    text = log.read_text(encoding="utf-8")
    if f'"lessons": {size.lessons}' not in text:
        sys.exit(f"courseforge did not check {size.lessons} lessons:\n{text[-2000:]}")


if __name__ == "__main__":
    run_script(parse_options(), measure)
