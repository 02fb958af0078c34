"""What a lesson that ran to its end said on standard error: a warning of Python's, more often than not."""

from collections.abc import Iterator

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.execution.hints import name_cell
from courseforge.model import Cell, CellOutputs, ExecutionResult, Lesson

_NOT_SHOWN = frozenset({"remove-cell", "remove-output", "remove-stderr"})
_SHOWN = 100  # characters of what was said


def find_complaints(result: ExecutionResult, lesson: Lesson) -> Iterator[Diagnostic]:
    """Make one note of all cells that printed to standard error where readers see it."""
    cells = {cell.number: cell for cell in lesson.code_cells}
    said = [(cells[gave.number], text) for gave in result.cells if (text := _list_errors(gave))]
    seen = [(cell, text) for cell, text in said if not _NOT_SHOWN & set(cell.tags)]
    if seen:
        yield _describe(lesson, *seen[0], others=len(seen) - 1)


def _list_errors(gave: CellOutputs) -> str:
    texts = (output["text"] for output in gave.outputs if output.get("name") == "stderr")
    return "".join(texts).strip()


def _describe(lesson: Lesson, cell: Cell, text: str, *, others: int) -> Diagnostic:
    more = f", and so do {others} more" if others > 1 else ", and so does 1 more" if others else ""
    name = name_cell(cell)
    return Diagnostic(
        "CF598",
        Severity.INFO,
        f"{name[:1].upper()}{name[1:]} prints a warning that readers see{more}: “{_first_line(text)}”",
        Location(lesson.path, cell.line, None if cell.line else cell.number),
        "Mend what it warns of. If it does not matter, give the cell the tag `remove-stderr`.",
        detail=text[:2000],
    )


def _first_line(text: str) -> str:
    line = text.partition("\n")[0].strip()
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
