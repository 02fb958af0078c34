"""Exercises and checkpoints, and their answers (CF205, CF206)."""

from collections.abc import Iterator
from typing import NamedTuple

from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject

_EXERCISES = frozenset({"exercise", "exercise-start"})
_ANSWERS = frozenset({"solution", "solution-start", "answer"})
_CHECKPOINTS = frozenset({"checkpoint"})


def find_exercises_without_solution(lesson: LessonSubject) -> Iterator[Finding]:
    """An exercise has a solution.

    A part marked as ``exercise`` is followed by a part marked as ``solution`` before the next exercise, holds one, or
    has a label that a solution names. An ``activity`` needs none: often there is more than one good outcome.

    Why: who learns alone has nobody to ask. A folded solution shows that it can be done, and how.

    Fails::

        :::{exercise} Twice as fast
        Change the loop so that it takes half the time.
        :::

    Mended: the same, followed by ::

        :::{solution} Twice as fast
        Write 240 in the place of 120.
        :::
    """
    parts = [part for part in _list_parts(lesson) if part.name in _ANSWERS | _EXERCISES]
    solved = {part.argument for part in parts if part.name in _ANSWERS}
    for part, following in zip(parts, [*parts[1:], None], strict=False):
        if part.name not in _EXERCISES or part.hidden or (part.label and part.label in solved):
            continue
        if following is None or following.name not in _ANSWERS:
            yield Finding(part.cell.at(part.line), "This exercise has no solution.", _SOLUTION_HINT)


_SOLUTION_HINT = (
    "Add below it, with your own words (or write activity instead of exercise, if there is no one answer):\n"
    ":::{solution}\nThe answer …\n:::"
)


def find_checkpoints_without_answer(lesson: LessonSubject) -> Iterator[Finding]:
    """A checkpoint has an answer.

    A part marked as ``checkpoint`` holds its answer in a ``solution`` (or in a folded ``<details>``), or is followed
    by one before the next checkpoint.

    Why: a question to check oneself is of use only if there is something to check against.

    Fails::

        ::::{checkpoint}
        How many steps has a bar of four beats?
        ::::

    Mended::

        ::::{checkpoint}
        How many steps has a bar of four beats?
        :::{solution}
        Sixteen: four for each beat.
        :::
        ::::
    """
    parts = [part for part in _list_parts(lesson) if part.name in _ANSWERS | _CHECKPOINTS]
    for part, following in zip(parts, [*parts[1:], None], strict=False):
        if part.name not in _CHECKPOINTS:
            continue
        inside = (element for element in part.cell.prose.elements if part.line <= element.line <= part.last_line)
        folded = any(element.name == "details" for element in inside)
        if not folded and (following is None or following.name not in _ANSWERS):
            hint = "Add the answer right below it, with your own words:\n:::{solution}\nThe answer …\n:::"
            yield Finding(part.cell.at(part.line), "This checkpoint has no answer.", hint)


class _Part(NamedTuple):
    """A teaching part: where it begins and ends in its cell, what it is called, of what it says it is a part."""

    cell: CellSubject
    name: str
    line: int
    last_line: int
    argument: str = ""
    label: str = ""
    hidden: bool = False


def _list_parts(lesson: LessonSubject) -> Iterator[_Part]:
    """Name each teaching part: cells by tag, and directives."""
    for cell in lesson.cells:
        for tag in cell.cell.tags:
            yield _Part(cell, tag, 1, len(cell.lines))
        for one in cell.prose.directives:
            label, hidden = one.options.get("label", ""), "hidden" in one.options
            yield _Part(cell, one.name, one.line, one.last_line, one.argument, label, hidden)
