"""What ruff says about the lessons' code: one call for the whole library.

The only module that knows ruff. It reads copies of the code cells and no settings but these: neither a file of the
library nor of this computer changes what it finds. It runs nothing of what it reads.
"""

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ruff import find_ruff_bin

from courseforge.checks.python_code import LONGEST
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Cell, Lesson

_RULES = "B006,E711,E722,E741,F401,F821,F841"
NO_SYNTAX = "invalid-syntax"
NO_ANSWER = "no-answer"
_SECONDS = 10  # and one more for each hundred lessons, which take a tenth of that
_KERNEL = "python3"


@dataclass(frozen=True, slots=True)
class StyleFault:
    """What ruff says about a place.

    Attributes:
        rule: ruff's name for it (``F401``), ``NO_SYNTAX``, or ``NO_ANSWER`` where ruff fails at the lesson.
        cell: number of the lesson's cell.
        line: 1-based line of that cell.
        message: ruff's own words; names stand between backquotes.
    """

    rule: str
    cell: int
    line: int
    message: str

    @property
    def name(self) -> str:
        """The name it is about; empty where there is none."""
        return self.message.split("`")[1] if "`" in self.message else ""


Style = Mapping[str, tuple[StyleFault, ...]]
_Asked = tuple[Lesson, frozenset[int]]  # without some of its cells


def read_style(lessons: Iterable[Lesson], memory: Memory = NO_MEMORY) -> Style:
    """Ask ruff about every lesson in Python, by path; not again about those that are remembered."""
    asked = [lesson for lesson in lessons if lesson.kernel == _KERNEL and lesson.code_cells]
    fresh = _read_style([lesson for lesson in asked if not memory.knows(("style", lesson.path), (lesson,))])
    unanswered = {path: faults for path, faults in fresh.items() if any(f.rule == NO_ANSWER for f in faults)}
    known = {
        lesson.path: memory.recall(("style", lesson.path), (lesson,), partial(fresh.__getitem__, lesson.path))
        for lesson in asked
        if lesson.path not in unanswered
    }
    return {**known, **unanswered}


def _read_style(asked: Sequence[Lesson]) -> Style:
    found = _ask([(lesson, frozenset()) for lesson in asked])
    broken = [(lesson, cells) for lesson in asked if (cells := _list_broken(found[lesson.path]))]
    again = _ask(broken)  # one cell that is no Python hides the others
    return {
        path: (*_list_syntax(faults), *again[path]) if path in again else faults for path, faults in found.items()
    }


def _list_broken(faults: Sequence[StyleFault]) -> frozenset[int]:
    return frozenset(fault.cell for fault in _list_syntax(faults))


def _list_syntax(faults: Sequence[StyleFault]) -> tuple[StyleFault, ...]:
    return tuple(fault for fault in faults if fault.rule == NO_SYNTAX)


def _ask(lessons: Sequence[_Asked]) -> dict[str, tuple[StyleFault, ...]]:
    """Ask about lessons; one that ruff fails at is found by halves, and spoils no other."""
    if not lessons:
        return {}
    answer = _ask_once(lessons)
    if answer is not None:
        return answer
    if len(lessons) == 1:
        lesson = lessons[0][0]
        return {lesson.path: (StyleFault(NO_ANSWER, lesson.code_cells[0].number, 1, ""),)}
    half = len(lessons) // 2
    return _ask(lessons[:half]) | _ask(lessons[half:])


def _ask_once(lessons: Sequence[_Asked]) -> dict[str, tuple[StyleFault, ...]] | None:
    with TemporaryDirectory(prefix="courseforge-") as folder:
        for number, (lesson, without) in enumerate(lessons):
            Path(folder, f"{number}.ipynb").write_text(_write_notebook(lesson, without), encoding="utf-8")
        answer = _run_ruff(folder, _SECONDS + len(lessons) / 100)
    if answer is None:
        return None
    found: dict[str, list[StyleFault]] = defaultdict(list)
    for said in answer:
        lesson = lessons[int(Path(said["filename"]).stem)][0]
        cell = lesson.code_cells[said["cell"] - 1]
        rule = said["code"] or NO_SYNTAX
        found[lesson.path].append(StyleFault(rule, cell.number, said["location"]["row"], said["message"]))
    return {lesson.path: tuple(found[lesson.path]) for lesson, _ in lessons}


def _write_notebook(lesson: Lesson, without: frozenset[int]) -> str:
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "id": str(cell.number),
            "metadata": {},
            "source": "" if cell.number in without else _take_code(cell),
            "outputs": [],
            "execution_count": None,
        }
        for cell in lesson.code_cells
    ]
    language = {"language_info": {"name": "python"}}
    return json.dumps({"cells": cells, "metadata": language, "nbformat": 4, "nbformat_minor": 5})


def _take_code(cell: Cell) -> str:
    return cell.source if len(cell.source) <= LONGEST else ""


def _run_ruff(folder: str, seconds: float) -> list[dict[str, Any]] | None:
    command = [find_ruff_bin(), "check", "--isolated", "--no-cache", "--ignore-noqa", "--quiet", "--exit-zero"]
    command += ["--select", _RULES, "--output-format", "json", "."]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=seconds, check=True)  # noqa: S603
        answer: list[dict[str, Any]] = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return answer
