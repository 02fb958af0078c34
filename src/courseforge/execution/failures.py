"""What an author is told about a lesson that failed."""

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.execution.complaints import find_complaints
from courseforge.execution.cutting import describe_size
from courseforge.execution.hints import Scene, advise, find_cell, find_host, name_cell, needs_network
from courseforge.execution.kernelspec import PYTHON
from courseforge.model import Cell, CellFailure, CellOutputs, Course, ExecutionResult, Lesson

RAISED = "CF590"

# kind of failure: code, message, hint. Everything else is the name of an exception that the cell raised.
_TABLE = {
    "Timeout": (
        "CF591",
        "{cell} was still running after {message}, the limit for one cell.",
        "Look for a loop that never ends, or let the cell do less. If it really needs longer, "
        "raise `timeout:` under `execute:` in _config.yml.",
    ),
    "LessonTimeout": (
        "CF591",
        "The lesson was not done after {message}; {cell} was running.",
        "Look for a loop that never ends, or let the lesson do less. If it really needs longer, "
        "raise `lesson_timeout:` under `courseforge: execute:` in _config.yml.",
    ),
    "DeadKernel": (
        "CF592",
        "{kernel} itself ended while {cell} was running.",
        "Look, here and in the cell above, for `exit()` or `quit()`, for data that fills the memory, "
        "or for a package that crashes.",
    ),
    "KernelStart": (
        "CF593",
        "{kernel} could not be started for this lesson.",
        "`courseforge doctor` tells what this computer lacks. On a very busy computer, try again.",
    ),
    "UnknownKernel": (
        "CF593",
        "This lesson asks for the kernel “{name}”, which is not installed here.",
        "Open it in Jupyter, choose another kernel, and save it. Installed here: {message}.",
    ),
    "TooMuchOutput": (
        "CF594",
        "The lesson printed {message} by the time {cell} was running.",
        "Look for a `print` in a loop that never ends, and show only a part of large data.",
    ),
    "LostOutput": (
        "CF595",
        "Not everything that {cell} showed has arrived.",
        "Show less at once: a single output may be very large.",
    ),
    "MalformedMessage": (
        "CF589",
        "What {cell} sent is no message of Jupyter's ({message}).",
        "Look for code that talks to the kernel itself, such as `get_ipython().kernel`: no lesson needs that.",
    ),
    "WorkersLost": (
        "CF584",
        "Every worker of the cluster that ran this lesson ended before the lesson did.",
        "Run it on this computer, without `--executor`: then you see what it does.",
    ),
    "OutOfMemory": (
        "CF596",
        "The lesson needed more than {message} of memory by the time {cell} was running, and was stopped.",
        "Work with a part of the data, and delete what is no longer needed with `del`. If it really needs more, "
        "raise `memory:` under `courseforge: execute:` in _config.yml.",
    ),
}
_CELL_FILE = re.compile(r" \((?:\d+\.py|<[^>]{0,200}>), line (?P<line>\d+)\)$")  # added to a SyntaxError's words
_NUMBER = re.compile(r"^\[Errno -?\d+\] ")  # what Python puts before the system's words


def diagnose_results(results: Iterable[ExecutionResult], courses: Sequence[Course]) -> tuple[Diagnostic, ...]:
    """Make an error of each lesson that failed, a warning of each cell that was cut, a note of each complaint.

    Args:
        results: of the lessons of these courses.
        courses: what was executed; hints look at their cells and files.
    """
    lessons = {lesson.path: (lesson, course) for course in courses for lesson in course.lessons}
    found: list[Diagnostic] = []
    for result in results:
        lesson, course = lessons[result.path]
        found += (_report_cut(cell, lesson) for cell in result.cells if cell.left_out)
        if result.failure is not None:
            found.append(_diagnose(result.failure, lesson, course))
        else:
            found += find_complaints(result, lesson)
    return tuple(found)


