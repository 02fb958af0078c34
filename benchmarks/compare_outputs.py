"""Whether lessons give the outputs that plain nbclient gives: every notebook of a folder, cell by cell.

Each notebook runs twice by nbclient, on an ordinary kernel in a process of its own, and once by courseforge, behind
its walls where there are any. A cell that raises stops none of them. What became of a cell is one of

    equal       the outputs are the same
    declared    they are the same but for what is declared to differ (``DECLARED`` and ``declare``, below)
    unsteady    nbclient itself gives another output each time (the time of day, random numbers)
    differing   something else: the cell and both texts are printed
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from courseforge.config import CourseforgeSettings, ExecuteSettings, JupyterBookExecute, Settings
from courseforge.execution.pool import execute_lessons
from courseforge.model import Cell, CellKind, Course, CourseMetadata, ExecutionResult, Lesson, LessonMetadata

Outputs = Sequence[Mapping[str, Any]]
Run = Mapping[int, Outputs | str]  # cell: its outputs, or why there are none

WIDGETS = 0  # where a run keeps the state of widgets, which belongs to no cell
_NOT_RUN = "not run"
_PATIENCE = 5  # how many times the limit for one cell a whole notebook may take by nbclient
_ESCAPE = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])"
_PREFIXES = sorted({sys.prefix, sys.base_prefix, os.path.realpath(sys.prefix)}, key=len, reverse=True)

# What is declared to differ in texts: a pattern, and what stands in its place on both sides.
DECLARED = (
    (_ESCAPE, ""),  # colors and other sequences for terminals
    (r"[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f]", ""),  # control characters, which no page may hold
    (r"\r\n", "\n"),
    (r".*\r(?=[^\n])", ""),  # what a progress bar has overwritten
    (r"\r", ""),
    (r"(?<= at )0x(?:[0-9a-fA-F]{6,16}\b|…)", "0x…"),  # addresses of objects
    (r"ipykernel_\d+", "ipykernel"),  # the number of the kernel's process in the names of cells' files
    (r"/tmp/compare-\w+/copy-[\w-]+", ""),  # the folder above that of the run
    (r"Looking in links: .*\n", ""),  # what pip is told by whoever runs it
    *((re.escape(prefix), "/python") for prefix in _PREFIXES),  # where Python is installed
    (re.escape(str(Path.home())), "/home/learner"),
    (r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", "id"),  # of widgets' models
    (r"<dc:date>[^<]*", "<dc:date>"),  # of Matplotlib's SVG
)
_PATTERNS = tuple((re.compile(pattern), words) for pattern, words in DECLARED)

# What lessons find at courseforge; the other runs get the same, so that few cells are unsteady.
_ENVIRONMENT = {
    "PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C.UTF-8", "PIP_NO_INDEX": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline", "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one cell: its place among the code cells, the verdict, and both texts where they differ."""

    cell: int
    verdict: str
    plain: str = ""
    own: str = ""


def compare(plain: Run, again: Run, own: Run) -> Iterator[Finding]:
    """Compare what the runs of one notebook gave."""
    for cell in sorted({*plain, *own}):
        first, second, ours = (run.get(cell, _NOT_RUN) for run in (plain, again, own))
        if ours == first:
            yield Finding(cell, "equal")
        elif declare(ours) in (declare(first), declare(second)):
            yield Finding(cell, "declared")
        elif declare(first) != declare(second):
            yield Finding(cell, "unsteady", declare(first), declare(ours))
        else:
            yield Finding(cell, "differing", declare(first), declare(ours))


def declare(outputs: Outputs | str) -> str:
    """Write outputs down as far as they are to be equal.

    A kernel sends what is printed in pieces: how many, and how those of stdout and stderr mix, is nowhere said. What
    programs print that a cell starts comes before or after the cell's value; courseforge waits for it.
    """
    if isinstance(outputs, str):
        return outputs
    whole: list[Any] = []
    outputs = sorted(outputs, key=lambda output: output.get("output_type") == "execute_result")
    for is_printed, run in groupby(outputs, lambda output: output.get("output_type") == "stream"):
        pieces = list(run)
        whole += _join(pieces) if is_printed else pieces
    return json.dumps(_replace(whole), ensure_ascii=False, sort_keys=True, indent=1)


