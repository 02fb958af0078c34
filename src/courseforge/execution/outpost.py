"""What a run has on a worker of a cluster between two tasks: files that have come, and a room that is open.

It goes when the run has ended; when whoever started the run was killed, some time after the last task.
"""

import hashlib
import json
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, ExitStack, contextmanager
from multiprocessing.connection import Pipe
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar, cast

from courseforge.errors import SourceChangedError

Resource = TypeVar("Resource")

_IDLE = 30.0  # seconds without a task after which an outpost is given up


class Outpost:
    """One run's place on one worker.

    Attributes:
        stopped: can be read from when the outpost is closed.
    """

    def __init__(self, place: str) -> None:
        self._cleanup = ExitStack()
        self._folder = Path(self._cleanup.enter_context(tempfile.TemporaryDirectory(prefix="cf-", dir=place)))
        self.stopped, stop = Pipe(duplex=False)
        self._cleanup.callback(self.stopped.close)
        self._stop = stop
        self._kept: dict[str, Any] = {}
        self._lock = threading.Lock()
        self.visitors = self.visits = 0

    def keep(self, name: str, open_it: Callable[[], AbstractContextManager[Resource]]) -> Resource:
        """Return what was opened under this name by the first who asked; it is closed with the outpost."""
        with self._lock:
            if self._stop.closed:
                raise CancelledError
            if name not in self._kept:
                self._kept[name] = self._cleanup.enter_context(open_it())
            return cast(Resource, self._kept[name])

    def unpack(self, files: Mapping[str, str], contents: Mapping[str, bytes]) -> Path:
        """Return a folder with these files, for reading only: all tasks with the same files share it.

        Args:
            files: path -> SHA-256 of its content.
            contents: by SHA-256.
        """
        name = hashlib.sha256(json.dumps(sorted(files.items())).encode()).hexdigest()
        return self.keep(name, lambda: _unpacked(self._folder / name, files, contents))

    def close(self) -> None:
        """End what still goes on here, and remove everything."""
        self._stop.close()
        with self._lock:
            self._cleanup.close()


# The one thing that a worker process remembers between two tasks.
_OPEN: dict[str, Outpost] = {}
_OPENING = threading.Lock()


@contextmanager
def visit_outpost(run: str, place: str) -> Iterator[Outpost]:
    """Lend the run's outpost in this process; there will be one.

    Args:
        run: name of the run.
        place: folder for its files.
    """
    with _OPENING:
        outpost = _OPEN.get(run) or _OPEN.setdefault(run, Outpost(place))
        outpost.visitors += 1
        outpost.visits += 1
    try:
        yield outpost
    finally:
        with _OPENING:
            outpost.visitors -= 1
            if not outpost.visitors:
                _give_up_later(run, outpost.visits)


def close_outpost(run: str, visits: int | None = None) -> None:
    """Close the run's outpost, if there is one.

    Args:
        run: name of the run.
        visits: close it only if there were no more of them, and nobody is there.
    """
    with _OPENING:
        outpost = _OPEN.get(run)
        if outpost is None or (visits is not None and (outpost.visitors or outpost.visits != visits)):
            return
        del _OPEN[run]
    outpost.close()


def _give_up_later(run: str, visits: int) -> None:
    timer = threading.Timer(_IDLE, close_outpost, (run, visits))
    timer.daemon = True
    timer.start()


@contextmanager
def _unpacked(folder: Path, files: Mapping[str, str], contents: Mapping[str, bytes]) -> Iterator[Path]:
    folder.mkdir()
    for name, digest in files.items():
        content = contents[digest]
        if hashlib.sha256(content).hexdigest() != digest:
            raise SourceChangedError(f"{name} did not reach the worker as it was sent.", "Try again.")
        write_below(folder, name, content)
    yield folder


def write_below(folder: Path, name: str, content: bytes) -> None:
    """Write a file that came from another machine; its name leads nowhere else.

    Args:
        name: POSIX path, relative to the folder.
    """
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or PurePosixPath(name).is_absolute():
        raise ValueError(f"{name!r} is no path below a folder")
    path = folder.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
