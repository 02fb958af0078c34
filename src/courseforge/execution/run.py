"""One lesson on one kernel. Importing this module imports nbclient (0.5 s): only for lessons that really run."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from courseforge.execution.client import OUTPUT_LIMIT, LessonClient, MalformedMessageError, make_notebook
from courseforge.execution.cutting import cut_outputs
from courseforge.execution.kernel import KernelStartError
from courseforge.execution.kernelspec import PYTHON, KernelSpec, find_kernel
from courseforge.execution.outputs import normalize_outputs
from courseforge.execution.plain_text import steady_text, strip_escapes
from courseforge.execution.venue import Ending, Venue
from courseforge.execution.widgets import keep_state, name_models
from courseforge.model import Cell, CellFailure, CellOutputs, Lesson

_LONGEST = 100_000  # characters of what is told of an error


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What came of the cells.

    Attributes:
        files: hashes of the course's files as the lesson saw them.
        files_read: of these, what it read or changed; None where that cannot be told.
        widgets: ``ExecutionResult.widgets``.
    """

    cells: tuple[CellOutputs, ...]
    failure: CellFailure | None
    files: Mapping[str, str]
    files_read: frozenset[str] | None
    seconds: float
    widgets: Mapping[str, Any] = field(default_factory=dict)


async def run_lesson(
    lesson: Lesson,
    course: Path,
    files: Sequence[str],
    timeout: int,
    venue: Venue,
    *,
    lesson_timeout: int | None = None,
) -> RunOutcome:
    """Run the code cells, in order, until one fails.

    Args:
        lesson: what to run.
        course: the course's folder.
        files: what the course owns besides its lessons, relative to the folder.
        timeout: seconds for one cell.
        venue: where.
        lesson_timeout: seconds for all cells together; None for no limit.
    """
    begin = perf_counter()
    notebook = make_notebook(lesson)
    client: LessonClient | None = None
    hashes: Mapping[str, str] = {}
    places: Mapping[str, str] = {}
    ending = Ending("failed")
    try:
        kernel = _find_kernel(lesson)
        network = lesson.metadata.network
        async with venue.stage(
            course, files, len(lesson.code_cells), network=network, kernel=kernel, below=lesson.folder
        ) as stage:
            hashes, places = stage.files, stage.places
            client = LessonClient(notebook, stage.kernel, timeout)
            failure = await _run_in_time(client, lesson, lesson_timeout)
            ending = await stage.end()
            failure = _judge(failure, ending, notebook, lesson)
    except KernelStartError as error:
        failure = CellFailure(None, "KernelStart", str(error))
    cells, widgets = _collect(client, lesson, places) if client is not None else ((), {})
    failure = failure and _steady_failure(failure, places)
    return RunOutcome(cells, failure, hashes, ending.files_read, perf_counter() - begin, widgets)


async def _run_in_time(client: LessonClient, lesson: Lesson, seconds: int | None) -> CellFailure | None:
    failure: CellFailure | None = None
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds) as clock:
            failure = await _run_cells(client, lesson)
    if not clock.expired():
        return failure
    return CellFailure(_find_last(client.nb, lesson), "LessonTimeout", f"{seconds} seconds")


def _find_kernel(lesson: Lesson) -> KernelSpec | None:
    if lesson.kernel == PYTHON:
        return None
    if (spec := find_kernel(lesson.kernel)) is None:
        raise KernelStartError(f"the kernel {lesson.kernel} is not installed")
    return spec


async def _run_cells(client: LessonClient, lesson: Lesson) -> CellFailure | None:
    for index, (node, cell) in enumerate(zip(client.nb.cells, lesson.code_cells, strict=True)):
        try:
            await client.async_execute_cell(node, index)
        except Exception as error:  # lesson code can make nbclient fail in any way
            return _explain(error, client, node, cell)
        if client.is_flooded:  # the last of it came together with the cell's end
            return _explain_flood(cell)
    return await _look_for_forgery(client, lesson)