def _join(pieces: Outputs) -> Iterator[Mapping[str, Any]]:
    for name in ("stdout", "stderr"):
        text = "".join(piece["text"] for piece in pieces if piece["name"] == name)
        if text:
            yield {"stream": name, "text": text}


def _replace(value: Any) -> Any:
    match value:
        case str():
            for pattern, words in _PATTERNS:
                value = pattern.sub(words, value)
            return value
        case list() | tuple():
            return [_replace(item) for item in value]
        case dict():
            return {_replace(key): _replace(item) for key, item in value.items()}
        case _:
            return value


def run_plainly(path: Path, timeout: int) -> dict[int, Outputs | str]:
    """Run one notebook by nbclient, in this process and folder; for the program that ``run_twice`` starts."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    for cell in notebook.cells:  # what is saved was made elsewhere
        cell.update({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})
    client = NotebookClient(notebook, timeout=timeout, kernel_name="python3", allow_errors=True)
    ended = _NOT_RUN
    try:
        client.execute()
    except (CellTimeoutError, DeadKernelError) as error:
        ended = type(error).__name__.removesuffix("Error").removeprefix("Cell")
    except Exception as error:
        ended = f"nbclient failed: {type(error).__name__}"
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    run = {number: cell.outputs if cell.execution_count else _NOT_RUN for number, cell in enumerate(cells, 1)}
    if ended != _NOT_RUN:
        run[max((number for number, outputs in run.items() if outputs != _NOT_RUN), default=1)] = ended
    return {WIDGETS: _list_widgets(notebook.metadata.get("widgets", {})), **run}


def run_twice(path: Path, timeout: int, work: Path) -> tuple[Run, Run]:
    """Run one notebook by nbclient twice, each time in a process and a copy of its folder of its own."""
    return _run_apart(path, timeout, work, 1), _run_apart(path, timeout, work, 2)


def run_here(folder: Path, paths: Sequence[Path], timeout: int, work: Path) -> dict[Path, Run]:
    """Run the notebooks by courseforge; those of one folder are a course."""
    courses = [
        _make_course(folder, place, list(group)) for place, group in groupby(sorted(paths), lambda path: path.parent)
    ]
    settings = Settings(
        execute=JupyterBookExecute("cache", timeout), courseforge=CourseforgeSettings(execute=ExecuteSettings())
    )
    results = execute_lessons(courses, root=folder, cache=work / "cache", settings=settings)
    if not all(result.walls for result in results if result.cells):
        print("The lessons ran without walls.")
    return {folder / result.path: _read_result(result) for result in results}


def report(found: Mapping[Path, Sequence[Finding]], shown: Sequence[str], longest: int) -> Counter[str]:
    """Print what differs, and a table; return how many cells of each kind there are."""
    for path, findings in found.items():
        for finding in findings:
            if finding.verdict in shown:
                where = f"cell {finding.cell}" if finding.cell else "the state of its widgets"
                print(f"\n{path}, {where}: {finding.verdict}\n--- nbclient\n{finding.plain[:longest]}")
                print(f"--- courseforge\n{finding.own[:longest]}")
    verdicts = ("equal", "declared", "unsteady", "differing")
    print(f"\n{'':60}{''.join(f'{verdict:>11}' for verdict in verdicts)}")
    total: Counter[str] = Counter()
    for path, findings in found.items():
        count = Counter(finding.verdict for finding in findings)
        total += count
        print(f"{str(path)[-58:]:60}{''.join(f'{count[verdict]:11}' for verdict in verdicts)}")
    print(f"{f'{len(found)} notebooks':60}{''.join(f'{total[verdict]:11}' for verdict in verdicts)}")
    return total


def _run_apart(path: Path, timeout: int, work: Path, turn: int) -> Run:
    copy = work / f"copy-{abs(hash(path))}-{turn}"
    # Without the notebooks, itself included: a lesson finds the files of its course and no lessons.
    shutil.copytree(path.parent, copy / "lesson", ignore=shutil.ignore_patterns(".*", "*.ipynb"))
    environment = {**os.environ, **_ENVIRONMENT, "HOME": str(copy), "IPYTHONDIR": str(copy / "ipython")}
    # Not on its standard output, where an ordinary kernel prints too.
    given = copy / "outputs.json"
    options = ["--plainly", str(given), "--timeout", str(timeout)]
    command = [sys.executable, str(Path(__file__).absolute()), *options, str(path)]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            cwd=copy / "lesson",
            env=environment,
            check=False,
            timeout=_PATIENCE * timeout,
        )
        if done.returncode != 0:
            return {1: f"nbclient failed: {done.stderr[-500:].decode(errors='replace')}"}
        return {int(cell): outputs for cell, outputs in json.loads(given.read_text("utf-8")).items()}
    except subprocess.TimeoutExpired:
        return {1: "nbclient does not end"}
    finally:
        shutil.rmtree(copy)


def _make_course(folder: Path, place: Path, paths: Sequence[Path]) -> Course:
    name = place.relative_to(folder).as_posix()
    own = (path.relative_to(place) for path in place.rglob("*") if path.is_file() and path.suffix != ".ipynb")
    files = sorted(path.as_posix() for path in own if not any(part.startswith(".") for part in path.parts))
    lessons = tuple(_make_lesson(path, folder) for path in paths)
    return Course(name, "en", name, CourseMetadata(), lessons, files=tuple(files))


def _make_lesson(path: Path, folder: Path) -> Lesson:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    codes = [cell for cell in notebook.cells if cell.cell_type == "code"]
    cells = tuple(
        Cell(number, CellKind.CODE, code.source, f"c{number}", tags=_list_tags(code))
        for number, code in enumerate(codes, 1)
    )
    name = path.relative_to(folder).as_posix()
    return Lesson(name, "en", name, LessonMetadata(), cells)


def _list_tags(code: Any) -> tuple[str, ...]:
    return (*code.metadata.get("tags", ()), "raises-exception")


def _read_result(result: ExecutionResult) -> Run:
    run: dict[int, Outputs | str] = {cell.number: list(cell.outputs) for cell in result.cells}
    if result.failure is not None:
        run[result.failure.number or 1] = result.failure.kind
    return {WIDGETS: _list_widgets(result.widgets), **run}


def _list_widgets(metadata: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """List the models of widgets without their names, which are random."""
    states = [model for document in metadata.values() for model in document["state"].values()]
    return sorted(states, key=lambda model: declare([model]))


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder with notebooks, at any depth")
    parser.add_argument("--timeout", type=int, default=60, help="seconds for one cell (60)")
    parser.add_argument("--longest", type=int, default=1500, help="how much of a text is printed (1500 characters)")
    parser.add_argument("--unsteady", action="store_true", help="print unsteady cells too")
    parser.add_argument("--plainly", type=Path, help=argparse.SUPPRESS)  # the file for what nbclient gives
    return parser.parse_args()


def main() -> None:
    """Run everything, compare, report; exit with 1 where a cell differs."""
    options = _parse_options()
    if options.plainly:
        options.plainly.write_text(json.dumps(run_plainly(options.folder, options.timeout)), encoding="utf-8")
        return
    folder = options.folder.absolute()
    paths = sorted(path for path in folder.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
    with tempfile.TemporaryDirectory(prefix="compare-") as name, ThreadPoolExecutor(os.cpu_count()) as pool:
        work = Path(name)
        plain = list(pool.map(lambda path: run_twice(path, options.timeout, work), paths))
        own = run_here(folder, paths, options.timeout, work)
    found = {
        path.relative_to(folder): tuple(compare(*runs, own[path])) for path, runs in zip(paths, plain, strict=True)
    }
    shown = ("unsteady", "differing") if options.unsteady else ("differing",)
    total = report(found, shown, options.longest)
    sys.exit(1 if total["differing"] else 0)


if __name__ == "__main__":
    main()
