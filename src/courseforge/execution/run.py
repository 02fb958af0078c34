"""One lesson on one kernel. Importing this module imports nbclient (0.5 s): only for lessons that really run."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from courseforge.execution.kernel import KernelClient, KernelProcess, KernelStartError
from courseforge.execution.outputs import normalize_outputs, steady_text, strip_escapes
from courseforge.execution.venue import Ending, Venue
from courseforge.model import Cell, CellFailure, CellOutputs, Lesson

OUTPUT_LIMIT = 20_000_000  # characters that one lesson may send, what it clears away again included
_IOPUB_TIMEOUT = 20  # seconds in which all outputs of a finished cell have to arrive


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What came of the cells.

    Attributes:
        files: hashes of the course's files as the lesson saw them.
        files_read: of these, what it read or changed; None where that cannot be told.
    """

    cells: tuple[CellOutputs, ...]
    failure: CellFailure | None
    files: Mapping[str, str]
    files_read: frozenset[str] | None
    seconds: float


async def run_lesson(lesson: Lesson, course: Path, files: Sequence[str], timeout: int, venue: Venue) -> RunOutcome:
    """Run the code cells, in order, until one fails.

    Args:
        lesson: what to run.
        course: the course's folder.
        files: what the course owns besides its lessons, relative to the folder.
        timeout: seconds for one cell.
        venue: where.
    """
    begin = perf_counter()
    notebook = _make_notebook(lesson)
    hashes: Mapping[str, str] = {}
    places: Mapping[str, str] = {}
    ending = Ending("failed")
    try:
        async with venue.stage(course, files, len(lesson.code_cells), network=lesson.metadata.network) as stage:
            hashes, places = stage.files, stage.places
            failure = await _run_cells(notebook, stage.kernel, lesson, timeout)
            ending = await stage.end()
            failure = _judge(failure, ending, notebook, lesson)
    except KernelStartError as error:
        failure = CellFailure(None, "KernelStart", str(error))
    cells = tuple(_collect(notebook, lesson, places))
    failure = failure and _steady_failure(failure, places)
    return RunOutcome(cells, failure, hashes, ending.files_read, perf_counter() - begin)


class _Node(dict[str, Any]):
    """What nbclient expects of notebooks and cells: keys that are attributes too."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


class _Client(NotebookClient):
    """A client that stops a lesson which prints without end, before it fills our memory."""

    process: KernelProcess
    size = 0

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> Any:
        """Take in what the kernel sent, while there is room for it; after that only that a cell has ended."""
        self.size += _measure(msg["content"]) + sum(len(part) for part in msg.get("buffers", ()))
        if self.is_flooded:
            self.process.kill()
            if msg["msg_type"] != "status":
                return None
        return super().process_message(msg, cell, cell_index)

    def stop_waiting(self) -> None:
        """Let a cell that is being waited for count as one whose kernel has died."""
        if (waiting := getattr(self, "task_poll_for_reply", None)) is not None:
            waiting.cancel()

    @property
    def is_flooded(self) -> bool:
        """Tell whether more came than is kept."""
        return self.size > OUTPUT_LIMIT


def _make_notebook(lesson: Lesson) -> Any:
    return _Node(metadata=_Node(), cells=[_make_cell(cell) for cell in lesson.code_cells])


def _make_cell(cell: Cell) -> Any:
    tags = _Node(tags=list(cell.tags))
    return _Node(cell_type="code", source=cell.source, metadata=tags, outputs=[], execution_count=None)


async def _run_cells(notebook: Any, kernel: KernelClient, lesson: Lesson, timeout: int) -> CellFailure | None:
    client = _Client(
        notebook,
        timeout=timeout,
        iopub_timeout=_IOPUB_TIMEOUT,
        raise_on_iopub_timeout=True,
        record_timing=False,
        store_widget_state=False,  # no page runs widgets; what they show as text is in the outputs
    )
    client.kc, client.process = kernel, kernel.process
    kernel.on_break = client.stop_waiting
    for index, (node, cell) in enumerate(zip(notebook.cells, lesson.code_cells, strict=True)):
        try:
            await client.async_execute_cell(node, index)
        except Exception as error:  # lesson code can make nbclient fail in any way
            return _explain(error, client, node, cell)
        if client.is_flooded:  # the last of it came together with the cell's end
            return _explain_flood(cell)
    return None


def _judge(failure: CellFailure | None, ending: Ending, notebook: Any, lesson: Lesson) -> CellFailure | None:
    """Let the kernel's end weigh more than what it said: a lesson that was stopped has not succeeded."""
    if failure is not None and failure.kind not in ("DeadKernel", "LostOutput"):
        return failure
    begun = [cell for node, cell in zip(notebook.cells, lesson.code_cells, strict=True) if node.execution_count]
    number = failure.number if failure is not None else (begun or lesson.code_cells)[-1].number
    match ending.cause:
        case "memory":
            return CellFailure(number, "OutOfMemory", ending.detail)
        case "time":
            return CellFailure(number, "Timeout", ending.detail)
        case "flood":
            return CellFailure(number, "TooMuchOutput", f"more than {OUTPUT_LIMIT // 1_000_000} MB")
        case "finished":
            return failure
        case _:
            return CellFailure(number, "DeadKernel", ending.detail or "the kernel died")


def _explain(error: Exception, client: _Client, node: Any, cell: Cell) -> CellFailure:
    match error:
        case _ if client.is_flooded:
            return _explain_flood(cell)
        case CellExecutionError():
            return _explain_exception(error, node, cell)
        case DeadKernelError():
            return CellFailure(cell.number, "DeadKernel", "the kernel died")
        case CellTimeoutError() if "IOPub" not in str(error):
            return CellFailure(cell.number, "Timeout", f"{client.timeout} seconds")
        case _:
            return CellFailure(cell.number, "LostOutput", f"{type(error).__name__}: {error}".partition("\n")[0])


def _explain_flood(cell: Cell) -> CellFailure:
    return CellFailure(cell.number, "TooMuchOutput", f"more than {OUTPUT_LIMIT // 1_000_000} MB")


def _explain_exception(error: CellExecutionError, node: Any, cell: Cell) -> CellFailure:
    shown = (line for output in node.outputs if output["output_type"] == "error" for line in output["traceback"])
    traceback = strip_escapes("\n".join(shown))
    frames = re.findall(rf"Cell In\[{node.execution_count}\], line (\d+)", traceback)
    line = int(frames[-1]) if frames else None
    return CellFailure(cell.number, error.ename, strip_escapes(error.evalue), line, traceback)


def _collect(notebook: Any, lesson: Lesson, places: Mapping[str, str]) -> Iterator[CellOutputs]:
    for node, cell in zip(notebook.cells, lesson.code_cells, strict=True):
        if node.execution_count is not None:
            outputs = normalize_outputs(node.outputs, places)
            yield CellOutputs(cell.number, outputs, node.execution_count)


def _steady_failure(failure: CellFailure, places: Mapping[str, str]) -> CellFailure:
    message, traceback = (steady_text(text, places) for text in (failure.message, failure.traceback))
    return replace(failure, message=message, traceback=traceback)


def _measure(content: Mapping[str, Any]) -> int:
    values = [content.get("text", ""), *content.get("data", {}).values(), *content.get("traceback", ())]
    return sum(len(value) if isinstance(value, str) else len(str(value)) for value in values)
