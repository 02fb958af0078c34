"""A task on its way: what a worker is told, and how its answer comes back."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import distributed
from distributed.scheduler import KilledWorker

from courseforge.execution.dask_cluster.likeness import compare
from courseforge.execution.executors import WorkersLostError
from courseforge.execution.installation import Installation, describe_installation
from courseforge.execution.outpost import Outpost, visit_outpost

Order = TypeVar("Order")
Result = TypeVar("Result")
Work = Callable[[Outpost, Path, Order], Result]


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


def deliver(work: Work[Order, Result], order: Order, parcel: Parcel, contents: Sequence[bytes]) -> Result:
    """Do the work; this runs on the worker."""
    worker = distributed.get_worker()
    compare(worker.address, describe_installation(), parcel.installation)
    with visit_outpost(parcel.run, worker.local_directory) as outpost:
        known = dict(zip(sorted(set(parcel.files.values())), contents, strict=True))
        return work(outpost, outpost.unpack(parcel.files, known), order)


def settle(promise: Future[Result], done: Future[Result]) -> None:
    """Keep a promise with what Dask answered."""
    if promise.done():  # given up already
        return
    if done.cancelled():
        promise.cancel()
        promise.set_running_or_notify_cancel()  # wakes whoever waits
    elif (error := done.exception()) is not None:
        promise.set_exception(WorkersLostError(str(error)) if isinstance(error, KilledWorker) else error)
    else:
        promise.set_result(done.result())
