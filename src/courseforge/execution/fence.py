"""Output of child processes, kept in its place.

What a child of the kernel prints goes through a pipe that another thread of ipykernel reads. Without a fence it
arrived before or after the value of its cell, as it happened.
"""

import os
import sys
import threading
from typing import Any

FENCE = "\x1e"  # one byte, so that no read can cut it in two


def put_up_fences() -> None:
    """Put one up in both streams of a kernel that has begun; Windows has no such thread and needs none."""
    for stream in (sys.stdout, sys.stderr):
        if getattr(stream, "watch_fd_thread", None):
            _put_up(stream)


def _put_up(stream: Any) -> None:
    """Let every flush of the stream wait until all that child processes wrote before it has arrived.

    ipykernel flushes before it shows a value and before it says that a cell has ended.
    """
    write, flush, arrived, kernel = stream.write, stream.flush, threading.Event(), os.getpid()
    line: list[str] = []  # that a child of the kernel has begun

    def write_and_notice(text: str) -> Any:
        if os.getpid() != kernel:
            line.append(text)
            if "\n" in text:
                pass_on()
            return len(text)
        if threading.current_thread() is not stream.watch_fd_thread or FENCE not in text:
            return write(text)
        count = write(text.replace(FENCE, ""))
        arrived.set()
        return count

    def pass_on() -> None:
        """Let what a child prints go where its own children print: ipykernel would send it over the network."""
        os.write(stream._original_stdstream_fd, "".join(line).encode(errors="replace"))
        line.clear()

    def wait_and_flush() -> None:
        if os.getpid() != kernel:
            pass_on()
            return
        if threading.current_thread() is threading.main_thread():  # a thread of the lesson need not wait
            arrived.clear()
            os.write(stream._original_stdstream_fd, FENCE.encode())
            arrived.wait(1)
        flush()

    stream.write, stream.flush = write_and_notice, wait_and_flush
