"""Seeing that an author saved something."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from watchfiles import Change, watch

from courseforge.config import BUILD_FOLDER, COURSES_FOLDER, SHOWCASE_FOLDER, TEMPLATES_FOLDER
from courseforge.errors import NotALibraryError

Changes = queue.SimpleQueue[frozenset[str]]


@contextmanager
def watched_sources(root: Path) -> Iterator[Changes]:
    """Watch the courses, templates, and the settings and vocabulary beside them; give the names of what changed.

    The build folder lies beside them and is never watched: it changes with every build.

    Raises:
        NotALibraryError: there is no folder of courses.
    """
    courses = root / COURSES_FOLDER
    if not courses.is_dir():
        raise NotALibraryError(
            f"{root} has no folder {COURSES_FOLDER}.", "Begin a course: courseforge new course NAME"
        )
    changes: Changes = queue.SimpleQueue()
    stop = Event()
    threads = [
        Thread(target=_watch, args=(root, root, False, changes, stop), name="watch-settings", daemon=True),
        *(
            Thread(target=_watch, args=(folder, root, True, changes, stop), name=f"watch-{folder.name}", daemon=True)
            for folder in (courses, root / TEMPLATES_FOLDER, root / SHOWCASE_FOLDER)
            if folder.is_dir()
        ),
    ]
    for thread in threads:
        thread.start()
    try:
        yield changes
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=2)


def next_changes(changes: Changes) -> frozenset[str]:
    """Wait for a change, and take what was saved meanwhile with it."""
    names: frozenset[str] = frozenset()
    while not names:
        with suppress(queue.Empty):
            names = changes.get(timeout=0.5)  # on Windows, Ctrl+C is not noticed inside a longer wait
    while not changes.empty():
        names |= changes.get()
    return names


def is_source(path: Path, root: Path) -> bool:
    """Tell what an author saves from what editors, Jupyter and Python leave behind, and from what is built."""
    parts = path.relative_to(root).parts
    if any(part.startswith((".", BUILD_FOLDER, "__pycache__")) for part in parts) or path.name.endswith(
        ("~", ".pyc")
    ):
        return False
    return parts[:1] in ((COURSES_FOLDER,), (TEMPLATES_FOLDER,)) or path.suffix in {".yml", ".yaml", ".bib"}


def _watch(place: Path, root: Path, recursive: bool, changes: Changes, stop: Event) -> None:
    def concerns_site(change: Change, path: str) -> bool:
        return is_source(Path(path), root)

    for found in watch(place, watch_filter=concerns_site, stop_event=stop, recursive=recursive, debounce=400):
        changes.put(frozenset(Path(path).relative_to(root).as_posix() for _, path in found))
