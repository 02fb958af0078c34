"""Opening a cluster for a run, and leaving it."""

import asyncio
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from courseforge.execution.dask_cluster.cluster import DaskCluster
from courseforge.execution.dask_cluster.connection import ANSWER, await_worker, connect, find_scheduler, quiet
from courseforge.execution.dask_cluster.likeness import compare_all
from courseforge.execution.dask_cluster.watch import watched
from courseforge.execution.outpost import close_outpost


@contextmanager
def open_cluster(address: str) -> Iterator[DaskCluster]:
    """Connect to a scheduler, and leave nothing on its workers in the end.

    Args:
        address: ``dask`` (as Dask is configured), or ``dask://``, ``tcp://`` or ``tls://`` with host and port.

    Raises:
        CourseforgeError: no scheduler answers, there is no worker, or one of them is not like this machine.
    """
    with ExitStack() as cleanup:
        cleanup.enter_context(quiet())
        client = connect(find_scheduler(address))
        cleanup.callback(client.close, timeout=ANSWER)
        await_worker(client)
        compare_all(client)
        cluster = DaskCluster(client, client.get_executor(pure=False), uuid.uuid4().hex)
        cleanup.callback(_leave, cluster)
        cleanup.enter_context(watched(cluster))
        yield cluster


def _leave(cluster: DaskCluster) -> None:
    """Cancel what has not begun, and end what has."""
    with suppress(Exception):  # it has gone already
        cluster.executor.shutdown(wait=False)
        cluster.client.run(_close_outpost, cluster.run, on_error="ignore")


async def _close_outpost(run: str) -> None:
    await asyncio.to_thread(close_outpost, run)
