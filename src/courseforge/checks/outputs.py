"""What lessons give today, as far as it is known without running one."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from courseforge.checks.subject import LessonSubject, LibrarySubject
from courseforge.config import CONFIG_FILE
from courseforge.diagnostics import Diagnostic, Severity
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import FIGURE_DATA, CellOutputs, ExecutionResult, ExecutionStatus, Lesson
from courseforge.reading.codes import Fact, Fault
from courseforge.reading.plotly import PlotlyFigure, find_plotly
from courseforge.reading.widgets import find_saved, find_widget

Output = Mapping[str, Any]
Outputs = Mapping[tuple[str, str], tuple[CellOutputs, ...]]

OUTPUTS_ARE_KNOWN = Fact("CF085", "outputs-are-known", Severity.INFO)


def take_results(results: Iterable[ExecutionResult]) -> Outputs:
    """Take what runs gave that still hold, by id and language; a lesson that failed shows nothing to anybody."""
    return {
        (result.lesson_id, result.language): tuple(_as_shown(cell, result.widgets) for cell in result.cells)
        for result in results
        if result.status is not ExecutionStatus.FAILED
    }


def take_saved(lessons: Iterable[Lesson], memory: Memory = NO_MEMORY) -> Outputs:
    """Take what is saved in the files: where nothing is run, pages show it."""
    return {
        (lesson.id, lesson.language): memory.recall(("saved", lesson.path), (lesson,), partial(_take_saved, lesson))
        for lesson in lessons
    }


def _take_saved(lesson: Lesson) -> tuple[CellOutputs, ...]:
    widgets = find_saved(lesson)
    return tuple(
        _as_shown(CellOutputs(cell.number, cell.outputs, cell.execution_count), widgets) for cell in lesson.code_cells
    )


def _as_shown(cell: CellOutputs, widgets: Mapping[str, Any]) -> CellOutputs:
    """Put what pages show where a figure of plotly or controls stand, so that every rule looks at that."""
    shown = [*_list_shown(cell.outputs, widgets)]
    return cell if shown == [*cell.outputs] else replace(cell, outputs=tuple(shown))


def _list_shown(outputs: Iterable[Output], widgets: Mapping[str, Any]) -> Iterator[Output]:
    for output in outputs:
        view, figure = find_widget(output, widgets), find_plotly(output)
        if view:
            words = [word for one in view.controls for word in (one.name, *one.values, *one.choices)]
            yield {"output_type": "display_data", "data": {"text/plain": "\n".join(words)}, "metadata": {}}
            yield from _list_shown(view.outputs, {})
        elif figure:
            yield {"output_type": "display_data", "data": dict(_list_kinds(figure)), "metadata": {}}
        else:
            yield output


def _list_kinds(figure: PlotlyFigure) -> Iterator[tuple[str, Any]]:
    """Give what a page shows of a figure: a picture that nobody has drawn yet, its title and its numbers."""
    if figure.charts:
        yield "image/svg+xml", ""
    yield "text/plain", figure.title
    if figure.data.tables:
        yield FIGURE_DATA, json.loads(json.dumps(asdict(figure.data)))


def find_unknown(library: LibrarySubject) -> tuple[LessonSubject, ...]:
    """Name the lessons with code of which nobody knows what it shows today."""
    return tuple(
        lesson
        for lesson in library.lessons
        if (lesson.id, lesson.lesson.language) not in library.outputs and any(lesson.code_cells)
    )


def say_unknown(unknown: Sequence[LessonSubject]) -> Iterator[Diagnostic]:
    """Say once that rules about outputs did not look at some lessons."""
    if unknown:
        first, others = unknown[0].lesson.path, len(unknown) - 1
        which = f"{first} and {others} more" if others else first
        message = f"What the code shows today is not known of {which}; rules about outputs did not look there."
        yield Fault(OUTPUTS_ARE_KNOWN, message, "Run the lessons, then check again: courseforge run").at(CONFIG_FILE)
