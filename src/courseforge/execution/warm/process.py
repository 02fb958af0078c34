"""The warm process as courseforge holds it, and the kernels that it forks."""

import asyncio
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from courseforge.execution.room import short_folder
from courseforge.execution.warm.line import (
    CHANNELS,
    FINISH,
    Begun,
    Ended,
    Request,
    decode_report,
    encode_request,
)  # fmt: skip

# Not `-m` or `-P`: what they do to the path would stay in the kernels.
_MAIN = "import sys; del sys.path[0]; from courseforge.execution.warm.template import main; main(sys.argv[1:])"
_LAUNCH = [sys.executable, "-c", _MAIN]
_CHUNK = 65536
_END_TIMEOUT = 10  # seconds for the system to clear a room away


class ForkError(Exception):
    """No kernel came of a request."""


@dataclass(frozen=True, slots=True)
class WarmProcess:
    """A process that forks kernels.

    Attributes:
        process: the process itself.
        control: what requests go through.
        folder: where the sockets of its kernels lie.
        numbers: of the kernels, one after the other.
    """

    process: "subprocess.Popen[bytes]"
    control: socket.socket
    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def fork_kernel(self, request: Request, address: Path | None = None) -> "ForkedKernel":
        """Ask for a kernel; it is there when ``ForkedKernel.await_begun`` returns.

        Args:
            request: what kernel is wanted.
            address: of an earlier kernel, whose place this one takes.

        Raises:
            ForkError: the warm process is gone.
        """
        address = address or self.folder / f"k{next(self.numbers)}"
        ours, theirs = socket.socketpair()
        with theirs, ExitStack() as given:
            listening = [given.enter_context(_listen(f"{address}-{port}")) for port in _PORTS.values()]
            try:
                socket.send_fds(self.control, [b"k"], [theirs.fileno(), *(s.fileno() for s in listening)])
                ours.sendall(encode_request(request))
            except OSError as error:
                ours.close()
                raise ForkError(f"the warm process is gone (exit code {self.process.poll()})") from error
        ours.setblocking(False)
        return ForkedKernel(ours, _Handle(), address, request.key, request.limits is not None)


_PORTS = {channel: number for number, channel in enumerate(CHANNELS, 1)}


@contextmanager
def open_warm_process(modules: Sequence[str], environment: Mapping[str, str]) -> Iterator[WarmProcess]:
    """Start a warm process; when it ends, its kernels go on until they are closed.

    Args:
        modules: what to import before forking, besides what kernels need.
        environment: the whole environment it has; the places of its own folders are added.
    """
    with ExitStack() as cleanup:
        folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="cf-", dir=short_folder()))).resolve()
        for name in ("home", "root"):
            (folder / name).mkdir()
        ours, theirs = socket.socketpair()
        cleanup.enter_context(ours)
        with theirs:
            process = subprocess.Popen(  # noqa: S603  our own interpreter
                [*_LAUNCH, str(theirs.fileno()), str(folder / "root"), *modules],
                env={**environment, "HOME": str(folder / "home"), "MPLCONFIGDIR": str(folder / "home")},
                cwd=folder,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        cleanup.callback(_end, process)
        yield WarmProcess(process, ours, folder)


class _Handle:
    """A handle on the keeper's process, as soon as there is one."""

    descriptor: int | None = None


@dataclass(frozen=True, slots=True)
class ForkedKernel:
    """A kernel, by way of its keeper.

    Attributes:
        line: to the keeper.
        handle: on the keeper's process.
        address: of its sockets, up to the number of the port.
        key: signs the messages.
        has_walls: the keeper's end is the end of everything in its room.
    """

    line: socket.socket
    handle: _Handle
    address: Path
    key: str
    has_walls: bool
    received: bytearray = field(default_factory=bytearray)

    @property
    def connection_info(self) -> Any:
        """What a client of Jupyter needs to connect."""
        ports = {f"{channel}_port": port for channel, port in _PORTS.items()}
        signed = {"key": self.key.encode(), "signature_scheme": "hmac-sha256"}
        return {"transport": "ipc", "ip": str(self.address), **signed, **ports}

    async def await_begun(self) -> Begun:
        """Wait until the kernel takes messages.

        Raises:
            ForkError: it does not come to that.
        """
        report = await self._receive()
        if isinstance(report, Begun):
            return report
        raise ForkError(report.detail or report.cause)

    async def finish(self) -> Ended:
        """End the kernel, if it has not ended by itself, and hear how it ended."""
        with suppress(OSError):
            self.line.send(FINISH)
        while isinstance(report := await self._receive(), Begun):
            pass
        return report

    def poll(self) -> int | None:
        """Return None while the keeper lives, and with it the kernel or news of it."""
        if self.handle.descriptor is None:
            return None
        waiting = select.poll()
        waiting.register(self.handle.descriptor, select.POLLIN)
        if self.line.fileno() >= 0:
            waiting.register(self.line.fileno(), select.POLLRDHUP)
        return 1 if waiting.poll(0) else None

    def send_signal(self, number: int) -> None:
        """Send the kernel a signal."""
        with suppress(OSError):
            self.line.send(bytes([number]))

    def kill(self) -> None:
        """Kill everything there is: at once, or, in a room without walls, by way of the keeper."""
        if not self.has_walls:
            self.line.close()
        elif self.handle.descriptor is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.handle.descriptor, signal.SIGKILL)

    async def close(self) -> None:
        """End everything, and wait until it has ended."""
        self.kill()
        self.line.close()
        if (handle := self.handle.descriptor) is not None:
            self.handle.descriptor = None
            with suppress(TimeoutError):
                await asyncio.wait_for(_readable(handle), _END_TIMEOUT)
            os.close(handle)
        for port in _PORTS.values():
            Path(f"{self.address}-{port}").unlink(missing_ok=True)

    async def _receive(self) -> Begun | Ended:
        while b"\n" not in self.received:
            await _readable(self.line.fileno())
            try:
                data, handles, _, _ = socket.recv_fds(self.line, 1 if self._is_early else _CHUNK, 1)
            except BlockingIOError:
                continue
            except OSError as error:
                return Ended("failed", str(error))
            if not data:
                return Ended("failed", "the keeper has gone")
            if handles:
                self.handle.descriptor = handles[0]
            else:
                self.received.extend(data)
        line, _, rest = bytes(self.received).partition(b"\n")
        self.received[:] = rest
        return decode_report(line)

    @property
    def _is_early(self) -> bool:
        return self.handle.descriptor is None and not self.received


async def _readable(descriptor: int) -> None:
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()

    def notice() -> None:
        if not ready.done():
            ready.set_result(None)

    loop.add_reader(descriptor, notice)
    try:
        await ready
    finally:
        loop.remove_reader(descriptor)


def _listen(path: str) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(path)
    listening.listen(8)
    return listening


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
