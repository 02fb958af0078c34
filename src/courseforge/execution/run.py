"""One lesson on one kernel. Importing this module imports nbclient (0.5 s): only for lessons that really run."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from time import perf_counter
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from courseforge.execution.kernel import KernelClient, KernelStartError, kill_group, running_kernel
from courseforge.execution.key import hash_files
from courseforge.execution.outputs import normalize_outputs, strip_escapes
from courseforge.execution.room import Room, make_room
from courseforge.model import Cell, CellFailure, CellOutputs, Lesson

OUTPUT_LIMIT = 20_000_000  # bytes that one lesson may give; a page with more can't be read anyway
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
    return Run(cells, failure, hashes, perf_counter() - begin)


class _Node(dict[str, Any]):
    """What nbclient expects of notebooks and cells: keys that are attributes too."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


class _Client(NotebookClient):
    """A client that stops a lesson which prints without end, before it fills our memory."""

    process: "Popen[bytes]"
    size = 0

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> Any:
        """Keep an output, while there is room for it."""
        self.size += _measure(msg["content"])
        if self.size <= OUTPUT_LIMIT:
            return super().output(outs, msg, display_id, cell_index)
        kill_group(self.process)
        return None


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
        except asyncio.CancelledError:
            raise
        except Exception as error:  # lesson code can make nbclient fail in any way
            return _explain(error, client, node, cell, timeout)
    return None


def _explain(error: Exception, client: _Client, node: Any, cell: Cell, timeout: int) -> CellFailure:
    match error:
        case CellExecutionError():
            return _explain_exception(node, cell)
        case DeadKernelError() if client.size > OUTPUT_LIMIT:
            return CellFailure(cell.number, "TooMuchOutput", f"more than {OUTPUT_LIMIT // 1_000_000} MB")
        case DeadKernelError():
            return CellFailure(cell.number, "DeadKernel", "the kernel died")
        case CellTimeoutError() if "IOPub" not in str(error):
            return CellFailure(cell.number, "Timeout", f"{timeout} s")
        case _:
            return CellFailure(cell.number, "LostOutput", f"{type(error).__name__}: {error}".splitlines()[0])


def _explain_exception(node: Any, cell: Cell) -> CellFailure:
    error = next(output for output in reversed(node.outputs) if output["output_type"] == "error")
    traceback = strip_escapes("\n".join(error["traceback"]))
    frames = re.findall(rf"Cell In\[{node.execution_count}\], line (\d+)", traceback)
    line = int(frames[-1]) if frames else None
    return CellFailure(cell.number, error["ename"], strip_escapes(error["evalue"]), line, traceback)


def _collect(notebook: Any, lesson: Lesson, room: Room) -> Iterator[CellOutputs]:
    for node, cell in zip(notebook.cells, lesson.code_cells, strict=True):
        if node.execution_count is not None:
            outputs = normalize_outputs(node.outputs, room.places)
            yield CellOutputs(cell.number, outputs, node.execution_count)


def _measure(content: Mapping[str, Any]) -> int:
    values = [content.get("text", ""), *content.get("data", {}).values(), *content.get("traceback", ())]
    return sum(len(value) if isinstance(value, str) else len(str(value)) for value in values)
