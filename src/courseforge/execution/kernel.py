"""A kernel: the running interpreter's own ipykernel, started for one lesson and killed with all its children.

Kernels that users installed are never looked up. Importing this module imports jupyter_client (0.3 s).
"""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import write_connection_file

from courseforge.execution.room import Room, make_environment

START_TIMEOUT = 60  # seconds; a cold start takes one, on a busy machine some more
_LAUNCHER = Path(__file__).with_name("launcher.py")
_CONNECTION = "kernel.json"
_OPTIONS = ("--HistoryManager.enabled=False", "--IPKernelApp.log_level=50")


class KernelStartError(Exception):
    """The kernel did not come up."""


class KernelClient(AsyncKernelClient):
    """A client that asks the process itself whether it lives: no heartbeat, no thread."""

    process: "subprocess.Popen[bytes]"

    async def _async_is_alive(self) -> bool:
        return self.process.poll() is None

    is_alive = _async_is_alive


@asynccontextmanager
async def running_kernel(room: Room) -> AsyncIterator[KernelClient]:
    """Start a kernel in the room and wait until it answers; kill its whole process group in the end.

    Raises:
        KernelStartError: it died, or did not answer in time.
    """
    with ExitStack() as cleanup:
        process = _launch(room)
        cleanup.callback(kill_group, process)
        context = zmq.asyncio.Context()
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


async def _wait_until_ready(client: KernelClient) -> None:
    try:
        await client.wait_for_ready(timeout=START_TIMEOUT)
    except RuntimeError as error:
        code = client.process.poll()
        raise KernelStartError(f"{error} (exit code {code})" if code is not None else str(error)) from error


def _launch(room: Room) -> "subprocess.Popen[bytes]":
    try:
        return _open_process(room, _write_connection(room))
    except OSError as error:  # too many processes, no memory
        raise KernelStartError(str(error)) from error


def _write_connection(room: Room) -> str:
    # Sockets with names cannot collide; free ports, which Windows must use, can be taken by somebody else meanwhile.
    where: dict[str, Any] = {} if sys.platform == "win32" else {"transport": "ipc", "ip": str(room.path / "s")}
    path, _ = write_connection_file(str(room.path / _CONNECTION), key=os.urandom(32).hex().encode(), **where)
    return path


def _open_process(room: Room, connection: str) -> "subprocess.Popen[bytes]":
    # Its own streams lead nowhere: os.system("echo") in a lesson must not write on the librarian's terminal.
    return subprocess.Popen(  # noqa: S603  our own interpreter
        [sys.executable, "-c", _LAUNCHER.read_text("utf-8"), "-f", connection, *_OPTIONS],
        cwd=room.lesson,
        env=make_environment(room, os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
