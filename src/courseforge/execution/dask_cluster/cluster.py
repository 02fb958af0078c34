"""A cluster that is open: what it is sent, and what it has promised."""

import hashlib
from collections.abc import Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from courseforge.execution.dask_cluster.absence import lost
from courseforge.execution.dask_cluster.delivery import Order, Parcel, Result, Work, deliver, settle
from courseforge.execution.installation import describe_installation

_BATCH = 32 << 20  # bytes of files that are sent together


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
        self.executor.submit(deliver, work, order, parcel, contents).add_done_callback(partial(settle, promise))
        return promise

    def has_workers(self) -> bool:
        """Tell whether there is anybody to work."""
        return bool(self.client.ncores())

    def _refuse_lost(self) -> None:
        if self.client.status != "running":
            raise lost()

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
