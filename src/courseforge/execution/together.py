"""Several coroutines at a time, from a caller that knows nothing of event loops."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import as_completed
from contextlib import contextmanager
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def run_together(
    run: Callable[[Task], Awaitable[Result]],
    tasks: Mapping[int, Task],
    limit: int,
    report: Callable[[int, Result], None],
) -> None:
    """Run all tasks, at most ``limit`` at a time, and report each result under its number, in the caller's thread.

    When the caller is interrupted, or anything raises, the others are cancelled and their clean-up is waited for.
    """
    if not tasks:
        return
    gate = asyncio.Semaphore(limit)

    async def run_one(task: Task) -> Result:
        async with gate:
            return await run(task)

    with _event_loop() as loop:
        futures = {asyncio.run_coroutine_threadsafe(run_one(task), loop): number for number, task in tasks.items()}
        for future in as_completed(futures):
            report(futures[future], future.result())


@contextmanager
def _event_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Lend a loop in a thread of its own, so that callers with a running loop, and Ctrl-C, are no special cases."""
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


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
