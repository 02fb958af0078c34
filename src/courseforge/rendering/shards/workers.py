"""One process for each shard, forked from a template that has built nothing.

A process that has built one book carries it into the next: after a Spanish book an English one came out Spanish, and
a lexer of one book's extension reached another. So no worker is used twice. The template has imported a stated list
of modules, which is most of a book's start-up time; where a system cannot fork, each worker starts from nothing.
"""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.rendering.shards.job import ShardJob, ShardResult

_LIMIT = 900.0  # seconds for one shard; 400 lessons in one course take a few


@dataclass(frozen=True, slots=True)
class _Worker:
    job: ShardJob
    process: BaseProcess
    results: Connection
    deadline: float


def render_shards(
    jobs: Sequence[ShardJob],
    *,
    workers: int | None = None,
    started: Callable[[ShardJob], None] = lambda job: None,
    finished: Callable[[ShardJob], None] = lambda job: None,
) -> tuple[ShardResult, ...]:
    """Build every shard, several at a time; results are in the order of the jobs.

    Args:
        workers: processes at the same time; one for each processor where it is None.
    """
    if not jobs:
        return ()
    prepare_template()
    context = multiprocessing.get_context(_start_method())
    waiting, running = list(jobs), dict[Connection, _Worker]()
    results: dict[str, ShardResult] = {}
    try:
        while waiting or running:
            while waiting and len(running) < (workers or os.cpu_count() or 1):
                worker = _start(context, waiting.pop(0))
                running[worker.results] = worker
                started(worker.job)
            for worker in _ready(running):
                results[worker.job.name] = _collect(worker)
                del running[worker.results]
                finished(worker.job)
    finally:
        for worker in running.values():
            worker.process.kill()
            worker.process.join()
    return tuple(results[job.name] for job in jobs)


def prepare_template() -> None:
    """Let the template process begin with its imports; it takes most of a second, in which we stage the books."""
    if _start_method() == "forkserver":
        from multiprocessing import forkserver  # noqa: PLC0415  does not exist everywhere

        multiprocessing.set_forkserver_preload(["courseforge.rendering.sphinx_run.template"])
        with _without_main():
            forkserver.ensure_running()


def _start_method() -> str:
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def _start(context: multiprocessing.context.BaseContext, job: ShardJob) -> _Worker:
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(job, send), name=f"courseforge {job.name}", daemon=True)  # type: ignore[attr-defined]
    with _without_main():
        process.start()
    send.close()
    return _Worker(job, process, receive, time.monotonic() + _LIMIT)


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the running program while a worker starts: it would be executed again inside every worker."""
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


def work(job: ShardJob, results: Connection) -> None:
    """Build one shard and send what came of it; the worker's whole life."""
    from courseforge.rendering.sphinx_run.build import build_shard  # noqa: PLC0415  only a worker loads Sphinx

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's affair; it ends its workers
    results.send(build_shard(job))
    results.close()


def _ready(running: dict[Connection, _Worker]) -> list[_Worker]:
    """Wait for workers that have answered, died or run out of time."""
    patience = max(0.0, min(worker.deadline for worker in running.values()) - time.monotonic())
    answered = [running[connection] for connection in wait(list(running), timeout=patience)]  # type: ignore[index]
    return answered or [worker for worker in running.values() if worker.deadline <= time.monotonic()]


def _collect(worker: _Worker) -> ShardResult:
    try:
        result = worker.results.recv() if worker.results.poll() else None
    except EOFError:
        result = None
    if result is None:
        worker.process.kill()
    worker.process.join()
    worker.results.close()
    return result if isinstance(result, ShardResult) else ShardResult(worker.job.name, (_died(worker.job),))


def _died(job: ShardJob) -> Diagnostic:
    return Diagnostic(
        "CF213",
        Severity.ERROR,
        f"The pages of “{job.name}” could not be made: the process that makes them ended without an answer.",
        Location(next(iter(job.documents.values())).path),
        "Most often the computer ran out of memory. Close other programs and build again.",
    )
