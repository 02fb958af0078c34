"""A kernel: the running interpreter's own ipykernel, or another one that is installed, started for one lesson.

It is killed with all its children. Importing this module imports jupyter_client (0.3 s).
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import ExitStack, asynccontextmanager, suppress
from pathlib import Path
from queue import Empty
from typing import Any, Protocol

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.connect import write_connection_file

from courseforge.execution.kernelspec import KernelSpec
from courseforge.execution.room import Room

START_TIMEOUT = 60  # seconds; a cold start takes one, on a busy machine some more
_LAUNCHER = Path(__file__).with_name("launcher.py")
_LOOK = 1  # seconds between two looks whether a kernel lives
_IOPUB_PATIENCE = 0.2  # seconds; what was published before the subscription had come through is lost: ask again
# At our end. Kernels throw away what is not taken in time, so it is better taken.
MESSAGES_WAITING = 100_000
_CONNECTION = "kernel.json"
_OPTIONS = ("--HistoryManager.enabled=False", "--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=50")


class KernelStartError(Exception):
    """The kernel did not come up."""


class KernelProcess(Protocol):
    """A kernel's process, however it was started."""

    def poll(self) -> int | None:
        """Return None while it lives."""

    def kill(self) -> None:
        """Kill it without asking."""


class _ShellChannel(AsyncZMQSocketChannel):
    """A channel that counts the replies to each request: a lesson can forge one, but can't keep the true one back."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.replies: Counter[str] = Counter()

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:  # type: ignore[override]
        message: dict[str, Any] = await super().get_msg(timeout)
        if message["msg_type"] == "execute_reply":
            self.replies[str(message["parent_header"].get("msg_id"))] += 1
        return message


class KernelClient(AsyncKernelClient):
    """A client that asks the process itself whether it lives: no heartbeat, no thread.

    Attributes:
        on_break: called when the connection breaks, where that can be noticed.
    """

    process: KernelProcess
    on_break: Callable[[], object] | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(shell_channel_class=_ShellChannel, **options)

    async def find_forgery(self, seconds: int | None) -> bool:
        """Tell whether a request was answered twice, when the kernel has come to the end of all, or has died.

        Raises:
            TimeoutError: it does not come to that in this time.
        """
        async with asyncio.timeout(seconds):
            question = self.kernel_info()
            while self.process.poll() is None:
                with suppress(Empty):
                    if (await self.get_shell_msg(timeout=_LOOK))["parent_header"].get("msg_id") == question:
                        break
        return any(count > 1 for count in self.shell_channel.replies.values())

    async def _async_is_alive(self) -> bool:
        return self.process.poll() is None

    is_alive = _async_is_alive


@asynccontextmanager
async def running_kernel(
    room: Room, environment: Mapping[str, str], spec: KernelSpec | None = None
) -> AsyncIterator[KernelClient]:
    """Start a kernel in the room and wait until it answers; kill its whole process group in the end.

    Args:
        room: where.
        environment: the whole environment it has, besides what the kernelspec adds.
        spec: of another kernel than our own.

    Raises:
        KernelStartError: it died, or did not answer in time.
    """
    with ExitStack() as cleanup:
        process = _launch(room, environment, spec)
        cleanup.callback(kill_group, process)
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.RCVHWM, MESSAGES_WAITING)
        cleanup.callback(context.destroy, linger=0)
        client = KernelClient(connection_file=str(room.path / _CONNECTION), context=context)
        cleanup.callback(client.stop_channels)
        client.process = process
        client.load_connection_file()
        client.start_channels(hb=False)
        client.allow_stdin = False
        await _wait_until_ready(client)
        yield client


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill the kernel and what it started, without asking: a polite shutdown waits, and lesson code can ignore it."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):  # macOS: EPERM for a group of zombies
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


async def await_answer(client: KernelClient) -> None:
    """Wait until a kernel that takes messages has answered one, and what it publishes arrives; by events alone.

    Raises:
        KernelStartError: it died.
    """
    while client.process.poll() is None:
        question = client.kernel_info()
        with suppress(Empty):
            while (await client.get_shell_msg(timeout=1))["parent_header"].get("msg_id") != question:
                pass
            while not _is_idle(await client.get_iopub_msg(timeout=_IOPUB_PATIENCE), question):
                pass
            return
    raise KernelStartError("it ended at once")


def _is_idle(message: Mapping[str, Any], question: str) -> bool:
    state, parent = message["content"].get("execution_state"), message["parent_header"].get("msg_id")
    return (state, parent) == ("idle", question)


async def _wait_until_ready(client: KernelClient) -> None:
    try:
        await client.wait_for_ready(timeout=START_TIMEOUT)
    except RuntimeError as error:
        code = client.process.poll()
        raise KernelStartError(f"{error} (exit code {code})" if code is not None else str(error)) from error


def _launch(room: Room, environment: Mapping[str, str], spec: KernelSpec | None) -> "subprocess.Popen[bytes]":
    connection = _write_connection(room)
    if spec is not None:
        command, environment = spec.make_command(connection), {**environment, **spec.environment}
    else:
        command = [sys.executable, "-c", _LAUNCHER.read_text("utf-8"), "-f", connection, *_OPTIONS]
    try:
        return _open_process(room, command, environment)
    except OSError as error:  # too many processes, no memory
        raise KernelStartError(str(error)) from error


def _write_connection(room: Room) -> str:
    # Sockets with names cannot collide; free ports, which Windows must use, can be taken by somebody else meanwhile.
    where: dict[str, Any] = {} if sys.platform == "win32" else {"transport": "ipc", "ip": str(room.path / "s")}
    path, _ = write_connection_file(str(room.path / _CONNECTION), key=os.urandom(32).hex().encode(), **where)
    return path


def _open_process(room: Room, command: list[str], environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    # Its own streams lead nowhere: os.system("echo") in a lesson must not write on the librarian's terminal.
    return subprocess.Popen(  # noqa: S603  our own interpreter, or an installed kernel
        command,
        cwd=room.working,
        # JPY_PARENT_PID: the kernel ends by itself when this process is killed.
        env=dict(environment) if sys.platform == "win32" else {**environment, "JPY_PARENT_PID": str(os.getpid())},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
