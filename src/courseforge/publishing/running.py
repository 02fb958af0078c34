"""``run``: every lesson's code is run, or an earlier run taken that still holds."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic, paths_with_errors, sort_diagnostics
from courseforge.execution.executors import LOCAL, open_executor
from courseforge.execution.failures import diagnose_results
from courseforge.execution.isolation import diagnose_isolation
from courseforge.execution.pool import execute_lessons
from courseforge.model import ExecutionResult, Library, Mode, leave_out
from courseforge.model.watcher import SILENT, Watcher
from courseforge.publishing.order import Order, hold_build_folder
from courseforge.publishing.sources import choose_mode, read_sources


@dataclass(frozen=True, slots=True)
class RunReport:
    """What running gave, in lesson order."""

    results: tuple[ExecutionResult, ...]
    diagnostics: tuple[Diagnostic, ...]


def run(
    root: Path,
    *,
    force: bool = False,
    prune: bool = False,
    mode: Mode = Mode.LIBRARY,
    executor: str = LOCAL,
    watcher: Watcher = SILENT,
) -> RunReport:
    """Run every lesson that can be read.

    Args:
        force: run also what has not changed since its last run.
        prune: forget earlier runs that no lesson uses any more.
        mode: what the folder holds and whose it is.
        executor: who does the work (``open_executor``).
    """
    root = root.absolute()  # workers stand elsewhere
    mode = choose_mode(root, mode)
    with open_executor(executor, mode) as cluster, hold_build_folder(root, mode, watcher) as build:
        order = Order(root, build, mode, force=force, cluster=cluster, watcher=watcher)
        settings, reading = read_sources(root, mode, watcher)
        library = leave_out(reading.library, paths_with_errors(reading.diagnostics))
        results, about_store = execute(order, library, settings, prune=prune)
    said = (
        *reading.diagnostics,
        *about_store,
        *diagnose_results(results, library.courses),
        *diagnose_isolation(results),
    )
    return RunReport(results, sort_diagnostics(said))


def execute(
    order: Order,
    library: Library,
    settings: Settings,
    *,
    prune: bool = False,
    beginning: Callable[[], None] | None = None,
) -> tuple[tuple[ExecutionResult, ...], tuple[Diagnostic, ...]]:
    """Run what has to be run; return the results, and what is to be said about the place where runs are kept.

    Args:
        prune: forget earlier runs that no lesson uses any more.
        beginning: called before anything is run, where anything has to be.
    """
    watcher, about_store = order.watcher, list[Diagnostic]()
    watcher.stage("running", len(list(library.lessons)))
    results = execute_lessons(
        library.courses,
        root=order.root,
        cache=order.build / "cache",
        settings=settings,
        force=order.force,
        mode=order.mode,
        cluster=order.cluster,
        starting=lambda lesson: watcher.started(lesson.path),
        beginning=beginning,
        progress=lambda result: watcher.finished(result.path),
        prune=prune,
        say=about_store.append,
        memory=order.memory,
    )
    return results, tuple(about_store)
