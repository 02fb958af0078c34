"""What lessons give today, as far as it is known without running one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from courseforge.checks.subject import LessonSubject, LibrarySubject
from courseforge.config import CONFIG_FILE
from courseforge.diagnostics import Diagnostic, Severity
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import CellOutputs, ExecutionResult, ExecutionStatus, Lesson
from courseforge.reading.codes import Fact, Fault

Outputs = Mapping[tuple[str, str], tuple[CellOutputs, ...]]

OUTPUTS_ARE_KNOWN = Fact("CF085", "outputs-are-known", Severity.INFO)


def take_results(results: Iterable[ExecutionResult]) -> Outputs:
    """Take what runs gave that still hold, by id and language; a lesson that failed shows nothing to anybody."""
    return {
        (result.lesson_id, result.language): result.cells
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
    return tuple(CellOutputs(cell.number, cell.outputs, cell.execution_count) for cell in lesson.code_cells)


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
