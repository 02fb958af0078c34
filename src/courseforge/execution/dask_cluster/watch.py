"""An eye on a cluster whose workers may all be gone."""

import threading
from collections.abc import Iterator
from concurrent.futures import InvalidStateError
from contextlib import contextmanager, suppress

from courseforge.execution.dask_cluster.absence import PATIENCE, deserted
from courseforge.execution.dask_cluster.cluster import DaskCluster

_LOOK = 2  # seconds between two looks at that


@contextmanager
def watched(cluster: DaskCluster) -> Iterator[None]:
    """Give up what is promised when all workers have gone: the scheduler would wait for others for ever."""
    over = threading.Event()

    def watch() -> None:
        missing = 0
        while not over.wait(_LOOK):
            try:
                missing = 0 if cluster.has_workers() else missing + _LOOK
            except Exception:  # the scheduler has gone too; what was promised is cancelled then
                return
            if missing >= PATIENCE:
                for promise in tuple(cluster.promised):
                    with suppress(InvalidStateError):  # done at this very moment
                        promise.set_exception(deserted())
                return

    thread = threading.Thread(target=watch, name="cluster", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
