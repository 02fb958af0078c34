"""The kernel itself: ipykernel, on sockets that were opened for it outside."""

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import zmq
from ipykernel.kernelapp import IPKernelApp

from courseforge.execution.fence import put_up_fences
from courseforge.execution.plotted import offer_data
from courseforge.execution.warm.line import CHANNELS

_OPTIONS = ["--HistoryManager.enabled=False", "--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=50"]


class _SocketKernel(IPKernelApp):
    """A kernel that takes over listening sockets: it writes no file and shares no folder with anybody."""

    listening: Mapping[int, int]  # port: file descriptor

    def init_connection_file(self) -> None:
        """Need none."""

    def write_connection_file(self, **_: Any) -> None:
        """Need none."""

    def _try_bind_socket(self, s: Any, port: int) -> int:
        s.setsockopt(zmq.USE_FD, self.listening[port])
        # What the client does not take in time waits here, where it is counted as the lesson's memory.
        s.set_hwm(0)
        s.bind(f"ipc://{port}")
        return port

    def init_control(self, context: Any) -> None:
        """Take back a connection from the kernel to itself, for the debugger: the walls would refuse it for ever."""
        super().init_control(context)  # type: ignore[no-untyped-call]
        with suppress(zmq.ZMQError, AttributeError):
            self.debug_shell_socket.disconnect(self.shell_socket.getsockopt(zmq.LAST_ENDPOINT))

    def init_heartbeat(self) -> None:
        """Have none: whoever holds the line knows whether this process lives."""


def serve_kernel(
    sockets: Mapping[str, int], key: str, environment: Mapping[str, str], folder: str, ready: Callable[[], None]
) -> None:
    """Be a kernel until the end of this process.

    Args:
        sockets: channel: file descriptor of a socket that listens.
        key: signs the messages.
        environment: the whole environment from now on.
        folder: the working folder.
        ready: called before the first message is taken.
    """
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    _reseed()
    app: Any = _SocketKernel.instance()
    ports = {channel: number for number, channel in enumerate(CHANNELS, 1)}
    app.listening = {ports[channel]: sockets[channel] for channel in CHANNELS}
    where = {f"{channel}_port": port for channel, port in ports.items()}
    app.load_connection_info({"transport": "ipc", "ip": "kernel", "key": key, **where})
    app.initialize(list(_OPTIONS))
    put_up_fences()
    offer_data(app.shell)
    ready()
    app.start()


def _reseed() -> None:
    """Give this process random numbers of its own. Python's own generator sees to that by itself."""
    if (numpy_random := sys.modules.get("numpy.random")) is not None:
        numpy_random.seed()
