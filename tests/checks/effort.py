"""What a piece of work costs the processor, however busy the machine is."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time
from types import FrameType


class TooSlowError(Exception):
    """Raised where something takes too long; searching by a regular expression can be interrupted so."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop after so much work of the processor."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def measure(work: Callable[[], object], times: int = 1) -> float:
    """Return the seconds of the quickest of some times: nothing else makes work quicker than it is."""

    def once() -> float:
        begin = process_time()
        work()
        return process_time() - begin

    return min(once() for _ in range(times))
