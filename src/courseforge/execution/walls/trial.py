"""What a process behind walls tries before it begins its work: whether they stand where it stands.

Each attempt is harmless where it succeeds. It counts as stopped only when the system answers as the walls do.
"""

import ctypes
import errno
import os
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from courseforge.execution.walls.system_calls import Library

_NAMESPACE = 0x1000_0000
_TRACE_ME = 0


def find_gaps(library: Library, place: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Name what is not kept away; empty where everything is.

    Args:
        library: the C library.
        place: a folder outside in which this user can write.
        environment: names and values that may be seen.
    """
    attempts: Mapping[str, Callable[[], bool]] = {
        "files outside": place.exists,
        "writing outside": lambda: (
            not all(_is_read_only(path) for path in ("/", "/usr", "/etc", sys.prefix + "/bin"))
        ),
        "the network": lambda: not all(map(_is_refused, (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK))),
        "other programs' sockets": _can_connect,
        "namespaces": lambda: not _is_forbidden(library.unshare(_NAMESPACE)),
        "mounts": lambda: not _is_forbidden(library.mount(b"none", b"/nowhere", b"none", 0, None)),
        "other processes": lambda: [name for name in os.listdir("/proc") if name.isdigit()] != ["1"],  # noqa: PTH208
        "tracing": lambda: not _is_forbidden(library.ptrace(_TRACE_ME, 0, None, None)),
        "rights": _has_rights,
        "the environment": lambda: not _see_names() <= set(environment),
    }
    return tuple(name for name, got_through in attempts.items() if got_through())


def _is_read_only(path: str) -> bool:
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def _is_refused(family: int) -> bool:
    try:
        socket.socket(family, socket.SOCK_RAW if family == socket.AF_NETLINK else socket.SOCK_STREAM).close()
    except OSError as error:
        return error.errno == errno.EOPNOTSUPP
    return False


def _can_connect() -> bool:
    with socket.socket(socket.AF_UNIX) as trial:
        return trial.connect_ex("/nowhere") != errno.EPERM


def _is_forbidden(answer: int) -> bool:
    return answer == -1 and ctypes.get_errno() == errno.EPERM


def _has_rights() -> bool:
    lines = (line.split() for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    status = {words[0]: words[1] for words in lines if len(words) == 2}
    lost = all(int(status[f"{name}:"], 16) == 0 for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"))
    return not (lost and status["NoNewPrivs:"] == "1" and status["Seccomp:"] == "2")


def _see_names() -> set[str]:
    """Name the variables this process was started with, which stay in its memory."""
    entries = Path("/proc/self/environ").read_bytes().split(b"\0")
    return {entry.partition(b"=")[0].decode(errors="replace") for entry in entries if entry}
