"""A large library is checked in shares: one for this process, one for each other processor."""

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

from courseforge.checks.subject import CourseSubject
from courseforge.diagnostics import Diagnostic

_FEW = 100  # lessons: fewer are checked sooner than a process is forked

T = TypeVar("T")

Inspect = Callable[[Sequence[CourseSubject]], list[Diagnostic]]


def take_shares(courses: Sequence[CourseSubject], inspect: Inspect) -> Iterator[Diagnostic]:
    """Inspect the courses, several at the same time where that is worth it; in no order."""
    shares = _deal(courses, _count_workers(courses))
    helpers = [(_Helper(share, inspect), share) for share in shares[1:]]
    yield from inspect(shares[0])
    for helper, share in helpers:
        found = helper.wait()
        yield from inspect(share) if found is None else found


def _count_workers(courses: Sequence[CourseSubject]) -> int:
    """Count the processes; a process with threads, and another system than Linux, cannot well be forked."""
    lessons = sum(len(course.lessons) for course in courses)
    if lessons < _FEW or sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), len(courses))


def _deal(things: Sequence[T], count: int) -> list[Sequence[T]]:
    """Deal things like cards."""
    return [things[first::count] for first in range(count)]


class _Helper:
    """A copy of this process that inspects a share; it has everything that was read, for nothing."""

    def __init__(self, share: Sequence[CourseSubject], inspect: Inspect) -> None:
        context = get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(share, inspect, sender), daemon=True)
        self._process.start()
        sender.close()

    def wait(self) -> list[Diagnostic] | None:
        """Return what was found; None where the process ended without an answer."""
        try:
            found: list[Diagnostic] = self._receiver.recv()
        except EOFError:
            return None
        finally:
            self._process.join()
            self._receiver.close()
        return found


def _work(share: Sequence[CourseSubject], inspect: Inspect, sender: Connection) -> None:
    sender.send(inspect(share))
    sender.close()
