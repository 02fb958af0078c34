"""Work on what a stranger sent, in a process of its own that may take only so long and so much memory."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any


def run_within(seconds: float, command: Sequence[str]) -> bool:
    """Run a program and say whether it came to a good end; past its time it is ended, with all that it started.

    What it prints is thrown away: there may be words in it that somebody sent.
    """
    process = subprocess.Popen(  # noqa: S603 - our own programs, by their whole path
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end_group(process)


def _end_group(process: "subprocess.Popen[Any]") -> None:
    """End a process and what it started, without asking; of one that is done already nothing is left."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):  # macOS: EPERM for a group of zombies
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def confine_process(seconds: float, memory: int) -> None:
    """Limit this process and all that it starts, in case whoever waits for it is ended first.

    Args:
        seconds: of each processor's time, and of this process by the clock.
        memory: bytes of address space. Where the system knows no such limits (Windows), the clock alone remains.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    wanted = {resource.RLIMIT_AS: memory, resource.RLIMIT_CPU: int(seconds) + 1, resource.RLIMIT_CORE: 0}
    for kind, most in wanted.items():
        _, hard = resource.getrlimit(kind)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (limit, limit))
    signal.alarm(int(seconds) + 1)
