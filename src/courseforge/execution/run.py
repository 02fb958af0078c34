"""One lesson on one kernel. Importing this module imports nbclient (0.5 s): only for lessons that really run."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import Popen
from time import perf_counter
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from courseforge.execution.kernel import KernelClient, KernelStartError, running_kernel
from courseforge.execution.key import hash_files
from courseforge.execution.outputs import normalize_outputs, steady_text, strip_escapes
from courseforge.execution.room import Room, make_room
from courseforge.model import Cell, CellFailure, CellOutputs, Lesson

OUTPUT_LIMIT = 20_000_000  # characters that one lesson may send, what it clears away again included
_IOPUB_TIMEOUT = 20  # seconds in which all outputs of a finished cell have to arrive


@dataclass(frozen=True, slots=True)
class Run:
    """What came of the cells.

    Attributes:
        files: hashes of the course's files as the lesson saw them.
    """

    cells: tuple[CellOutputs, ...]
    failure: CellFailure | None
    files: Mapping[str, str]
    seconds: float


async def run_lesson(lesson: Lesson, course: Path, files: Sequence[str], timeout: int) -> Run:
    """Run the code cells, in order, until one fails.

    Args:
        lesson: what to run.
        course: the course's folder.
        files: what the course owns besides its lessons, relative to the folder.
        timeout: seconds for one cell.
    """
    begin = perf_counter()
    with make_room(course, files) as room:
        hashes = hash_files(room.lesson, files)
        notebook = _make_notebook(lesson)
        try:
            async with running_kernel(room) as kernel:
                failure = await _run_cells(notebook, kernel, lesson, timeout)
        except KernelStartError as error:
            failure = CellFailure(None, "KernelStart", str(error))
        cells = tuple(_collect(notebook, lesson, room))
        failure = failure and _steady_failure(failure, room)
    return Run(cells, failure, hashes, perf_counter() - begin)


class _Node(dict[str, Any]):
    """What nbclient expects of notebooks and cells: keys that are attributes too."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


class _Client(NotebookClient):
    """A client that stops a lesson which prints without end, before it fills our memory."""

    process: "Popen[bytes]"
    size = 0

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> Any:
        """Take in what the kernel sent, while there is room for it; after that only that a cell has ended."""
        self.size += _measure(msg["content"])
        if self.is_flooded:
            self.process.kill()
            if msg["msg_type"] != "status":
                return None
        return super().process_message(msg, cell, cell_index)

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
    for index, (node, cell) in enumerate(zip(notebook.cells, lesson.code_cells, strict=True)):
        try:
            await client.async_execute_cell(node, index)
        except Exception as error:  # lesson code can make nbclient fail in any way
            return _explain(error, client, node, cell)
        if client.is_flooded:  # the last of it came together with the cell's end
            return _explain_flood(cell)
    return None


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


def _collect(notebook: Any, lesson: Lesson, room: Room) -> Iterator[CellOutputs]:
    for node, cell in zip(notebook.cells, lesson.code_cells, strict=True):
        if node.execution_count is not None:
            outputs = normalize_outputs(node.outputs, room.places)
            yield CellOutputs(cell.number, outputs, node.execution_count)


def _steady_failure(failure: CellFailure, room: Room) -> CellFailure:
    message, traceback = (steady_text(text, room.places) for text in (failure.message, failure.traceback))
    return replace(failure, message=message, traceback=traceback)


def _measure(content: Mapping[str, Any]) -> int:
    values = [content.get("text", ""), *content.get("data", {}).values(), *content.get("traceback", ())]
    return sum(len(value) if isinstance(value, str) else len(str(value)) for value in values)
