"""The warm process: imports what kernels import, once, and then forks a kernel for each request.

It runs no lesson code, holds no thread and no message queue (neither would survive a fork), and has nothing of the
environment but what kernels may have.
"""

import gc
import importlib
import os
import shutil
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from courseforge.execution.walls.file_system import FileSystem, find_file_system
from courseforge.execution.walls.identity import Identity, find_identity, write_maps
from courseforge.execution.walls.system_calls import adopt_orphans, open_library
from courseforge.execution.warm.keeper import keep_kernel
from courseforge.execution.warm.line import CHANNELS

# What a kernel imports later than ipykernel itself: when it starts, or when the first cell runs.
_KERNEL_MODULES = (
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.oinspect", "IPython.extensions.storemagic",
    "IPython.core.magics", "IPython.core.pylabtools", "IPython.utils.process", "comm", "debugpy", "http.client",
    "ipykernel.comm", "ipykernel.control", "ipykernel.debugger", "ipykernel.heartbeat", "ipykernel.iostream",
    "ipykernel.shellchannel", "ipykernel.subshell_manager", "ipykernel.zmqshell", "jedi",
    "pexpect", "xmlrpc.client",
)  # fmt: skip


def main(arguments: list[str]) -> None:
    """Import, then serve until the other side of the socket is closed.

    Args:
        arguments: the file descriptor of the socket, an empty folder in the one of this process, and the names of
            modules to import.
    """
    descriptor, place, *modules = arguments
    sys.argv = ["-c"]
    gc.disable()  # what is imported is no garbage, and to look for some takes a tenth of the time
    _import_modules([*_KERNEL_MODULES, *modules])
    _settle(len(modules))
    control = socket.socket(fileno=int(descriptor))
    shown, own = find_file_system(), find_identity()
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 1, len(CHANNELS) + 1)
        if not request:
            shutil.rmtree(Path(place).parent, ignore_errors=True)  # courseforge may have been killed, and can't
            os._exit(0)
        with suppress(OSError):  # too many processes: the line is closed, and that says it
            _fork_keeper(control, descriptors, shown, place, own)
        for used in descriptors:
            os.close(used)


def _fork_keeper(
    control: socket.socket, descriptors: Sequence[int], shown: FileSystem, place: str, own: Identity
) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        child = os.fork()
        if child == 0:
            control.close()
            ours.close()
            line, *sockets = descriptors
            channels = dict(zip(CHANNELS, sockets, strict=True))
            keep_kernel(socket.socket(fileno=line), channels, shown, place, partial(_await_identity, theirs, own))
        theirs.close()
        # Root alone can lend identities, and from outside only.
        if ours.recv(1):
            write_maps(str(child), own)
            ours.sendall(b"!")


def _await_identity(template: socket.socket, own: Identity, walled: bool) -> None:
    with template:
        if walled and own.is_root:
            template.sendall(b"?")
            if not template.recv(1):
                raise PermissionError("there is no identity for the new user namespace")
        elif walled:
            write_maps("self", own)


def _import_modules(names: list[str]) -> None:
    for name in names:
        # A package that cannot be imported fails in the lesson that wants it, where somebody can read why.
        with suppress(BaseException):
            importlib.import_module(name)


def _settle(extra: int) -> None:
    """Make this process fit to be forked."""
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads != 1:
        if extra:  # one of the packages has started a thread: begin again without them
            os.execv(sys.executable, sys.orig_argv[:-extra])  # noqa: S606  our own interpreter
        sys.exit(f"the warm process has {threads} threads")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks for the children's exit codes
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for courseforge, which then closes the socket
    adopt_orphans(open_library())
    gc.collect()
    gc.freeze()
    gc.enable()
