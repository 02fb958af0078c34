"""A Dask cluster as an executor. The only module that knows Dask.

What crosses the wire are values: the task, its settings, and files by their content, each content once in a run.
Dask pickles them between machines that trust each other. Nothing that a lesson made is ever unpickled: a kernel
speaks JSON, the worker reads it as text, numbers, lists and mappings, and only those go into the answer.
"""

import asyncio
import hashlib
import logging
import threading
import uuid
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import dask
import distributed
from distributed.scheduler import KilledWorker

from courseforge.errors import CourseforgeError
from courseforge.execution.executors import WorkersLostError
from courseforge.execution.installation import Installation, describe_installation
from courseforge.execution.outpost import Outpost, close_outpost, visit_outpost

Order = TypeVar("Order")
Result = TypeVar("Result")
Work = Callable[[Outpost, Path, Order], Result]

_PORT = 8786  # Dask's own
_ANSWER = 5  # seconds that a scheduler has to answer
_PATIENCE = 30  # seconds without any worker
_LOOK = 2  # seconds between two looks at that
_BATCH = 32 << 20  # bytes of files that are sent together
_LOGGERS = ("distributed", "distributed.client")  # those of Dask's that have a level of their own


@dataclass(frozen=True, slots=True)
class DaskCluster:
    """A connection to a scheduler, for one run.

    Attributes:
        run: a name that no other run has.
        sent: SHA-256 -> the content, which lies somewhere in the cluster.
        promised: what is not done yet.
    """

    client: Any
    executor: Executor
    run: str
    sent: dict[str, Any] = field(default_factory=dict)
    promised: set[Future[Any]] = field(default_factory=set)

    def submit(
        self, work: Work[Order, Result], order: Order, folder: Path, files: Mapping[str, str]
    ) -> Future[Result]:
        """Have work done by one of the workers (``Cluster.submit``)."""
        self._refuse_lost()
        digests = self._send(folder, files)
        contents = [self.sent[digest] for digest in sorted(set(digests.values()))]
        parcel = Parcel(self.run, describe_installation(), digests)
        promise: Future[Result] = Future()
        self.promised.add(promise)
        promise.add_done_callback(self.promised.discard)
        self.executor.submit(_deliver, work, order, parcel, contents).add_done_callback(partial(_settle, promise))
        return promise

    def has_workers(self) -> bool:
        """Tell whether there is anybody to work."""
        return bool(self.client.ncores())

    def _refuse_lost(self) -> None:
        if self.client.status != "running":
            raise _lost()

    def _send(self, folder: Path, files: Mapping[str, str]) -> dict[str, str]:
        """Send what has not been sent yet; return the hash of each file as it was sent."""
        digests: dict[str, str] = {}
        batch: dict[str, bytes] = {}
        for name, planned in sorted(files.items()):
            digest = planned
            if planned and not self._has(planned):
                with suppress(FileNotFoundError):
                    content = (folder / name).read_bytes()
                    digest = hashlib.sha256(content).hexdigest()
                    batch[digest] = content
            if digest:
                digests[name] = digest
            if sum(map(len, batch.values())) > _BATCH:
                self._scatter(batch)
                batch = {}
        self._scatter(batch)
        return digests

    def _has(self, digest: str) -> bool:
        return digest in self.sent and self.sent[digest].status in ("pending", "finished")

    def _scatter(self, contents: Mapping[str, bytes]) -> None:
        if contents:
            named = {f"courseforge-{digest}": content for digest, content in contents.items()}
            futures = self.client.scatter(named)
            self.sent.update({key.removeprefix("courseforge-"): future for key, future in futures.items()})


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a worker has to know before it begins.

    Attributes:
        installation: ours.
        files: relative path -> SHA-256.
    """

    run: str
    installation: Installation
    files: Mapping[str, str]


@contextmanager
def open_cluster(address: str) -> Iterator[DaskCluster]:
    """Connect to a scheduler, and leave nothing on its workers in the end.

    Args:
        address: ``dask`` (as Dask is configured), or ``dask://``, ``tcp://`` or ``tls://`` with host and port.

    Raises:
        CourseforgeError: no scheduler answers, there is no worker, or one of them is not like this machine.
    """
    with ExitStack() as cleanup:
        cleanup.enter_context(_quiet())
        client = _connect(_find_scheduler(address))
        cleanup.callback(client.close, timeout=_ANSWER)
        _await_worker(client)
        _compare_all(client)
        cluster = DaskCluster(client, client.get_executor(pure=False), uuid.uuid4().hex)
        cleanup.callback(_leave, cluster)
        cleanup.enter_context(_watched(cluster))
        yield cluster


def _find_scheduler(address: str) -> str:
    if address == "dask":
        found = dask.config.get("scheduler-address", None)
        if not found:
            raise CourseforgeError(
                "No address of a Dask scheduler is known.",
                "Say which: `--executor dask://host:8786`, or set DASK_SCHEDULER_ADDRESS.",
            )
        return str(found)
    scheme, _, place = address.partition("://")
    host, colon, port = place.rpartition(":")
    known = place if colon and port.isdigit() and host else f"{place}:{_PORT}"
    return f"{'tcp' if scheme == 'dask' else scheme}://{known}"


def _connect(address: str) -> Any:
    try:
        with warnings.catch_warnings(action="ignore"):  # of other versions; we look at them more closely
            return distributed.Client(address, timeout=_ANSWER, set_as_default=False, name="courseforge")  # type: ignore[no-untyped-call]
    except Exception as error:  # whatever is wrong with an address, a certificate or a network
        raise CourseforgeError(
            f"No Dask scheduler answers at {address}: {error}.",
            "Is it running (`dask scheduler`), is the address right, and can this computer reach it?",
        ) from error


def _await_worker(client: Any) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise _deserted() from error


def _compare_all(client: Any) -> None:
    """Ask everybody what is installed there, before anything is sent. Workers that come later ask themselves.

    The scheduler runs nothing, but Dask reads every task there.
    """
    ours = describe_installation()
    for address, answer in sorted(client.run(describe_installation, on_error="return").items()):
        _compare(address, answer, ours)
    try:
        scheduler = client.run_on_scheduler(describe_installation)
    except Exception as error:  # it has no courseforge
        scheduler = error
    if not isinstance(scheduler, Installation) or scheduler.code != ours.code:
        raise _unlike("scheduler", scheduler, ours)


def _compare(address: str, theirs: Installation | Exception, ours: Installation) -> None:
    if theirs != ours:
        raise _unlike(f"worker {address}", theirs, ours)


def _unlike(what: str, theirs: Installation | Exception, ours: Installation) -> CourseforgeError:
    there = theirs if isinstance(theirs, Installation) else f"no courseforge ({theirs})"
    return CourseforgeError(
        f"The {what} is not like this computer. There: {there}. Here: {ours}.",
        "Lessons could give other outputs there. Install the same courseforge and the same packages on both, and "
        "start Dask there again.",
    )


def _deliver(work: Work[Order, Result], order: Order, parcel: Parcel, contents: Sequence[bytes]) -> Result:
    """Do the work; this runs on the worker."""
    worker = distributed.get_worker()
    _compare(worker.address, describe_installation(), parcel.installation)
    with visit_outpost(parcel.run, worker.local_directory) as outpost:
        known = dict(zip(sorted(set(parcel.files.values())), contents, strict=True))
        return work(outpost, outpost.unpack(parcel.files, known), order)


def _settle(promise: Future[Result], done: Future[Result]) -> None:
    if promise.done():  # given up already
        return
    if done.cancelled():
        promise.cancel()
        promise.set_running_or_notify_cancel()  # wakes whoever waits
    elif (error := done.exception()) is not None:
        promise.set_exception(WorkersLostError(str(error)) if isinstance(error, KilledWorker) else error)
    else:
        promise.set_result(done.result())


@contextmanager
def _watched(cluster: DaskCluster) -> Iterator[None]:
    """Give up what is promised when all workers have gone: the scheduler would wait for others for ever."""
    over = threading.Event()

    def watch() -> None:
        missing = 0
        while not over.wait(_LOOK):
            try:
                missing = 0 if cluster.has_workers() else missing + _LOOK
            except Exception:  # the scheduler has gone too; what was promised is cancelled then
                return
            if missing >= _PATIENCE:
                for promise in tuple(cluster.promised):
                    with suppress(InvalidStateError):  # done at this very moment
                        promise.set_exception(_deserted())
                return

    thread = threading.Thread(target=watch, name="cluster", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _leave(cluster: DaskCluster) -> None:
    """Cancel what has not begun, and end what has."""
    with suppress(Exception):  # it has gone already
        cluster.executor.shutdown(wait=False)
        cluster.client.run(_close_outpost, cluster.run, on_error="ignore")


async def _close_outpost(run: str) -> None:
    await asyncio.to_thread(close_outpost, run)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's own words from the terminal: what matters of them we say ourselves."""
    levels = {logging.getLogger(name): logging.getLogger(name).level for name in _LOGGERS}
    try:
        for logger in levels:
            logger.setLevel(logging.CRITICAL + 1)
        yield
    finally:
        for logger, level in levels.items():
            logger.setLevel(level)


def _deserted() -> CourseforgeError:
    return CourseforgeError(
        f"The Dask cluster has had no worker for {_PATIENCE} seconds.",
        "Start one (`dask worker` with the scheduler's address), then try again: what is done already is kept.",
    )


def _lost() -> CourseforgeError:
    return CourseforgeError(
        "The connection to the Dask scheduler broke.", "Try again when it is back: what is done already is kept."
    )
