"""Ctrl+C, a terminal that was closed and a polite request to end: all of them stop the work in one orderly way."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPED = "Stopped before the work was done."
_INTERRUPTED = 130  # ``ExitCode.INTERRUPTED``; importing it takes a moment in which nobody would listen
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_IMPATIENCE = 2.0  # seconds; putting things in order takes less
_SHOW_CURSOR = b"\x1b[?25h"  # a bar that was being drawn has hidden it


class _Stop:
    """Interrupts the work once; whoever asks again while things are put in order is heard a little later."""

    def __init__(self) -> None:
        self.since: float | None = None

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if self.since is None:
            self.since = time.monotonic()
            raise KeyboardInterrupt
        if time.monotonic() - self.since > _IMPATIENCE:
            # Nothing needs us for its end: kernels, workers and locks go with this process, however it goes.
            if os.isatty(2):
                os.write(2, _SHOW_CURSOR)
            os._exit(_INTERRUPTED)


def is_stopping() -> bool:
    """Tell whether the work was asked to stop; what came up then may be called anything by whoever was at work."""
    stop = signal.getsignal(signal.SIGINT)
    return isinstance(stop, _Stop) and stop.since is not None


@contextmanager
def stopping_in_order() -> Iterator[None]:
    """Let each of these signals raise ``KeyboardInterrupt``, unless whoever started us wants it ignored (``nohup``).

    Afterwards they are ignored: Python needs a moment to end, and the last word is said.
    """
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    heard, stop = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN], _Stop()
    for number in heard:
        signal.signal(number, stop)
    try:
        yield
    except KeyboardInterrupt:  # before there was anybody else to say it
        sys.stderr.write(f"{STOPPED}\n")
        sys.exit(_INTERRUPTED)
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_IGN)
