"""The venue with walls: kernels forked from one warm process, each in a room that it cannot leave."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import zmq
import zmq.asyncio

from courseforge.execution.kernel import MESSAGES_WAITING, START_TIMEOUT, KernelClient, KernelStartError, await_answer
from courseforge.execution.kernelspec import KernelSpec
from courseforge.execution.room import installed_places, make_environment
from courseforge.execution.venue import Ending, Stage
from courseforge.execution.walls.file_system import HOME, TEMPORARY
from courseforge.execution.walls.limits import Limits
from courseforge.execution.warm.line import Request
from courseforge.execution.warm.process import ForkedKernel, ForkError, WarmProcess, open_warm_process
from courseforge.execution.warm.relay import CONNECTION

MESSAGE_LIMIT = 24 << 20  # bytes of one part of a message; a longer one breaks the connection
_MESSAGES_WAITING = 16  # at our end; the others wait in the kernel, which pays for them
_GROWTH = 1 << 30  # bytes by which this process may grow while a lesson runs; outputs that are kept take far less
_LOOK = 0.1  # seconds between two looks at that
_DEATH = 0.2  # seconds that a process needs at most to end
_MORE_SECONDS = 60  # for a lesson as a whole, besides what its cells may take


@dataclass(frozen=True, slots=True)
class WalledVenue:
    """Rooms with walls.

    Attributes:
        context: of connections to our own kernels, which keep what is not taken yet.
        wide_context: of connections to others, which throw it away.
        timeout: seconds for one cell; -1 for no limit.
        grants_network: lessons that declare it get the network.
    """

    warm: "_WarmSupply"
    context: zmq.asyncio.Context
    wide_context: zmq.asyncio.Context
    environment: Mapping[str, str]
    limits: Limits
    timeout: int
    grants_network: bool

    @property
    def has_walls(self) -> bool:
        """Tell whether a lesson's code is kept from the machine."""
        return True

    @asynccontextmanager
    async def stage(
        self,
        course: Path,
        files: Sequence[str],
        cells: int,
        *,
        network: bool = False,
        kernel: KernelSpec | None = None,
        below: str = "",
    ) -> AsyncIterator[Stage]:
        """Start a kernel (``Venue.stage``)."""
        limits = _limit_time(self.limits, cells * self.timeout)
        granted = network and self.grants_network
        key, folder = os.urandom(32).hex(), str(course.absolute())
        request = Request(key, self.environment, folder, tuple(files), limits, granted, below=below)
        if kernel is not None:
            request = _ask_for(request, kernel)
        try:
            forked = self.warm.fork_kernel(request)
        except ForkError as error:
            raise KernelStartError(str(error)) from error
        client = KernelClient(context=self.context if kernel is None else self.wide_context)
        try:
            async with asyncio.timeout(START_TIMEOUT):
                begun = await forked.await_begun()
                _connect(client, forked)
                await await_answer(client)
            with closing(_Guard(client)) as guard:
                yield Stage(client, begun.files, installed_places(), lambda: guard.end(forked))
        except (ForkError, TimeoutError) as error:
            raise KernelStartError(str(error)) from error
        finally:
            client.stop_channels()
            await forked.close()


@contextmanager
def open_walled_venue(
    modules: Sequence[str], limits: Limits, timeout: int, *, grants_network: bool
) -> Iterator[WalledVenue]:
    """Start a warm process with these modules, and clear everything up in the end."""
    environment = make_environment(HOME, TEMPORARY, {"PATH": _make_path()})
    with ExitStack() as cleanup:
        warm = _WarmSupply(lambda: cleanup.enter_context(open_warm_process(modules, environment)))
        context, wide_context = zmq.asyncio.Context(), zmq.asyncio.Context()
        for each in (context, wide_context):
            cleanup.callback(each.destroy, linger=0)
            each.setsockopt(zmq.MAXMSGSIZE, MESSAGE_LIMIT)
        context.setsockopt(zmq.RCVHWM, _MESSAGES_WAITING)
        wide_context.setsockopt(zmq.RCVHWM, MESSAGES_WAITING)
        yield WalledVenue(warm, context, wide_context, environment, limits, timeout, grants_network)