def _report_cut(outputs: CellOutputs, lesson: Lesson) -> Diagnostic:
    cell = next((cell for cell in lesson.code_cells if cell.number == outputs.number), None)
    shown = (
        f"{_name_place(cell)} shows more than a page can hold; {describe_size(outputs.left_out)} of it were left out."
    )
    return Diagnostic(
        "CF588",
        Severity.WARNING,
        shown[:1].upper() + shown[1:],
        _locate(CellFailure(outputs.number, "Cut", ""), cell, lesson),
        "Show a part of the data, and print less in loops: nobody reads a million characters.",
    )


def _diagnose(failure: CellFailure, lesson: Lesson, course: Course) -> Diagnostic:
    cell = find_cell(lesson, failure)
    failure = _leave_handler(_find_line(failure), cell)
    if failure.kind in _TABLE:
        code, message, hint = _TABLE[failure.kind]
        words = {
            "cell": _name_place(cell),
            "kernel": _name_kernel(lesson),
            "message": failure.message,
            "name": lesson.kernel,
        }
        message, hint = message.format(**words), hint.format(**words)
    else:
        scene = Scene(failure, lesson, course)
        code, message, hint = RAISED, _describe(scene), advise(scene)
    message = message[:1].upper() + message[1:]
    detail = failure.traceback or failure.message
    return Diagnostic(code, Severity.ERROR, message, _locate(failure, cell, lesson), hint, detail)


def _find_line(failure: CellFailure) -> CellFailure:
    """Take the line from the error's words where the traceback names none."""
    match = _CELL_FILE.search(failure.message[-300:]) if failure.line is None else None
    return replace(failure, line=int(match["line"])) if match else failure


def _leave_handler(failure: CellFailure, cell: Cell | None) -> CellFailure:
    """Take the line that raised where IPython names the ``except`` that did not catch it."""
    try:
        tree = ast.parse(cell.source if cell else "")
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # magics are no Python
        return failure
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and any(handler.lineno == failure.line for handler in node.handlers):
            first, last = node.body[0], node.body[-1]
            return replace(failure, line=first.lineno if first.lineno == last.end_lineno else node.lineno)
    return failure


def _describe(scene: Scene) -> str:
    failure, cell = scene.failure, scene.cell
    stopped = f"{_name_place(cell)} stopped{_quote_line(failure, cell)}"
    if failure.kind == "StdinNotImplementedError":  # its words are for those who write front ends
        return f"{stopped} because it asks the reader to type something."
    if needs_network(failure):  # and these for those who write networks
        return f"{stopped} because it could not reach {find_host(scene) or 'another computer'}."
    words = _CELL_FILE.sub("", _NUMBER.sub("", failure.message.strip().partition("\n")[0])).rstrip(".")
    error = f"{failure.kind}: {_shorten(words)}" if words else failure.kind
    return f"{stopped} with {error}" + ("" if error.endswith("?") else ".")


def _quote_line(failure: CellFailure, cell: Cell | None) -> str:
    if cell is None or failure.line is None or failure.line > cell.source.count("\n") + 1:
        return ""
    text = _shorten(cell.source.split("\n")[failure.line - 1].strip(), 60)
    number = failure.line if cell.line is None else cell.line + failure.line - 1
    return f" at line {number}, `{text}`," if text else f" at line {number}"


def _name_place(cell: Cell | None) -> str:
    return "the lesson" if cell is None else name_cell(cell)


def _name_kernel(lesson: Lesson) -> str:
    return "Python" if lesson.kernel == PYTHON else f"The kernel “{lesson.kernel}”"


def _locate(failure: CellFailure, cell: Cell | None, lesson: Lesson) -> Location:
    if cell is None:
        return Location(lesson.path)
    if cell.line is None:
        return Location(lesson.path, failure.line, cell.number)
    return Location(lesson.path, cell.line + (failure.line or 1) - 1)


def _shorten(text: str, limit: int = 200) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
