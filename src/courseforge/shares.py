"""Much work of one kind is done in shares: one for this process, one for each other processor.

A share is done by a copy of this process, which has everything that was read, for nothing. What it answers comes from
code of ours that has run nothing of anybody else's, so it may be unpickled.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def take_shares(things: Sequence[T], work: Callable[[T], R], *, dear: bool = True) -> list[R]:
    """Do the same with each of many things, several at the same time where that is worth it.

    Args:
        things: what to work on; each may take a while.
        work: what is done; what it gives can be pickled. What it remembers in a copy of this process is lost.
        dear: whether all of it takes longer than it takes to copy a process, some hundredths of a second.

    Returns:
        What came of each thing, in their order.
    """
    count = _count_workers(len(things)) if dear else 1
    shares = [things[first::count] for first in range(count)]  # dealt like cards
    helpers = [_Helper(share, work) for share in shares[1:]]
    results: list[list[R]] = [[work(thing) for thing in shares[0]]]
    results += [helper.wait() for helper in helpers]
    return [results[place % count][place // count] for place in range(len(things))]


def _count_workers(things: int) -> int:
    """Count the processes; a process with threads, and another system than Linux, cannot well be forked."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return max(1, min(len(os.sched_getaffinity(0)), things))


class _Helper(Generic[T, R]):
    """A copy of this process that works on a share."""

    def __init__(self, share: Sequence[T], work: Callable[[T], R]) -> None:
        self._share, self._work = share, work
        context = get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_help, args=(share, work, sender), daemon=True)
        self._process.start()
        sender.close()

    def wait(self) -> list[R]:
        """Return what came of the share; where the process ended without an answer, it is done here."""
        try:
            found: list[R] = self._receiver.recv()
        except EOFError:
            return [self._work(thing) for thing in self._share]
        finally:
            self._process.join()
            self._receiver.close()
        return found


def _help(share: Sequence[T], work: Callable[[T], R], sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's affair, which ends its helpers
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    gc.freeze()  # to look at what the parent has would copy it
    with suppress(Exception):  # it happens again where the share is done once more, and is told there
        sender.send([work(thing) for thing in share])
    sender.close()
