"""The keeper of one kernel: makes the room, starts the kernel in it, watches over it, and ends with all in it."""

import os
import select
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from courseforge.execution.walls.file_system import LESSON, FileSystem, add_shown
from courseforge.execution.walls.limits import Limits
from courseforge.execution.walls.room import (
    become_keeper,
    become_lesson,
    become_relay,
    build_room,
    close_room,
    leave_machine,
)
from courseforge.execution.walls.system_calls import Library, adopt_orphans, close_others, open_library
from courseforge.execution.warm.copies import Copy, copy_files, list_read, measure_files
from courseforge.execution.warm.kernel_app import serve_kernel
from courseforge.execution.warm.line import (
    FINISH,
    Begun,
    Ended,
    Request,
    decode_request,
    encode_report,
    receive_line,
)  # fmt: skip
from courseforge.execution.warm.memory import measure_memory
from courseforge.execution.warm.relay import serve_relay, start_program

_TICK = 200  # milliseconds between two looks at the memory
_READY = b"ready"


def keep_kernel(
    line: socket.socket,
    sockets: Mapping[str, int],
    shown: FileSystem,
    place: str,
    await_identity: Callable[[bool], None],
) -> NoReturn:
    """Serve one request, in a process that was forked for it.

    Args:
        line: to courseforge.
        sockets: channel: file descriptor of a socket that listens.
        shown: what a room with walls shows of the machine.
        place: an empty folder to build the room in; no other process sees what is mounted there.
        await_identity: returns when this process, in a new user namespace (True) or in none, has an identity.
    """
    try:
        _keep(line, sockets, shown, place, await_identity)
    except BaseException as error:  # whatever it is, courseforge has to learn of it
        with suppress(OSError):
            line.sendall(encode_report(Ended("failed", f"{type(error).__name__}: {error}")))
    finally:
        os._exit(1)


