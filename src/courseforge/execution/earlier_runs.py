"""Earlier runs in place of new ones, wherever they still hold."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from courseforge.execution.cache import DamagedError, Entry, name_entry, read_entry
from courseforge.execution.job import Job, make_result
from courseforge.execution.store import Store
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import ExecutionResult, ExecutionStatus

UNCHANGED = "unchanged since the last run"
SHARED = "taken from the shared store"
DAMAGED = "what was kept of its last run was damaged"
NO_WALLS = "its last run had no walls"

_TOGETHER = 16  # lessons that are asked for at once, so that one wait counts for all of them


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads earlier runs.

    Attributes:
        walls: there may be walls here.
    """

    store: Store
    walls: bool
    memory: Memory


def recall_runs(
    items: Sequence[ExecutionResult | Job], store: Store, *, walls: bool, memory: Memory = NO_MEMORY
) -> Iterator[ExecutionResult | Job]:
    """Put the result of an earlier run in the place of each job that has one.

    Args:
        walls: there may be walls here, so what ran without is not taken before that is known.
        memory: of the entries that were read before.
    """
    reader = _Reader(store, walls, memory)
    recalled = {n: _recall(job, store.read, reader) for n, job in enumerate(items) if isinstance(job, Job)}
    recalled |= _recall_shared({n: job for n, job in recalled.items() if isinstance(job, Job)}, reader)
    return (recalled.get(n, item) for n, item in enumerate(items))


def _recall_shared(jobs: Mapping[int, Job], reader: _Reader) -> Mapping[int, ExecutionResult | Job]:
    store = reader.store
    recalled: dict[int, ExecutionResult | Job] = {}
    waiting = list(jobs.items())
    for start in range(0, len(waiting), _TOGETHER):
        group = waiting[start : start + _TOGETHER]
        found = store.fetch([name for _, job in group for name in _names(job)])
        for number, job in group if found else ():
            recalled[number] = item = _recall(job, found.get, reader)
            if not isinstance(item, Job):
                recalled[number] = replace(item, reason=SHARED)
            if not isinstance(item, Job) or item.unwalled is not None:
                for name in found.keys() & _names(job):
                    store.write_here(name, found[name])
    return recalled


def _names(job: Job) -> tuple[str, str]:
    return name_entry(job.key, walls=True), name_entry(job.key, walls=False)


def _recall(job: Job, read: Callable[[str], bytes | None], reader: _Reader) -> ExecutionResult | Job:
    """Give the result of an earlier run, or the job with the reason why none holds."""
    walled, unwalled = (_look_up(job, name, read(name), reader.memory) for name in _names(job))
    for found in (walled,) if reader.walls else (unwalled, walled):
        if isinstance(found, ExecutionResult):
            return found
    if isinstance(unwalled, ExecutionResult):
        return replace(job, reason=job.reason or NO_WALLS, unwalled=unwalled)
    reasons = [found for found in (job.reason, walled, unwalled) if isinstance(found, str) and found]
    return replace(job, reason=next(iter(reasons), ""))


def _look_up(job: Job, name: str, data: bytes | None, memory: Memory) -> ExecutionResult | str:
    """Give what an entry holds, or why it does not hold; empty where there is none."""
    if data is None:
        return ""
    try:
        of = (name, hashlib.sha256(data).digest(), job.lesson)
        entry = memory.recall(("run", job.lesson.path, name), of, partial(read_entry, data, name, job.lesson))
    except DamagedError:
        return DAMAGED
    changed = sorted(file for file, digest in entry.files.items() if job.files.get(file) != digest)
    return _describe_change(changed) if changed else _make_cached(job, entry)


def _make_cached(job: Job, entry: Entry) -> ExecutionResult:
    result = make_result(job.lesson, ExecutionStatus.CACHED, UNCHANGED)
    return replace(result, cells=entry.cells, widgets=entry.widgets, files=tuple(sorted(entry.files)))


def _describe_change(names: Sequence[str]) -> str:
    others = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0]}{others} changed"
