"""How much a reader takes in at a time: in a cell, in a lesson (CF207, CF208)."""

from collections.abc import Iterator

from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.model import CellKind

_LONG_TEMPLATES = frozenset({"workshop", "project", "facilitator"})


def find_long_cells(cell: CellSubject) -> Iterator[Finding]:
    """A code cell fits a screen.

    A code cell that readers see has at most 25 lines of code; empty lines and remarks don't count. The number is
    ``cell_lines`` in ``courseforge: check: thresholds:``.

    Why: who learns reads code beside its explanation. What does not fit a screen (or a phone) is scrolled past, and a
    fault in it is hard to find.

    Fails::

        a cell of 40 lines that reads, counts and draws

    Mended::

        three cells, each with a sentence of text above it
    """
    most = cell.library.thresholds.cell_lines
    if cell.cell.kind is not CellKind.CODE or cell.is_hidden:
        return
    count = sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in cell.lines)
    if count > most:
        message = f"This cell has {count} lines of code; {most} fit a screen."
        hint = "Divide it, with a sentence of text before each part, or put functions into a file beside the lesson."
        yield Finding(cell.at(), message, hint)


def find_lessons_of_strange_length(lesson: LessonSubject) -> Iterator[Finding]:
    """A lesson takes 15 to 60 minutes.

    By its own ``duration``. The numbers are ``lesson_minutes_least`` and ``lesson_minutes_most`` in ``courseforge:
    check: thresholds:``. A workshop, a project and a facilitator's sheet may take longer.

    Why: an hour is what people have: a lunch break, one class, one booking of a computer. What takes longer is better
    divided, so that each part ends with something done.

    Fails::

        duration: 3 h

    Mended: three lessons, each with ::

        duration: 1 h
    """
    minutes, limits = lesson.lesson.metadata.minutes, lesson.library.thresholds
    if minutes is None:
        return
    if minutes > limits.lesson_minutes_most and lesson.lesson.metadata.template not in _LONG_TEMPLATES:
        message = f"This lesson takes {minutes} minutes; people seldom have more than {limits.lesson_minutes_most}."
        yield Finding(lesson.at("duration"), message, "Divide it into lessons that each end with something done.")
    elif minutes < limits.lesson_minutes_least:
        message = f"This lesson takes only {minutes} minutes."
        hint = (
            f"Join it with its neighbor, or say what it really takes ({limits.lesson_minutes_least} minutes or more)."
        )
        yield Finding(lesson.at("duration"), message, hint)
