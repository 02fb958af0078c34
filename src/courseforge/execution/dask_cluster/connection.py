"""Finding a scheduler, and somebody who works for it."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dask
import distributed

from courseforge.errors import CourseforgeError
from courseforge.execution.dask_cluster.absence import PATIENCE, deserted

_PORT = 8786  # Dask's own
ANSWER = 5  # seconds that a scheduler has to answer
_LOGGERS = ("distributed", "distributed.client")  # those of Dask's that have a level of their own


def find_scheduler(address: str) -> str:
    """Return the address of the scheduler that is meant (``open_cluster``)."""
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


def connect(address: str) -> Any:
    """Return a client of the scheduler at an address."""
    try:
        with warnings.catch_warnings(action="ignore"):  # of other versions; we look at them more closely
            return distributed.Client(address, timeout=ANSWER, set_as_default=False, name="courseforge")  # type: ignore[no-untyped-call]
    except Exception as error:  # whatever is wrong with an address, a certificate or a network
        raise CourseforgeError(
            f"No Dask scheduler answers at {address}: {error}.",
            "Is it running (`dask scheduler`), is the address right, and can this computer reach it?",
        ) from error


def await_worker(client: Any) -> None:
    """Wait until there is somebody to work."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise deserted() from error


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Dask's own words from the terminal: what matters of them we say ourselves."""
    levels = {logging.getLogger(name): logging.getLogger(name).level for name in _LOGGERS}
    try:
        for logger in levels:
            logger.setLevel(logging.CRITICAL + 1)
        yield
    finally:
        for logger, level in levels.items():
            logger.setLevel(level)
