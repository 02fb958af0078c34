"""How far the work has come: one bar on a terminal, a few plain lines elsewhere."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock, RLock
from typing import TextIO

from rich.console import Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from courseforge.reporting.screen import Screen, open_screen
from courseforge.reporting.wording import printable
from courseforge.reporting.work import Work, describe_rest, estimate_rest, finish_step, name_work, start_step

Clock = Callable[[], float]

_NARROW = 60  # columns; below, the bar needs the room that words take
_NARROW_TIME, _WIDE_TIME = len("55 min left"), len("0:00, about 55 min left")
_SECONDS_BETWEEN_LINES = 30
_SECONDS_BETWEEN_DRAWINGS = 1 / 8


class BarWatcher:
    """Shows one bar, and below it what is being worked on. Lessons begin in one thread and end in another."""

    def __init__(self, screen: Screen, clock: Clock = time.monotonic) -> None:
        self._screen = screen
        self._clock = clock
        self._lock = RLock()  # it may be time to draw while a step is noted
        self._work: Work | None = None
        self._since = clock()

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of ``total`` steps, 0 where nobody knows; the one before it is done."""
        with self._lock:
            self._work, self._since = Work(name, total), self._clock()

    def started(self, what: str) -> None:
        """Name what is being worked on."""
        with self._lock:
            self._work = self._work and start_step(self._work, what, self._clock())

    def finished(self, what: str) -> None:
        """Go one step on."""
        with self._lock:
            self._work = self._work and finish_step(self._work, what)

    def draw(self) -> Group:
        """Draw what is known now."""
        with self._lock:
            work, now, since = self._work, self._clock(), self._since
        if work is None:
            return Group()
        width = self._screen.console.width
        bar = _draw_bar(work, now, now - since, narrow=width < _NARROW)
        # always two lines, so that nothing jumps
        return Group(bar, Text(f"  {name_work(work.working, width - 3)}", "dim", no_wrap=True))


class LineWatcher:
    """Says each stage once, and now and then how far it has come; every step only when asked."""

    def __init__(self, stream: TextIO, *, verbose: bool, clock: Clock = time.monotonic) -> None:
        self._stream = stream
        self._verbose = verbose
        self._clock = clock
        self._lock = Lock()
        self._work = Work("")
        self._said = clock()

    def stage(self, name: str, total: int) -> None:
        """Say what begins."""
        with self._lock:
            self._work = Work(name, total)
        self._say(f"{self._work.title} ({total})" if total else self._work.title)

    def started(self, what: str) -> None:
        """Say nothing yet: the line comes when it is finished."""
        with self._lock:
            self._work = start_step(self._work, what, self._clock())

    def finished(self, what: str) -> None:
        """Name what is done when asked to, unless nobody saw it begin; else say now and then how far the work is."""
        with self._lock:
            before, self._work = self._work, finish_step(self._work, what)
        if self._work.watched == before.watched:
            return
        if self._verbose:
            self._say(f"  {printable(what)}")
        elif self._work.done < self._work.total and self._clock() - self._said >= _SECONDS_BETWEEN_LINES:
            rest = describe_rest(estimate_rest(self._work, self._clock()))
            self._say(f"  {self._work.done} of {self._work.total}{', ' if rest else ''}{rest}")

    def _say(self, line: str) -> None:
        self._said = self._clock()
        self._stream.write(line + "\n")
        self._stream.flush()


@contextmanager
def open_watcher(stream: TextIO, *, verbose: bool = False) -> Iterator[BarWatcher | LineWatcher]:
    """Give the watcher that suits the stream, and leave the terminal tidy afterwards."""
    screen = open_screen(stream)
    if not screen.animated:
        yield LineWatcher(stream, verbose=verbose)
        return
    watcher = BarWatcher(screen)
    alone = not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread()
    live = Live(get_renderable=watcher.draw, console=screen.console, transient=True, auto_refresh=alone)
    with live, nullcontext() if alone else _drawing_on_time(live):
        yield watcher


@contextmanager
def _drawing_on_time(live: Live) -> Iterator[None]:
    """Draw whenever the system's clock says so; a thread that does it would keep the work from being shared out.

    A process with threads cannot well be copied (``shares.take_shares``).
    """
    before = signal.signal(signal.SIGALRM, lambda number, frame: live.refresh())
    signal.setitimer(signal.ITIMER_REAL, _SECONDS_BETWEEN_DRAWINGS, _SECONDS_BETWEEN_DRAWINGS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _draw_bar(work: Work, now: float, elapsed: float, *, narrow: bool) -> Table:
    title = work.title.partition(" ")[0] if narrow else work.title
    rest = describe_rest(estimate_rest(work, now))
    spent = f"{int(elapsed) // 60}:{int(elapsed) % 60:02}"
    time_told = rest.removeprefix("about ") or spent if narrow else f"{spent}{', ' if rest else ''}{rest}"
    line = Table.grid(padding=(0, 1), expand=True)
    line.add_column(no_wrap=True)
    line.add_column(ratio=1)
    line.add_column(no_wrap=True)
    line.add_column(no_wrap=True, min_width=_NARROW_TIME if narrow else _WIDE_TIME)  # or the bar would jump
    bar = ProgressBar(total=work.total or None, completed=work.done, pulse=not work.total)
    line.add_row(title, bar, work.count, time_told)
    return line