class _WarmSupply:
    """A warm process, and one more where it has died; a second death has a reason that a third would meet too."""

    def __init__(self, start: Callable[[], WarmProcess]) -> None:
        self._start = start
        self._warm = start()
        self._may_start = True

    def fork_kernel(self, request: Request) -> ForkedKernel:
        """Ask for a kernel (``WarmProcess.fork_kernel``)."""
        try:
            return self._warm.fork_kernel(request)
        except ForkError:
            if not self._may_start:
                raise
        self._may_start = False
        self._warm = self._start()
        return self._warm.fork_kernel(request)


class _Guard:
    """Notices when the connection breaks, and breaks it when this process grows.

    It breaks when the kernel has died, or has sent too much in one piece. A message in very many pieces is not known
    to anybody before its last one has come; whose it is cannot be told, so all lessons that run then are stopped.
    """

    def __init__(self, client: KernelClient) -> None:
        self._client = client
        self._allowed = _measure_own_memory() + _GROWTH
        self._is_broken = False
        self._monitor = client.iopub_channel.socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)
        self._task = asyncio.ensure_future(self._watch())

    async def end(self, forked: ForkedKernel) -> Ending:
        """End the kernel and say how it ended."""
        self.close()
        if self._is_broken:  # a kernel that dies loses its connections first
            await asyncio.sleep(_DEATH)
        async with asyncio.timeout(START_TIMEOUT):
            ended = await forked.finish()
        cause = "flood" if self._is_broken and ended.cause == "finished" else ended.cause
        read = None if ended.files_read is None else frozenset(ended.files_read)
        return Ending(cause, ended.detail, read)

    def close(self) -> None:
        """Stop watching; a second time does no harm."""
        if self._monitor.closed:
            return
        self._task.cancel()
        with suppress(zmq.ZMQError):
            self._client.iopub_channel.socket.disable_monitor()
        self._monitor.close(linger=0)

    async def _watch(self) -> None:
        broken = asyncio.ensure_future(self._monitor.recv_multipart())
        try:
            while not broken.done() and _measure_own_memory() < self._allowed:
                await asyncio.wait([broken], timeout=_LOOK)
        finally:
            broken.cancel()
        self._is_broken = True
        if self._client.on_break is not None:
            self._client.on_break()


def _connect(client: KernelClient, forked: ForkedKernel) -> None:
    client.process = forked
    client.load_connection_info(forked.connection_info)
    client.start_channels(hb=False, stdin=False)
    client.allow_stdin = False


def _ask_for(request: Request, kernel: KernelSpec) -> Request:
    """Ask for another kernel than our own."""
    program = shutil.which(kernel.command[0])
    if program is None:
        raise KernelStartError(f"{kernel.command[0]} is not installed")
    _, *arguments = kernel.make_command(CONNECTION)
    shown = (kernel.folder, *map(_find_prefix, (Path(program), Path(program).resolve())))
    return replace(
        request,
        command=(program, *arguments),
        environment={**request.environment, **kernel.environment},
        shown=shown,
    )


def _find_prefix(program: Path) -> str:
    """Find the folder with all that belongs to a program, such as /opt/julia for /opt/julia/bin/julia."""
    prefix = program.parents[1] if program.parent.name == "bin" else program.parent
    is_own = len(prefix.parts) > 2 and not Path.home().is_relative_to(prefix)
    return str(prefix if is_own else program)


def _measure_own_memory() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _limit_time(limits: Limits, seconds: int) -> Limits:
    """Give a lesson the time that its cells may take, and some more; a timeout of -1 means no limit."""
    if seconds < 0:
        return limits
    return replace(limits, seconds=seconds + _MORE_SECONDS, cpu_seconds=seconds + _MORE_SECONDS)


def _make_path() -> str:
    own = f"{sys.prefix}/bin"
    return ":".join(
        dict.fromkeys([own, "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"])
    )
