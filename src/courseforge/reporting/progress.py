"""How far the work has come: a bar on a terminal, a line for each stage elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.progress import BarColumn, Progress, Task, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column

from courseforge.config import COURSES_FOLDER
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
        count = f"0/{total}" if total else ""
        self._task = self._bars.add_task(_STAGES.get(name, name), total=total or None, count=count, now="")

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
            now = printable(self._working[-1]).removeprefix(f"{COURSES_FOLDER}/") if self._working else ""
            self._bars.update(self._task, now=now)


class LineWatcher:
    """Says each stage once; names every step that takes its time only when asked."""

    def __init__(self, stream: TextIO, *, verbose: bool) -> None:
        self._stream = stream
        self._verbose = verbose
        self._working: set[str] = set()

    def stage(self, name: str, total: int) -> None:
        """Say what begins."""
        size = f" ({total})" if total else ""
        self._say(f"{_STAGES.get(name, name)}{size}")

    def started(self, what: str) -> None:
        """Say nothing yet: the line comes when it is finished."""
        self._working.add(what)

    def finished(self, what: str) -> None:
        """Name what is done, unless nobody saw it begin: the files of a site are many, and written at once."""
        if self._verbose and what in self._working:
            self._working.remove(what)
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
        BarColumn(bar_width=20),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
        # The rest of the line: a long name is cut, where it would press the bar together.
        TextColumn(
            "{task.fields[now]}", markup=False, table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis")
        ),
        expand=True,
        console=screen.console,
        transient=True,
        refresh_per_second=8,
    )
