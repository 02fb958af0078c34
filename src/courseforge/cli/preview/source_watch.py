"""Seeing that an author saved something."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from watchfiles import Change, watch

from courseforge.config import BUILD_FOLDER, COURSES_FOLDER, SHOWCASE_FOLDER, TEMPLATES_FOLDER
from courseforge.errors import NotALibraryError
from courseforge.reading.book.project import SKIPPED, is_book

Changes = queue.SimpleQueue[frozenset[str]]


@contextmanager
def watched_sources(root: Path) -> Iterator[Changes]:
    """Watch the courses, templates, and the settings and vocabulary beside them; give the names of what changed.

    Of a Jupyter Book every folder is watched that there is when the watch begins.

    The build folder lies beside them and is never watched: it changes with every build.

    Raises:
        NotALibraryError: there is no folder of courses.
    """
    if not (root / COURSES_FOLDER).is_dir() and not is_book(root):
        raise NotALibraryError(
            f"{root} has no folder {COURSES_FOLDER}.", "Begin a course: courseforge new course NAME"
        )
    changes: Changes = queue.SimpleQueue()
    stop = Event()
    threads = [
        Thread(target=_watch, args=(root, root, False, changes, stop), name="watch-settings", daemon=True),
        *(
            Thread(target=_watch, args=(folder, root, True, changes, stop), name=f"watch-{folder.name}", daemon=True)
            for folder in _list_folders(root)
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
    in_folder = parts[:1] in ((COURSES_FOLDER,), (TEMPLATES_FOLDER,))
    return in_folder or path.suffix in {".yml", ".yaml", ".bib"} or is_book(root)


def _list_folders(root: Path) -> list[Path]:
    """List the folders to watch with all that lies in them."""
    if not is_book(root):
        named = (root / name for name in (COURSES_FOLDER, TEMPLATES_FOLDER, SHOWCASE_FOLDER))
        return [folder for folder in named if folder.is_dir()]
    return [path for path in sorted(root.iterdir()) if path.is_dir() and not path.name.startswith((".", *SKIPPED))]


def _watch(place: Path, root: Path, recursive: bool, changes: Changes, stop: Event) -> None:
    def concerns_site(change: Change, path: str) -> bool:
        return is_source(Path(path), root)

    for found in watch(place, watch_filter=concerns_site, stop_event=stop, recursive=recursive, debounce=400):
        changes.put(frozenset(Path(path).relative_to(root).as_posix() for _, path in found))
