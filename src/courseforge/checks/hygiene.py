"""Facts about what a notebook's file carries besides the lesson (CF6xx)."""

import re
from collections.abc import Iterator

from courseforge.checks.rule import ADVICE_IN_BOOKS, ERROR, INFO, Finding, Rule
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.diagnostics import CleanNotebook
from courseforge.mending.notebook_metadata import list_leftovers
from courseforge.model import Cell, CellKind

_MARKS = (re.compile(r"(?m)^<{7} "), re.compile(r"(?m)^={7}$"), re.compile(r"(?m)^>{7} "))
_ENDS = ("<<<<<<< ", "=======", ">>>>>>> ")
_KEEP_TAGS = frozenset({"keep-output", "keep_output"})
_CURRENT = 5
_SHOWN = 6


def find_saved_outputs(lesson: LessonSubject) -> Iterator[Finding]:
    """A notebook is kept without outputs.

    No code cell holds the output of a run. A cell with the tag ``keep-output`` may; and where ``execute_notebooks:
    off`` has the pages show saved outputs, all may.

    Why: the build makes every output anew, so a saved one is never shown. It may be older than the code, it can hold
    what its author's computer or account is called, and in Git every run looks like a change.

    Fails::

        a notebook that was saved after Run All

    Mended, in Jupyter with Edit, Clear Outputs of All Cells, or by::

        courseforge clean
    """
    filled = _list_filled(lesson)
    if filled and not _shows_saved_outputs(lesson):
        cells = "1 cell holds" if len(filled) == 1 else f"{len(filled)} cells hold"
        message = f"{cells} the outputs of an earlier run; pages don't show them."
        yield Finding(filled[0].at(), message, _say_how(lesson), _clean(lesson))


def find_saved_counts(lesson: LessonSubject) -> Iterator[Finding]:
    """A notebook is kept without the numbers of its runs.

    No code cell says ``[7]``, as which it ran the last time.

    Why: readers never see these numbers, and in Git every run looks like a change of the lesson.

    Fails::

        "execution_count": 7

    Mended::

        "execution_count": null
    """
    counted = [cell for cell in lesson.code_cells if cell.cell.execution_count is not None]
    if counted and (_shows_saved_outputs(lesson) or not _list_filled(lesson)):
        message = "The numbers of its last run are saved in this notebook."
        yield Finding(counted[0].at(), message, _say_how(lesson), _clean(lesson))


