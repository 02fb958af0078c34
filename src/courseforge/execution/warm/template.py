"""The warm process: imports what kernels import, once, and then forks a kernel for each request.

It runs no lesson code, holds no thread and no message queue (neither would survive a fork), and has nothing of the
environment but what kernels may have. Started as ``python -m``, with a socket and the names of modules to import.
"""

import gc
import importlib
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

import courseforge.execution.warm.kernel_app
from courseforge.execution.walls.file_system import find_file_system
from courseforge.execution.walls.identity import is_privileged, write_maps
from courseforge.execution.walls.system_calls import adopt_orphans, open_library
from courseforge.execution.warm.keeper import keep_kernel
from courseforge.execution.warm.line import CHANNELS

# What a kernel imports later than ipykernel itself: when it starts, or when the first cell runs.
_KERNEL_MODULES = (
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.oinspect", "IPython.extensions.storemagic",
    "IPython.core.magics", "IPython.core.pylabtools", "IPython.utils.process", "comm", "debugpy", "http.client",
    "ipykernel.comm", "ipykernel.control", "ipykernel.debugger", "ipykernel.heartbeat", "ipykernel.iostream",
    "ipykernel.shellchannel", "ipykernel.subshell_manager", "ipykernel.zmqshell", "jedi", "matplotlib_inline",
    "pexpect", "xmlrpc.client",
)  # fmt: skip


def main(arguments: list[str]) -> None:
    """Import, then serve until the other side of the socket is closed."""
    descriptor, place, *modules = arguments
    _import_modules([*_KERNEL_MODULES, *modules])
    _settle(len(modules))
    control = socket.socket(fileno=int(descriptor))
    shown = find_file_system()
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 1, len(CHANNELS) + 1)
        if not request:
            os._exit(0)
        await_report, report = os.pipe()
        await_answer, answer = os.pipe()

        def await_identity(report: int = report, await_answer: int = await_answer) -> None:
            if not is_root:
                return write_maps("self")
            os.write(report, b"?")
            if os.read(await_answer, 1) != b"!":
                raise PermissionError("no identity in the new user namespace")
            return None

        is_root = is_privileged()
        with suppress(OSError):  # too many processes: the line is closed, and that says it
            child = os.fork()
            if child == 0:
                control.close()
                os.close(await_report)
                os.close(answer)
                line, *sockets = descriptors
                channels = dict(zip(CHANNELS, sockets, strict=True))
                keep_kernel(socket.socket(fileno=line), channels, shown, place, await_identity)
            os.close(report)
            if is_root:
                _lend_identity(child, await_report, answer)
        for used in (*descriptors, await_report, await_answer, answer):
            os.close(used)


def _lend_identity(child: int, await_report: int, answer: int) -> None:
    """Give a child the identities of its new user namespace, once it has one; root alone can do so, from outside."""
    if os.read(await_report, 1):
        with suppress(OSError):
            write_maps(str(child))
            os.write(answer, b"!")


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


if __name__ == "__main__":
    assert courseforge.execution.warm.kernel_app
    main(sys.argv[1:])
