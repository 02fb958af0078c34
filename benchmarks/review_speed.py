"""How soon a contributor is answered: from a one-lesson change in a library of 200 lessons to the comment.

Both stages, as a code host's runner calls them: ``review prepare`` in a fresh checkout (cold) and in one where it has
run before (warm), then ``review post`` to a fake of the host on this computer. The goal: 60 seconds of work on two
processors. What a runner needs to start and to install courseforge is not in it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

from benchmark_script import Report, make_parser, run_script
from measured_command import Measurement, describe_machine, measure_command, median_seconds
from sample_library import Size, write_library

sys.path.insert(0, str(Path(__file__).parents[1]))

_HOST = import_module("tests.review.fake_host")  # what tests are made of has no types to check
COMMAND = (sys.executable, "-P", "-m", "courseforge", "review")
LESSON = "courses/course-003/lesson-0002.ipynb"
LESSONS_OF_A_COURSE = 20
GOAL = 60  # seconds of work


@dataclass(frozen=True, slots=True)
class Row:
    """What one stage cost.

    Attributes:
        seconds: by the clock on the wall, and
        work: of all processors together; of several the one in the middle.
    """

    stage: str
    seconds: float
    work: float


def write_contribution(folder: Path, lessons: int) -> None:
    """Write a library into a repository, and on a branch of it another version of one lesson."""
    write_library(folder, Size(lessons, max(1, lessons // LESSONS_OF_A_COURSE)))
    config = folder / "_config.yml"
    config.write_text(
        config.read_text("utf-8").replace('execute_notebooks: "off"', "execute_notebooks: cache"), "utf-8"
    )
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "add", "--all")
    _git(folder, "commit", "-q", "-m", "The library")
    _git(folder, "checkout", "-q", "-b", "work")
    file = folder / LESSON
    notebook = json.loads(file.read_text("utf-8"))
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        cell["source"] = text.replace("count = 2", "count = 7").replace("side by side", "one beside the other")
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    file.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _git(folder, "commit", "-q", "-a", "-m", "Another number")


def measure(options: argparse.Namespace, work: Path) -> Report:
    """Measure what was asked for; return the report."""
    source = work / "library"
    write_contribution(source, options.lessons)
    cold: list[Measurement] = []
    warm: list[Measurement] = []
    posts: list[Measurement] = []
    for _ in range(options.repeat):
        shutil.rmtree(work / "checkout", ignore_errors=True)
        _git(work, "clone", "-q", "-b", "work", str(source), str(work / "checkout"))
        cold.append(_prepare(work))
        warm.append(_prepare(work))
        posts.append(_post(work))
    rows = [_sum_up(*pair) for pair in (("prepare, cold", cold), ("prepare, warm", warm), ("post", posts))]
    total = rows[0].work + rows[2].work
    return {
        **describe_machine("courseforge"),
        "lessons": options.lessons,
        "rows": [asdict(row) for row in rows],
        "work": {"cold": round(total, 1), "warm": round(rows[1].work + rows[2].work, 1), "goal": GOAL},
    }


def describe(report: Report) -> str:
    """Say in a few lines what the numbers mean."""
    rows, work = report["rows"], report["work"]
    assert isinstance(rows, list)
    assert isinstance(work, dict)
    lines = [f"{row['stage']:14} {row['seconds']:6.1f} s, {row['work']:5.1f} s of processors" for row in rows]
    lines.append(f"From change to comment: {work['cold']} s of work cold, {work['warm']} s warm (goal: {GOAL} s).")
    return "".join(f"{line}\n" for line in lines)


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = make_parser(__doc__, 3)
    parser.add_argument("--lessons", type=int, default=200, help="how many lessons the library has (200)")
    return parser.parse_args()


def _prepare(work: Path) -> Measurement:
    words = ("prepare", str(work / "checkout"), "--base", "origin/main", "--to", str(work / "artifact"))
    return measure_command([*COMMAND, *words], work / "prepare.log")


def _post(work: Path) -> Measurement:
    host = _HOST.FakeHost("github")
    os.environ["COURSEFORGE_TOKEN"] = "none-that-is-valid"
    with host.serve() as api:
        words = ("--repository", "library/courses", "--number", "1", "--head", _HOST.HEAD, "--api", api)
        cost = measure_command([*COMMAND, "post", str(work / "artifact"), *words], work / "post.log")
    if len(host.comments) != 1:
        sys.exit("No comment was written.")
    return cost


def _sum_up(stage: str, costs: list[Measurement]) -> Row:
    middle = sorted(cost.work for cost in costs)[len(costs) // 2]
    return Row(stage, round(median_seconds(costs), 2), round(middle, 2))


def _git(folder: Path, *words: str) -> None:
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *somebody, *words], cwd=folder, check=True)


if __name__ == "__main__":
    run_script(parse_options(), measure, describe)
