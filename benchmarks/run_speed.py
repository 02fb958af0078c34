"""How fast ``courseforge run`` runs lessons, behind its walls: beside nbclient in a pool, and beside Jupyter Book.

Every run is cold (fresh sources, no cache), the tools take turns, and the median counts. Jupyter Book also makes its
pages meanwhile, for it cannot do otherwise. Seconds differ from machine to machine; the ratios are what to compare.
"""

import argparse
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmark_script import Report, make_parser, run_script
from measured_command import Measurement, describe_machine, measure_command, median_seconds, summarize_costs
from runnable_lessons import write_book, write_library, write_notebooks

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that runs a folder of lessons."""

    name: str
    command: tuple[str, ...]  # the folder comes last
    write_sources: Callable[[Path, int, str], None]


COURSEFORGE = Tool("courseforge", (sys.executable, "-m", "courseforge", "run", "--format", "json"), write_library)
POOL = Tool("nbclient-pool", (sys.executable, str(HERE / "nbclient_pool.py")), write_notebooks)
JUPYTER_BOOK = Tool("jupyter-book", (str(Path(sys.executable).with_name("jupyter-book")), "build"), write_book)


def measure_runs(tools: tuple[Tool, ...], options: argparse.Namespace, work: Path) -> dict[str, list[Measurement]]:
    """Let the tools take turns."""
    runs: dict[str, list[Measurement]] = {tool.name: [] for tool in tools}
    for _ in range(options.repeat):
        for tool in tools:
            run = run_cold(tool, options, work)
            runs[tool.name].append(run)
            print(f"  {tool.name:14} {run.seconds:7.2f} s  {run.peak_memory / 1e6:5.0f} MB", flush=True)
    return runs


def run_cold(tool: Tool, options: argparse.Namespace, work: Path) -> Measurement:
    """Write the sources anew, run them, see that all were run, and clear up."""
    folder, log = work / "lessons", work / f"{tool.name}.log"
    tool.write_sources(folder, options.lessons, options.imports)
    cost = measure_command([*tool.command, str(folder)], log)
    if tool is COURSEFORGE:
        _check_all_ran(log, options)
    shutil.rmtree(folder)
    return cost


def summarize(runs: list[Measurement], lessons: int) -> dict[str, object]:
    """Return what is worth keeping of the runs of one tool, as JSON knows it."""
    return {**summarize_costs(runs), "seconds_per_lesson": round(median_seconds(runs) / lessons, 3)}


def measure(options: argparse.Namespace, work: Path) -> Report:
    """Measure what was asked for; return the report."""
    tools = (COURSEFORGE, POOL) if options.skip_jupyter_book else (COURSEFORGE, POOL, JUPYTER_BOOK)
    runs = measure_runs(tools, options, work)
    report: Report = {
        **describe_machine("courseforge", "jupyter-book", "nbclient", "ipykernel"),
        "lessons": options.lessons,
        "imports": options.imports,
        **{name: summarize(done, options.lessons) for name, done in runs.items()},
    }
    own = median_seconds(runs[COURSEFORGE.name])
    report["times_faster"] = {tool.name: round(median_seconds(runs[tool.name]) / own, 2) for tool in tools[1:]}
    return report


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = make_parser(__doc__, 5)
    parser.add_argument("--lessons", type=int, default=100, help="how many lessons are run (100)")
    parser.add_argument("--imports", default="", metavar="LINE", help="an import line to begin each lesson with")
    parser.add_argument("--skip-jupyter-book", action="store_true", help="leave out the long part")
    return parser.parse_args()


def _check_all_ran(log: Path, options: argparse.Namespace) -> None:
    """See that every lesson ran, behind walls; a run of something else is not what is compared."""
    text = log.read_text(encoding="utf-8")
    ran = text.count('"status": "ran"')
    if ran != options.lessons or "without walls" in text:
        sys.exit(f"courseforge ran {ran} of {options.lessons} lessons, or had no walls:\n{text[-2000:]}")


if __name__ == "__main__":
    run_script(parse_options(), measure)
