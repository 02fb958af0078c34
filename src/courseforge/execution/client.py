"""The client that runs a lesson's cells: nbclient, held to bounds, and not to be thrown by what a kernel sends."""

from collections.abc import Mapping
from typing import Any, cast

import zmq
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal

from courseforge.execution.kernel import KernelClient, KernelProcess
from courseforge.execution.plain_text import forget_overwritten
from courseforge.model import Lesson

OUTPUT_LIMIT = 20_000_000  # characters that one lesson may send, what it clears away again included
_ECHO_LIMIT = 10 * OUTPUT_LIMIT  # characters that go back to the kernel: an Output widget hears of all its outputs
_MOST_OUTPUTS = 1_000  # of one cell, what is printed between two others counted once
_MOST_PRINTED = 2_000_000  # characters that are kept until it shows what of them is overwritten
_IOPUB_TIMEOUT = 60  # seconds in which all outputs of a finished cell have to arrive


class Node(dict[str, Any]):
    """What nbclient expects of notebooks, cells and outputs: keys that are attributes too."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


class MalformedMessageError(Exception):
    """A kernel sent what is no message of Jupyter's."""


def make_notebook(lesson: Lesson) -> Any:
    """Make of the code cells what nbclient calls a notebook."""
    return Node(metadata=Node(), cells=[_make_cell(cell.program, cell.tags) for cell in lesson.code_cells])


class LessonClient(NotebookClient):
    """A client for the code cells of one lesson.

    What a cell prints and shows beyond a bound is counted and let go; a lesson that never stops is stopped before it
    fills our memory.
    """

    def __init__(self, notebook: Any, kernel: KernelClient, timeout: int) -> None:
        super().__init__(
            notebook, timeout=timeout, iopub_timeout=_IOPUB_TIMEOUT, raise_on_iopub_timeout=True, record_timing=False
        )
        self.kc = self.kernel = kernel
        self.process: KernelProcess = kernel.process
        self.left_out: dict[int, int] = {}  # place of a cell: characters
        self._sent = self._echoed = 0
        self._captured: dict[str, int] = {}  # Output widget: characters
        kernel.on_break = self.stop_waiting

    @property
    def is_flooded(self) -> bool:
        """Tell whether more came than is taken."""
        return self._sent > OUTPUT_LIMIT or self._echoed > _ECHO_LIMIT

    def stop_waiting(self) -> None:
        """Let a cell that is being waited for count as one whose kernel has died."""
        if self.task_poll_for_reply is not None:
            self.task_poll_for_reply.cancel()

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> Any:
        """Take in what the kernel sent, while there is room for it; after that only that a cell has ended."""
        try:
            self._sent += _measure(msg)
            if self.is_flooded:
                self.process.kill()
                if msg["msg_type"] != "status":
                    return None
            if msg["msg_type"] == "status":
                _settle(cell.outputs)
            return super().process_message(msg, cell, cell_index)
        except CellControlSignal:
            raise
        except Exception as error:  # lesson code can make nbclient fail in any way
            raise MalformedMessageError(f"{type(error).__name__}: {error}") from error

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> Any:
        """Keep one more output of a cell, or a part of it, or nothing."""
        if hooks := self.output_hook_stack[msg["parent_header"].get("msg_id")]:
            captured = self._captured.get(hooks[-1].comm_id, 0) + _measure(msg)
            self._captured[hooks[-1].comm_id] = captured
            self._echoed += captured
            super().output(outs, msg, display_id, cell_index)
            return self._look_again()
        if self.clear_before_next_output:
            self.left_out.pop(cell_index, None)
        elif msg["msg_type"] == "stream" and (printed := _find_printed(outs, msg["content"]["name"])) is not None:
            self._print(printed, msg["content"]["text"], cell_index)
            return None
        elif len(outs) >= _MOST_OUTPUTS:
            self._leave_out(cell_index, _measure(msg))
            return None
        kept = super().output(outs, msg, display_id, cell_index)
        if kept is not None and kept["output_type"] == "stream":
            text, kept["text"] = kept["text"], _Printed()
            self._print(kept["text"], text, cell_index)
        return kept

    def clear_output(self, outs: list[Any], msg: dict[str, Any], cell_index: int) -> None:
        """Forget what a cell has shown, and what was left out of it."""
        if not msg["content"].get("wait"):
            self.left_out.pop(cell_index, None)
        super().clear_output(outs, msg, cell_index)
        self._look_again()

    def _look_again(self) -> None:
        """Look for a reply: widgets are answered behind the back of the event loop, which then may miss one."""
        self.kernel.shell_channel.socket.get(zmq.EVENTS)

    def _print(self, printed: "_Printed", text: str, cell_index: int) -> None:
        self._leave_out(cell_index, printed.add(text))

    def _leave_out(self, cell_index: int, size: int) -> None:
        if size:
            self.left_out[cell_index] = self.left_out.get(cell_index, 0) + size


class _Printed(list[str]):
    """What was printed, in pieces."""

    length = 0
    is_full = False

    def add(self, text: str) -> int:
        """Add a piece; return how many characters had to be left out."""
        if self.is_full:
            return len(text)
        self.append(text)
        self.length += len(text)
        if self.length <= _MOST_PRINTED:
            return 0
        whole = forget_overwritten("".join(self))
        self.is_full = len(whole) > _MOST_PRINTED // 2
        self[:] = [whole[:_MOST_PRINTED] if self.is_full else whole]
        self.length = len(self[0])
        return len(whole) - self.length

    def rstrip(self) -> str:
        """Give nbclient the text, which it puts into the words of a cell's error."""
        return "".join(self).rstrip()


def _settle(outs: list[Any]) -> None:
    """Make of what was printed one text."""
    for out in outs:
        if isinstance(out.get("text"), _Printed):
            out["text"] = "".join(out["text"])


def _find_printed(outs: list[Any], name: str) -> _Printed | None:
    """Find what was printed to this stream since the last output of another kind."""
    for out in reversed(outs[-2:]):
        if out["output_type"] != "stream":
            return None
        if out["name"] == name:
            if not isinstance(out["text"], _Printed):
                printed = _Printed()
                printed.add(out["text"])
                out["text"] = printed
            return cast(_Printed, out["text"])
    return None


def _make_cell(source: str, tags: tuple[str, ...]) -> Any:
    return Node(cell_type="code", source=source, metadata=Node(tags=list(tags)), outputs=[], execution_count=None)


def _measure(message: Mapping[str, Any]) -> int:
    content = message["content"]
    values = [content.get("text", ""), *content.get("data", {}).values(), *content.get("traceback", ())]
    texts = sum(len(value) if isinstance(value, str) else len(str(value)) for value in values)
    return texts + sum(len(part) for part in message.get("buffers", ()))