async def _look_for_forgery(client: LessonClient, lesson: Lesson) -> CellFailure | None:
    """Do not believe that all went well before the kernel has nothing left to say."""
    last = _find_last(client.nb, lesson)
    seconds = client.timeout if (client.timeout or 0) > 0 else None
    try:
        if await client.kernel.find_forgery(seconds):
            return CellFailure(last, "MalformedMessage", "a second reply to one request")
    except TimeoutError:
        return CellFailure(last, "Timeout", f"{seconds} seconds")
    except Exception as error:
        return CellFailure(last, "MalformedMessage", f"{type(error).__name__}: {error}".partition("\n")[0])
    return None


def _judge(failure: CellFailure | None, ending: Ending, notebook: Any, lesson: Lesson) -> CellFailure | None:
    """Let the kernel's end weigh more than what it said: a lesson that was stopped has not succeeded."""
    if failure is not None and failure.kind not in ("DeadKernel", "LostOutput", "MalformedMessage"):
        return failure
    number = failure.number if failure is not None else _find_last(notebook, lesson)
    match ending.cause:
        case "memory":
            return CellFailure(number, "OutOfMemory", ending.detail)
        case "time":
            return CellFailure(number, "LessonTimeout", ending.detail)
        case "flood":
            return CellFailure(number, "TooMuchOutput", f"more than {OUTPUT_LIMIT // 1_000_000} MB")
        case "finished":
            return failure
        case _:
            return CellFailure(number, "DeadKernel", ending.detail or "the kernel died")


def _find_last(notebook: Any, lesson: Lesson) -> int:
    """Return the number of the cell that was begun last."""
    begun = [cell for node, cell in zip(notebook.cells, lesson.code_cells, strict=True) if node.execution_count]
    return (begun or lesson.code_cells)[-1].number


def _explain(error: Exception, client: LessonClient, node: Any, cell: Cell) -> CellFailure:
    match error:
        case _ if client.is_flooded:
            return _explain_flood(cell)
        case CellExecutionError():
            return _explain_exception(error, node, cell)
        case DeadKernelError():
            return CellFailure(cell.number, "DeadKernel", "the kernel died")
        case CellTimeoutError() if "IOPub" not in str(error):
            return CellFailure(cell.number, "Timeout", f"{client.timeout} seconds")
        case CellTimeoutError():
            return CellFailure(cell.number, "LostOutput", str(error).partition("\n")[0])
        case MalformedMessageError():
            return CellFailure(cell.number, "MalformedMessage", str(error).partition("\n")[0])
        case _:  # it could not even be read: no JSON, or not signed
            return CellFailure(cell.number, "MalformedMessage", f"{type(error).__name__}: {error}".partition("\n")[0])


def _explain_flood(cell: Cell) -> CellFailure:
    return CellFailure(cell.number, "TooMuchOutput", f"more than {OUTPUT_LIMIT // 1_000_000} MB")


def _explain_exception(error: CellExecutionError, node: Any, cell: Cell) -> CellFailure:
    shown = (line for output in node.outputs if output["output_type"] == "error" for line in output["traceback"])
    traceback = strip_escapes("\n".join(shown))[:_LONGEST]
    frames = re.findall(rf"Cell In\[{node.execution_count}\], line (\d+)", traceback)
    line = int(frames[-1]) if frames else None
    return CellFailure(cell.number, error.ename or "Error", strip_escapes(error.evalue)[:_LONGEST], line, traceback)


def _collect(
    client: LessonClient, lesson: Lesson, places: Mapping[str, str]
) -> tuple[tuple[CellOutputs, ...], Mapping[str, Any]]:
    """Return what the cells gave, and the state of the widgets."""
    models = name_models(client.widget_state)
    cells = []
    for index, (node, cell) in enumerate(zip(client.nb.cells, lesson.code_cells, strict=True)):
        if node.execution_count is not None:
            outputs = normalize_outputs(node.outputs, places, models)
            outputs, left_out = cut_outputs(outputs, client.left_out.get(index, 0))
            cells.append(CellOutputs(cell.number, outputs, node.execution_count, left_out))
    client.set_widgets_metadata()
    return tuple(cells), keep_state(client.nb.metadata.get("widgets", {}), models, places)


def _steady_failure(failure: CellFailure, places: Mapping[str, str]) -> CellFailure:
    message, traceback = (steady_text(text, places) for text in (failure.message, failure.traceback))
    return replace(failure, message=message, traceback=traceback)