def find_leftovers(lesson: LessonSubject) -> Iterator[Finding]:
    """A notebook's metadata is its author's.

    The metadata of the notebook and of its cells holds what an author chose (tags, slides, alternative texts) and no
    notes of the programs in which it was written.

    Why: such notes differ from one computer to the next, so they make changes in Git that nobody made. Some name
    the person, the time or the account.

    Fails::

        "metadata": {"collapsed": false, "executionInfo": {...}, "tags": ["hint"]}

    Mended::

        "metadata": {"tags": ["hint"]}
    """
    origin = lesson.lesson.origin
    if names := list_leftovers(origin.metadata, tuple(origin.cells.values())):
        shown = ", ".join(name[:40] for name in names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        message = f"Programs left notes in this notebook that no reader sees: {shown}."
        yield Finding(lesson.at(), message, _say_how(lesson), _clean(lesson))


def find_cells_without_id(lesson: LessonSubject) -> Iterator[Finding]:
    """Every cell of a notebook has an id.

    Each cell of a notebook of format 4.5 says an ``id`` of its own.

    Why: by its id a cell is known when it moves or changes, so that the work of two people can be brought together
    cell by cell.

    Fails::

        {"cell_type": "markdown", "metadata": {}, "source": ["# Zine"]}

    Mended::

        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": ["# Zine"]}
    """
    origin = lesson.lesson.origin
    if origin.without_id and origin.minor == _CURRENT:
        cells = "1 cell has" if len(origin.without_id) == 1 else f"{len(origin.without_id)} cells have"
        yield Finding(lesson.at(), f"{cells} no id.", _say_how(lesson), _clean(lesson))


def find_older_formats(lesson: LessonSubject) -> Iterator[Finding]:
    """A notebook is of format 4.5.

    Its file says ``"nbformat": 4, "nbformat_minor": 5``.

    Why: older formats are read as well. In 4.5 cells have ids, by which the work of two people can be brought
    together cell by cell.

    Fails::

        "nbformat_minor": 2

    Mended::

        "nbformat_minor": 5
    """
    minor = lesson.lesson.origin.minor
    if minor is not None and 0 <= minor < _CURRENT:
        yield Finding(
            lesson.at(), f"This notebook is of the older format 4.{minor}.", _say_how(lesson), _clean(lesson)
        )


def find_unsettled_merges(cell: CellSubject) -> Iterator[Finding]:
    """No cell holds two versions of itself.

    Where the work of two people could not be brought together, Git and ``courseforge`` write both versions into the
    cell, between lines that begin with ``<<<<<<<`` and ``>>>>>>>``. A code block in a text cell may show such lines.

    Why: somebody still has to choose. Readers would see both versions and the marks.

    Fails::

        <<<<<<< ours
        tempo = 90
        =======
        tempo = 100
        >>>>>>> theirs

    Mended::

        tempo = 100
    """
    if cell.cell.line is not None or not all(end in cell.source for end in _ENDS):
        return  # a text file as a whole was looked at while it was read
    shown = {
        line
        for fence in cell.prose.fences
        if _holds_conflict(fence.content)
        for line in range(fence.line, fence.line + fence.content.count("\n") + 1)
    }
    lines = ["" if number in shown else line for number, line in enumerate(cell.lines, start=1)]
    if _holds_conflict("\n".join(lines)):
        first = next(number for number, line in enumerate(lines, start=1) if line.startswith(_ENDS[0]))
        hint = "Keep one of the two versions between the marks, and delete the marks."
        yield Finding(cell.at(first), "Two versions of this cell were merged and never settled.", hint)


def _holds_conflict(text: str) -> bool:
    """Tell whether the three marks of a merge follow each other, each looked for once."""
    reached = 0
    for mark in _MARKS:
        match = mark.search(text, reached)
        if match is None:
            return False
        reached = match.end()
    return True


def _list_filled(lesson: LessonSubject) -> list[CellSubject]:
    return [cell for cell in lesson.code_cells if cell.cell.outputs and not _keeps_output(cell.cell)]


def _keeps_output(cell: Cell) -> bool:
    return cell.kind is CellKind.CODE and bool(_KEEP_TAGS & set(cell.tags))


def _shows_saved_outputs(lesson: LessonSubject) -> bool:
    return lesson.library.settings.execute.execute_notebooks == "off"


def _say_how(lesson: LessonSubject) -> str:
    return f"Run: courseforge clean{' --keep-outputs' if _shows_saved_outputs(lesson) else ''}"


def _clean(lesson: LessonSubject) -> CleanNotebook:
    return CleanNotebook(lesson.lesson.path, keep_outputs=_shows_saved_outputs(lesson))


RULES = (
    Rule("CF601", "notebook-is-kept-without-outputs", LessonSubject, ADVICE_IN_BOOKS, find_saved_outputs),
    Rule("CF602", "notebook-is-kept-without-numbers-of-runs", LessonSubject, INFO, find_saved_counts),
    Rule("CF603", "metadata-is-its-authors", LessonSubject, INFO, find_leftovers),
    Rule("CF604", "cells-have-ids", LessonSubject, INFO, find_cells_without_id),
    Rule("CF605", "notebook-is-of-format-4-5", LessonSubject, INFO, find_older_formats),
    Rule("CF606", "cell-is-one-version", CellSubject, ERROR, find_unsettled_merges),
)
