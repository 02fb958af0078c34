"""What is done about earlier runs when all lessons are done: remember, bound, and clear up."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.execution.cache import name_entry
from courseforge.execution.folder_store import Removal
from courseforge.execution.history import FILE, History, dump_history, update_history
from courseforge.execution.plan import Plan
from courseforge.execution.store import Store
from courseforge.model import ExecutionResult, ExecutionStatus

_MEGABYTE = 1_000_000


def keep_house(
    store: Store, plan: Plan, results: Sequence[ExecutionResult], root: Path, *, limit: int, prune: bool
) -> tuple[Diagnostic, ...]:
    """Remember how the lessons were run, and remove what is too much or of no use any more.

    Args:
        limit: bytes that this computer's entries may take.
        prune: remove what no lesson uses.

    Returns:
        What there is to say about the store.
    """
    failed = {result.path for result in results if result.status is ExecutionStatus.FAILED}
    runs = {path: replace(run, failed=path in failed) for path, run in plan.now.runs.items()}
    history = update_history(plan.before, replace(plan.now, runs=runs), root)
    if history != plan.before:
        store.write_here(FILE, dump_history(history))
    said = list(store.said.values())
    if prune:
        folder = store.local.folder
        said.append(_say_removal(store.local.keep_only(_names(history)), folder.relative_to(root).as_posix()))
    store.local.shrink(limit)
    return tuple(said)


def _names(history: History) -> frozenset[str]:
    keys = [run.ingredients.key for run in history.runs.values()]
    return frozenset({FILE} | {name_entry(key, walls=walls) for key in keys for walls in (True, False)})


def _say_removal(removal: Removal, folder: str) -> Diagnostic:
    what = f"{removal.files} {'file' if removal.files == 1 else 'files'} ({removal.bytes / _MEGABYTE:.1f} MB)"
    message = f"{what} of earlier runs went away, because no lesson uses them any more."
    if not removal.files:
        message = "Of the earlier runs that are kept, each is still of use to a lesson."
    return Diagnostic("CF582", Severity.INFO, message, Location(folder))
