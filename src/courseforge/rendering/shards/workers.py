"""One process for each shard, forked from a template that has built nothing.

A process that has built one book carries it into the next: after a Spanish book an English one came out Spanish, and
a lexer of one book's extension reached another. So no worker is used twice. The template has imported a stated list
of modules, which is most of a book's start-up time; where a system cannot fork, each worker starts from nothing.
"""

import multiprocessing
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.process import BaseProcess, current_process
from pathlib import Path
from types import ModuleType

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.errors import OutputError
from courseforge.execution.executors import Submit, work_through
from courseforge.execution.isolation import Isolation, Level
from courseforge.execution.obstacles import find_obstacle
from courseforge.execution.strangers import refuse_strangers
from courseforge.rendering.shards.answer import BEGUN, LONGEST, decode_answer, encode_answer
from courseforge.rendering.shards.confinement import go_behind_walls
from courseforge.rendering.shards.environment import harmless_environment
from courseforge.rendering.shards.job import ShardJob, ShardResult, Walls

_LIMIT = 900.0  # seconds for one shard; 400 lessons in one course take a few
_MEMORY = "Most often the computer ran out of memory. Close other programs and build again."
_STARTING = threading.Lock()  # while a worker starts, this process pretends to be another


def render_shards(
    jobs: Iterable[ShardJob],
    *,
    workers: int | None = None,
    started: Callable[[ShardJob], None] = lambda job: None,
    finished: Callable[[ShardJob, ShardResult], None] = lambda job, result: None,
) -> tuple[ShardResult, ...]:
    """Build every shard, several at a time; results are in the order of the jobs.

    Args:
        jobs: each begins before the next is asked for.
        workers: processes at the same time; one for each processor where it is None.
        started: called when a shard begins, in another thread.
        finished: called when it is done, in the caller's thread.
    """
    prepare_template()
    with open_processes(workers, started) as submit:
        return collect_shards(submit, jobs, finished)


def collect_shards(
    submit: Submit[ShardJob, ShardResult],
    jobs: Iterable[ShardJob],
    finished: Callable[[ShardJob, ShardResult], None],
) -> tuple[ShardResult, ...]:
    """Have every shard built by whoever stands behind ``submit``; results are in the order of the jobs."""
    begun: list[ShardJob] = []
    results: dict[int, ShardResult] = {}
    for number, result in work_through(submit, enumerate(remember(jobs, begun)), fail_shard):
        results[number] = result
        finished(begun[number], result)
    return tuple(results[number] for number in sorted(results))


def remember(jobs: Iterable[ShardJob], begun: list[ShardJob]) -> Iterator[ShardJob]:
    """Hand on one job after another, and keep them in a list."""
    for job in jobs:
        begun.append(job)
        yield job


@contextmanager
def open_processes(
    workers: int | None, started: Callable[[ShardJob], None]
) -> Iterator[Submit[ShardJob, ShardResult]]:
    """Lend processes of this machine; when the block is left early, those at work are killed."""
    stopped, stop = Pipe(duplex=False)

    def render(job: ShardJob) -> ShardResult:
        started(job)
        return render_shard(job, stopped)

    with stopped, ThreadPoolExecutor(workers or os.cpu_count() or 1, "shard") as threads:
        try:
            yield lambda job: threads.submit(render, job)
        finally:
            stop.close()
            threads.shutdown(cancel_futures=True)


def render_shard(job: ShardJob, stopped: Connection) -> ShardResult:
    """Build one shard in a process of its own.

    Args:
        job: what to build.
        stopped: when the other end is closed, the process is killed.

    Raises:
        OutputError: there is no space for the pages, or no memory for the process.
        NoWallsError: walls are required, and there are none.
    """
    if job.walls is not Walls.OFF:
        answer = _render(job, stopped, walled=True)
        if not isinstance(answer, Isolation):
            return answer
        if job.walls is Walls.REQUIRED:
            raise refuse_strangers(answer, "be made into pages")
    answer = _render(forget_last_build(job), stopped, walled=False)
    assert isinstance(answer, ShardResult)
    return answer


def forget_last_build(job: ShardJob) -> ShardJob:
    """Have everything made from nothing: what a last build has left may run code when it is read, without walls."""
    if job.renewed is None:
        return job
    shutil.rmtree(job.output.parent, ignore_errors=True)
    job.output.mkdir(parents=True)
    return replace(job, renewed=None)


