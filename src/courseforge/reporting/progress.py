"""How far the work has come: a bar on a terminal, a line for each stage elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.progress import BarColumn, Progress, Task, TaskID, TextColumn, TimeElapsedColumn

from courseforge.reporting.screen import Screen, open_screen
from courseforge.reporting.wording import printable

_STAGES = {
    "reading": "Reading the courses",
    "running": "Running the lessons",
    "rendering": "Making the pages",
    "writing": "Writing the site",
}


class BarWatcher:
    """Shows one bar for each stage, and what is being worked on beside it."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: TaskID | None = None
        self._working: list[str] = []

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of ``total`` steps, 0 where nobody knows; the one before it is done."""
        self._fill()
        self._working.clear()
        self._task = self._bars.add_task(_STAGES.get(name, name), total=total or None, count="", now="")

    def started(self, what: str) -> None:
        """Name what is being worked on."""
        self._working.append(what)
        self._show_work()

    def finished(self, what: str) -> None:
        """Go one step on."""
        if what in self._working:
            self._working.remove(what)
        if self._task is not None:
            self._bars.advance(self._task)
            self._show_count(self._bars.tasks[self._task])
        self._show_work()

    def _show_count(self, task: Task) -> None:
        if task.total is not None:
            self._bars.update(task.id, count=f"{task.completed:.0f}/{task.total:.0f}")

    def _fill(self) -> None:
        if self._task is not None:
            self._bars.update(self._task, total=1, completed=1, now="")

    def _show_work(self) -> None:
        if self._task is not None:
            self._bars.update(self._task, now=printable(self._working[-1]) if self._working else "")


class LineWatcher:
    """Says each stage once; names every step only when asked."""

    def __init__(self, stream: TextIO, *, verbose: bool) -> None:
        self._stream = stream
        self._verbose = verbose

    def stage(self, name: str, total: int) -> None:
        """Say what begins."""
        size = f" ({total})" if total else ""
        self._say(f"{_STAGES.get(name, name)}{size}")

    def started(self, what: str) -> None:
        """Say nothing: the line comes when it is finished."""

    def finished(self, what: str) -> None:
        """Name what is done."""
        if self._verbose:
            self._say(f"  {printable(what)}")

    def _say(self, line: str) -> None:
        self._stream.write(line + "\n")
        self._stream.flush()


@contextmanager
def open_watcher(stream: TextIO, *, verbose: bool = False) -> Iterator[BarWatcher | LineWatcher]:
    """Give the watcher that suits the stream, and leave the terminal tidy afterwards."""
    screen = open_screen(stream)
    if not screen.animated:
        yield LineWatcher(stream, verbose=verbose)
        return
    with _make_bars(screen) as bars:
        yield BarWatcher(bars)


def _make_bars(screen: Screen) -> Progress:
    return Progress(
        TextColumn("{task.description:<20}"),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
        console=screen.console,
        transient=True,
        refresh_per_second=8,
    )
