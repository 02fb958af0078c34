"""Several coroutines at a time, from a caller that knows nothing of event loops."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from typing import Protocol, TypeVar

_SPARE_THREADS = 8  # two for each message queue; this many are started at the same time at most

Result = TypeVar("Result")


class Start(Protocol):
    """Begins to run a coroutine that will be made when its turn has come."""

    def __call__(self, run: Callable[[], Awaitable[Result]], /) -> Future[Result]:
        """Return its result to come."""


@contextmanager
def open_loop(limit: int | None = None) -> Iterator[Start]:
    """Lend an event loop, which runs at most ``limit`` coroutines at a time.

    When the caller is interrupted, or anything raises, all that run are cancelled and their clean-up is waited for.
    """
    gate = nullcontext() if limit is None else asyncio.Semaphore(limit)

    async def run_one(run: Callable[[], Awaitable[Result]]) -> Result:
        async with gate:
            return await run()

    with _event_loop() as loop:

        def start(run: Callable[[], Awaitable[Result]], /) -> Future[Result]:
            return asyncio.run_coroutine_threadsafe(run_one(run), loop)

        yield start


@contextmanager
def _event_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Lend a loop in a thread of its own, so that callers with a running loop, and Ctrl-C, are no special cases."""
    _try_threads()
    loop = asyncio.SelectorEventLoop()  # on Windows the other kind can't wait for kernels
    # nbclient leaves tasks behind that wait for kernels which are gone; their complaints are nobody's business.
    loop.set_exception_handler(lambda *_: None)
    thread = threading.Thread(target=loop.run_forever, name="kernels", daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(_cancel_all(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _try_threads() -> None:
    """Fail while one can: where no thread can be started, the message queue (libzmq) ends this whole process."""
    gate = threading.Event()
    threads = [threading.Thread(target=gate.wait) for _ in range(_SPARE_THREADS)]
    try:
        for thread in threads:
            thread.start()
    finally:
        gate.set()


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
