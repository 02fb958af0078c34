"""What lessons give today, as far as it is known without running one."""

from collections.abc import Iterable, Mapping

from courseforge.model import CellOutputs, ExecutionResult, ExecutionStatus, Lesson

Outputs = Mapping[tuple[str, str], tuple[CellOutputs, ...]]

_CURRENT = (ExecutionStatus.RAN, ExecutionStatus.CACHED)


def take_results(results: Iterable[ExecutionResult]) -> Outputs:
    """Take what runs gave that still hold, by id and language."""
    return {(result.lesson_id, result.language): result.cells for result in results if result.status in _CURRENT}


def take_saved(lessons: Iterable[Lesson]) -> Outputs:
    """Take what is saved in the files: where nothing is run, pages show it."""
    return {
        (lesson.id, lesson.language): tuple(
            CellOutputs(cell.number, cell.outputs, cell.execution_count) for cell in lesson.code_cells
        )
        for lesson in lessons
    }
