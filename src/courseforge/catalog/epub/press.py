"""Many books are bound at the same time, on every processor; they are the same books."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from signal import SIG_IGN, SIGINT, signal

from courseforge.catalog.epub.binding import bind_book
from courseforge.catalog.epub.books import Book
from courseforge.rendering.shards.workers import as_plain_program, start_method

_FEW = 60  # chapters: fewer are bound sooner than a process has started
_WAITING = 3  # books of each processor that are under way or wait to be fetched


def bind_books(books: Sequence[Book], workers: int | None) -> Iterator[bytes]:
    """Bind books; they come in their order.

    Args:
        workers: processes at the same time; one for each processor where it is None.
    """
    count = min(workers or os.cpu_count() or 1, len(books))
    if count < 2 or sum(len(book.lessons) for book in books) < _FEW:
        yield from map(bind_book, books)
        return
    done = 0
    try:
        for data in _bind_together(books, count):
            yield data
            done += 1
    except (BrokenProcessPool, OSError):  # a worker ended, or none could begin: then here, one after another
        yield from map(bind_book, books[done:])


def _bind_together(books: Sequence[Book], count: int) -> Iterator[bytes]:
    with ProcessPoolExecutor(count, get_context(start_method()), _leave_interrupts) as pool:
        waiting: deque[Future[bytes]] = deque()
        for book in books:
            with as_plain_program():
                waiting.append(pool.submit(bind_book, book))
            if len(waiting) > count * _WAITING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _leave_interrupts() -> None:
    """Leave Ctrl+C to the process that started this one."""
    signal(SIGINT, SIG_IGN)
