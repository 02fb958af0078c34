"""What the kernel's process runs, given to Python as text: start ipykernel, and let no output come too late.

A course's own ``random.py`` must not reach the kernel's imports, so the working folder leaves the path first.

What a child process prints goes through a pipe that another thread of ipykernel reads. Without a fence it arrived
before or after the value of its cell, as it happened.
"""

import sys

del sys.path[0]

import os  # noqa: E402
import threading  # noqa: E402
from typing import Any  # noqa: E402

from ipykernel.kernelapp import IPKernelApp  # noqa: E402

FENCE = "\x1e"  # one byte, so that no read can cut it in two


def put_up_fence(stream: Any) -> None:
    """Let every flush of the stream wait until all that child processes wrote before it has arrived.

    ipykernel flushes before it shows a value and before it says that a cell has ended.
    """
    write, flush, arrived, kernel = stream.write, stream.flush, threading.Event(), os.getpid()

    def write_and_notice(text: str) -> Any:
        if threading.current_thread() is not stream.watch_fd_thread or FENCE not in text:
            return write(text)
        count = write(text.replace(FENCE, ""))
        arrived.set()
        return count

    def wait_and_flush() -> None:
        # a thread of the lesson need not wait; in a child of the kernel nobody would answer
        if threading.current_thread() is threading.main_thread() and os.getpid() == kernel:
            arrived.clear()
            os.write(stream._original_stdstream_fd, FENCE.encode())
            arrived.wait(1)
        flush()

    stream.write, stream.flush = write_and_notice, wait_and_flush


if __name__ == "__main__":
    app: Any = IPKernelApp.instance()
    app.initialize(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        if getattr(stream, "watch_fd_thread", None):  # Windows has none
            put_up_fence(stream)
    app.start()
