"""How fast ``courseforge build`` is: beside ``jupyter-book build`` on the same lessons, and on four times as many.

Every build is cold (fresh sources, no output, no cache), the two tools take turns, and the median counts. Seconds
differ from machine to machine; the ratios are what to compare.
"""

import argparse
import compileall
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import courseforge
from benchmark_script import Report, make_parser, run_script
from measured_command import Measurement, describe_machine, measure_command, median_seconds, summarize_costs
from sample_library import Size, write_book, write_library


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that builds a folder of lessons."""

    name: str
    command: tuple[str, ...]  # the folder comes last
    write_sources: Callable[[Path, Size], None]
    output: str  # below the folder


@dataclass(frozen=True, slots=True)
class Build:
    """One cold build and what came out of it."""

    cost: Measurement
    pages: int
    bytes: int


COURSEFORGE = Tool("courseforge", (sys.executable, "-m", "courseforge", "build"), write_library, "_build/site")
JUPYTER_BOOK = Tool(
    "jupyter-book", (str(Path(sys.executable).with_name("jupyter-book")), "build"), write_book, "_build/html"
)


def measure_builds(tools: tuple[Tool, ...], size: Size, repeat: int, work: Path) -> dict[str, tuple[Build, ...]]:
    """Let the tools take turns, ``repeat`` times."""
    builds: dict[str, list[Build]] = {tool.name: [] for tool in tools}
    for _ in range(repeat):
        for tool in tools:
            build = build_cold(tool, size, work)
            builds[tool.name].append(build)
            print(f"  {tool.name:13} {size.lessons:5} lessons  {_describe(build)}", flush=True)
    return {name: tuple(done) for name, done in builds.items()}


def build_cold(tool: Tool, size: Size, work: Path) -> Build:
    """Write the sources anew, build them, count what came out, and clear up."""
    folder = work / "lessons"
    tool.write_sources(folder, size)
    cost = measure_command([*tool.command, str(folder)], work / f"{tool.name}.log")
    output = folder / tool.output
    files = [path for path in output.rglob("*") if path.is_file()]
    build = Build(cost, sum(path.suffix == ".html" for path in files), sum(path.stat().st_size for path in files))
    shutil.rmtree(folder)
    if build.pages < size.lessons:
        sys.exit(f"{tool.name} made {build.pages} pages of {size.lessons} lessons; see {work}.")
    return build


def summarize(builds: tuple[Build, ...], size: Size) -> dict[str, object]:
    """Return what is worth keeping of some builds of one size, as JSON knows it."""
    return {
        "lessons": size.lessons,
        "courses": size.courses,
        "pages": builds[-1].pages,
        "bytes": builds[-1].bytes,
        **summarize_costs([build.cost for build in builds]),
    }


def measure(options: argparse.Namespace, work: Path) -> Report:
    """Measure what was asked for; return the report."""
    size = Size(options.lessons, options.courses)
    tools = (COURSEFORGE,) if options.skip_jupyter_book else (COURSEFORGE, JUPYTER_BOOK)
    # As an installer does with both: a checkout may be told to keep no bytecode (PYTHONDONTWRITEBYTECODE).
    compileall.compile_dir(Path(courseforge.__file__).parent, quiet=1)
    builds = measure_builds(tools, size, options.repeat, work)
    report: Report = {
        **describe_machine("courseforge", "jupyter-book", "sphinx", "myst-nb"),
        **{name: summarize(done, size) for name, done in builds.items()},
    }
    own = _median_seconds(builds[COURSEFORGE.name])
    if JUPYTER_BOOK.name in builds:
        report["times_faster"] = round(_median_seconds(builds[JUPYTER_BOOK.name]) / own, 2)
    if options.scale:
        large = Size(options.scale, max(1, options.courses * options.scale // options.lessons))
        more = measure_builds((COURSEFORGE,), large, options.repeat, work)[COURSEFORGE.name]
        report["scale"] = summarize(more, large)
        report["scale_ratio"] = round(_median_seconds(more) / own, 2)
    return report


def describe(report: Report) -> str:
    """Say in a few lines what the numbers mean."""
    lines = []
    for name in (COURSEFORGE.name, JUPYTER_BOOK.name, "scale"):
        part = report.get(name)
        if isinstance(part, dict):
            megabytes, memory = part["bytes"] / 1e6, part["peak_memory_bytes"] / 1e6
            size = f"{part['lessons']} lessons in {part['courses']} courses"
            lines.append(f"{name:13} {size}: {part['median_seconds']} s (median)")
            made = f"{part['pages']} pages, {megabytes:.1f} MB on disk"
            lines.append(f"{'':13} {made}, {memory:.0f} MB of memory at the peak")
    if "times_faster" in report:
        lines.append(f"courseforge is {report['times_faster']} times as fast as jupyter-book.")
    if "scale_ratio" in report:
        lines.append(f"The larger library took {report['scale_ratio']} times as long.")
    return "".join(f"{line}\n" for line in lines)


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = make_parser(__doc__, 3)
    parser.add_argument("--lessons", type=int, default=400, help="how many lessons both tools build (400)")
    parser.add_argument("--courses", type=int, default=20, help="in how many courses (20)")
    parser.add_argument("--scale", type=int, default=1600, help="lessons of the larger library; 0: none (1600)")
    parser.add_argument("--skip-jupyter-book", action="store_true", help="measure courseforge alone")
    return parser.parse_args()


def _median_seconds(builds: tuple[Build, ...]) -> float:
    return median_seconds([build.cost for build in builds])


def _describe(build: Build) -> str:
    return f"{build.cost.seconds:7.2f} s  {build.pages:5} pages  {build.cost.peak_memory / 1e6:5.0f} MB"


if __name__ == "__main__":
    run_script(parse_options(), measure, describe)