def _keep(
    line: socket.socket,
    sockets: Mapping[str, int],
    shown: FileSystem,
    place: str,
    await_identity: Callable[[bool], None],
) -> None:
    for number in (signal.SIGCHLD, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    request = decode_request(receive_line(line))
    library = open_library()
    copies: Mapping[str, Copy] = {}
    size = 0
    if request.limits is not None:
        leave_machine(library, network=request.network)
        await_identity(True)
        size = measure_files(Path(request.folder), request.files)
        shown = add_shown(shown, request.shown, request.folder)
        build_room(library, place, shown, request.limits, size, network=request.network)
        copies = copy_files(Path(request.folder), request.files, Path(place + LESSON))
    else:
        await_identity(False)
    announced, announce = os.pipe()
    keeper = os.fork()  # the first process of the new PID namespace
    if keeper:
        socket.send_fds(line, [b"P"], [os.pidfd_open(keeper)])
        os._exit(0)
    os.close(announce)
    _enter_room(library, request, place, shown)
    os.read(announced, 1)  # until this process's handle is on its way: reports come after it
    os.close(announced)
    kernel, news = _start_kernel(line, sockets, library, request)
    if request.limits is not None:
        become_keeper(library)
    limits = request.limits
    if limits is not None:
        limits = replace(limits, memory=limits.memory + size)  # the copies of the files come on top
    report = _watch_over(line, kernel, news, limits, copies)
    line.sendall(encode_report(report))
    os._exit(0)


def _enter_room(library: Library, request: Request, place: str, shown: FileSystem) -> None:
    if request.limits is None:
        adopt_orphans(library)
    else:
        close_room(library, place, shown)


def _start_kernel(
    line: socket.socket, sockets: Mapping[str, int], library: Library, request: Request
) -> tuple[int, int]:
    """Fork the kernel; return its number, and a pipe that tells when it is ready or why it is not."""
    if request.command:
        _start_relay(sockets, library)
    news, tell = os.pipe()
    kernel = os.fork()
    if kernel:
        os.close(tell)
        for descriptor in sockets.values():
            os.close(descriptor)
        return kernel, news
    try:
        os.setsid()
        close_others({*sockets.values(), tell})
        folder = request.folder
        if request.limits is not None:
            become_lesson(library, request.limits, network=request.network)
            folder = str(Path(LESSON, request.below))
            Path(folder).mkdir(parents=True, exist_ok=True)
        tempfile.tempdir = None  # may know the folder of another process

        def ready() -> None:
            os.write(tell, _READY)
            os.close(tell)

        if request.command:
            start_program(request, folder, ready)
        serve_kernel(sockets, request.key, request.environment, folder, ready)
    except BaseException as error:
        with suppress(OSError):
            os.write(tell, f"{type(error).__name__}: {error}".encode()[:4000])
    finally:
        os._exit(1)


def _start_relay(sockets: Mapping[str, int], library: Library) -> None:
    if os.fork():
        return
    try:
        os.setsid()
        close_others(set(sockets.values()))
        become_relay(library)
        serve_relay(sockets)
    finally:
        os._exit(1)


def _watch_over(
    line: socket.socket, kernel: int, news: int, limits: Limits | None, copies: Mapping[str, Copy]
) -> Ended:
    """Wait for the end, whatever brings it, and bring it about for everything in the room."""
    handle = os.pidfd_open(kernel)
    poll = select.poll()
    for descriptor in (line.fileno(), handle, news):
        poll.register(descriptor, select.POLLIN)
    deadline = time.monotonic() + limits.seconds if limits is not None else float("inf")
    cause = detail = ""
    while not cause:
        happened = {descriptor for descriptor, _ in poll.poll(_TICK if limits is not None else None)}
        if news in happened:
            poll.unregister(news)
            detail = os.read(news, 5000).decode(errors="replace")
            if detail == _READY.decode():
                detail = ""
                line.sendall(encode_report(Begun({file: copy.hash for file, copy in copies.items()})))
        if handle in happened:
            cause = "died"
        elif line.fileno() in happened:
            cause = _obey(line, kernel)
        if limits is not None and measure_memory() > limits.memory:
            cause, detail = "memory", _describe_size(limits.memory)
        elif limits is not None and not cause and time.monotonic() > deadline:
            cause, detail = "time", f"{limits.seconds:.0f} seconds"
        _bury_orphans(kernel)
    status = _end_all(kernel, walled=limits is not None)
    if cause == "died":
        detail = detail or _describe_status(status)
    read = tuple(sorted(list_read(copies, Path(LESSON)))) if limits is not None and cause == "finished" else None
    return Ended(cause, detail, read)


def _obey(line: socket.socket, kernel: int) -> str:
    """Do what courseforge wants; return the cause where it is the end."""
    command = line.recv(1)
    if not command:
        return "left"
    if command == FINISH:
        return "finished"
    with suppress(OSError):
        os.kill(kernel, command[0])
    return ""


def _bury_orphans(kernel: int) -> None:
    """Take leave of processes whose parents have ended; the kernel itself is asked for later."""
    with suppress(ChildProcessError):
        while (ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is not None:
            if ended.si_pid == kernel:
                return
            os.waitpid(ended.si_pid, 0)


def _end_all(kernel: int, *, walled: bool) -> int:
    """Kill every process but this one; return the kernel's exit status."""
    status = 0
    while True:
        _kill(() if walled else _list_descendants(os.getpid()))
        try:
            pid, ended = os.waitpid(-1, 0)
        except ChildProcessError:
            return status
        if pid == kernel:
            status = ended


def _kill(pids: Iterable[int]) -> None:
    # In a room with walls: everything there is, in one step, so that nothing can fork faster than it is killed.
    for pid in pids or (-1,):
        if pid != -1 or os.getpid() == 1:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _list_descendants(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    children = [int(child) for child in text.split()]
    return [*children, *(grandchild for child in children for grandchild in _list_descendants(child))]


def _describe_size(size: int) -> str:
    return f"{size / (1 << 30):.1f} GB"


def _describe_status(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    return f"signal {-code}" if code < 0 else f"exit code {code}"
