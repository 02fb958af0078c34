"""Many books are bound at the same time, on every processor; they are the same books."""

from collections.abc import Iterator, Sequence

from courseforge.catalog.epub.binding import bind_book
from courseforge.catalog.epub.books import Book
from courseforge.shares import take_shares

_FEW = 60  # chapters: fewer are bound sooner than a process is forked
_MANY = 200  # chapters: when so many are bound, the books are handed on, for all of a large library fill the memory


def bind_books(books: Sequence[Book], workers: int | None) -> Iterator[bytes]:
    """Bind books; they come in their order.

    Args:
        workers: processes at the same time; one for each processor where it is None.
    """
    for some in _divide(books):
        chapters = sum(len(book.lessons) for book in some)
        yield from take_shares(some, bind_book, dear=workers != 1 and chapters >= _FEW)


def _divide(books: Sequence[Book]) -> Iterator[list[Book]]:
    some: list[Book] = []
    for book in books:
        some.append(book)
        if sum(len(one.lessons) for one in some) >= _MANY:
            yield some
            some = []
    yield some