def _render(job: ShardJob, stopped: Connection, *, walled: bool) -> ShardResult | Isolation:
    """Build one shard; say what is in force where there should be walls and are none, and nothing has begun."""
    process, results = _start(job, walled=walled)
    with results:
        begun = _receive(results, stopped) if walled else BEGUN
        data = _receive(results, stopped) if begun == BEGUN else None
        if data is None:
            process.kill()
        process.join()
    if begun is None:
        return fail_shard(job)
    if begun != BEGUN:
        return _explain(begun)
    answer = decode_answer(data, job.name) if data is not None else None
    if isinstance(answer, OutputError):
        raise answer
    return replace(answer or fail_shard(job), walls=walled)


def examine_workers(place: Path) -> Isolation:
    """Say what keeps a worker from this machine, having had one try it.

    Args:
        place: an empty folder.
    """
    job = ShardJob("trial", place / "stage", place / "pages", "", {}, {})
    for folder in (job.folder, job.output):
        folder.mkdir()
    prepare_template()  # a worker as every other; and a template that began without its list would never have it
    stopped, stop = Pipe(duplex=False)
    process, results = _start(job, walled=True)
    with stopped, stop, results:
        begun = _receive(results, stopped)
        process.kill()
        process.join()
    return Isolation(Level.WALLS) if begun == BEGUN else _explain(begun or b"it ended at once")


def _explain(answer: bytes) -> Isolation:
    reason, remedy = find_obstacle()
    said = f"The walls could not be built: {answer.decode(errors='replace')}."
    return Isolation(Level.NONE, (reason or said, said), remedy)


def _receive(results: Connection, stopped: Connection) -> bytes | None:
    wait([results, stopped], timeout=_LIMIT)
    try:
        return results.recv_bytes(LONGEST) if results.poll() else None
    except (EOFError, OSError):  # it is gone, or sends more than it could have to say
        return None


def prepare_template() -> None:
    """Let the template process begin with its imports; it takes most of a second, in which we stage the books."""
    if start_method() == "forkserver":
        from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415  do not exist everywhere

        multiprocessing.set_forkserver_preload(["courseforge.rendering.sphinx_run.template"])
        with as_plain_program():
            resource_tracker.ensure_running()  # it lets signals through when it has started, so it must come first
            with _without_interrupts():
                forkserver.ensure_running()


def start_method() -> str:
    """Say how processes begin here."""
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def _start(job: ShardJob, *, walled: bool) -> tuple[BaseProcess, Connection]:
    context = multiprocessing.get_context(start_method())
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(job, send, walled), name=f"courseforge {job.name}", daemon=True)  # type: ignore[attr-defined]
    with as_plain_program(), send:
        try:
            process.start()
        except (EOFError, ConnectionError) as error:  # the template has ended, or could not fork
            raise OutputError("The pages could not be made: no process could be started for it.", _MEMORY) from error
    return process, receive


@contextmanager
def as_plain_program() -> Iterator[None]:
    """Hide what the running program is while a worker starts.

    It would be executed again inside every worker; and where it is somebody's worker itself (Dask's are), it would
    not be allowed to start any.
    """
    with _STARTING, harmless_environment():
        program, is_daemon = sys.modules["__main__"], current_process().daemon
        sys.modules["__main__"] = ModuleType("__main__")
        current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        try:
            yield
        finally:
            current_process()._config["daemon"] = is_daemon  # type: ignore[attr-defined]
            sys.modules["__main__"] = program


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let Ctrl+C wait: what starts meanwhile never hears of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def work(job: ShardJob, results: Connection, walled: bool) -> None:
    """Build one shard and send what came of it; the worker's whole life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's affair; it ends its workers
    if walled:
        try:
            go_behind_walls(job, results.fileno(), _LIMIT)
        except Exception as error:  # whatever it is, there are no walls, and nothing has begun
            results.send_bytes(f"{type(error).__name__}: {error}".encode())
            return
        results.send_bytes(BEGUN)
    else:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    from courseforge.rendering.sphinx_run.build import build_shard  # noqa: PLC0415  only a worker loads Sphinx

    try:
        result: ShardResult | OutputError = build_shard(job)
    except OutputError as error:
        result = error
    with suppress(BrokenPipeError):  # nobody is there any more
        results.send_bytes(encode_answer(result))
    results.close()


def _end_with_parent() -> None:
    """End this process when courseforge was killed: it would go on writing where the next build writes."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def fail_shard(job: ShardJob) -> ShardResult:
    """Give the result of a shard whose worker ended without one."""
    return ShardResult(job.name, (_died(job),))


def _died(job: ShardJob) -> Diagnostic:
    return Diagnostic(
        "CF213",
        Severity.ERROR,
        f"The pages of “{job.name}” could not be made: the process that makes them ended without an answer.",
        Location(next(iter(job.documents.values())).path),
        _MEMORY,
    )
