"""What was asked for, and the folder in which it is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from courseforge.config import BUILD_FOLDER
from courseforge.execution.allowance import refuse_little_memory
from courseforge.execution.executors import Cluster
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Mode
from courseforge.model.watcher import Watcher
from courseforge.writing import hold_lock, refuse_links, remove_others, remove_parts


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for.

    Attributes:
        root: the library's folder, absolute: workers stand elsewhere.
        build: the folder of everything that is built.
        mode: what the library's folder holds and whose it is.
        force: run also what has not changed since its last run.
        cluster: who does the work; None: this machine.
        watcher: is told how far the work has come.
        memory: of what this process has made before.
    """

    root: Path
    build: Path
    mode: Mode
    force: bool
    cluster: Cluster | None
    watcher: Watcher
    memory: Memory = NO_MEMORY


@contextmanager
def hold_build_folder(root: Path, mode: Mode, watcher: Watcher) -> Iterator[Path]:
    """Keep the folder of everything that is built for us alone, and clear away what a killed process left there.

    A stranger's folder lies apart and is empty: whatever a contribution brought along there is not believed, and
    nothing that it makes is believed later.

    Raises:
        CourseforgeError: the system allows so little memory that what was begun could not be ended.
        OutputError: the folder cannot be written.
    """
    refuse_little_memory()
    build = root / BUILD_FOLDER
    refuse_links(build)
    with hold_lock(build / "lock", lambda: watcher.stage("waiting", 0)):
        if mode is Mode.UNTRUSTED:
            build /= "untrusted"
            refuse_links(build)
            remove_others(build, ())
        refuse_links(*(build / name for name in ("site", "stage", "shards", "cache")))
        remove_parts(build / "cache")
        remove_parts(root / "catalog", "published.json")
        yield build
