"""Every course in every language as a book: EPUB 3.3 (https://www.w3.org/TR/epub-33/)."""

from collections.abc import Iterator

from courseforge.catalog.collection import Collection
from courseforge.catalog.epub.binding import take_cover
from courseforge.catalog.epub.books import Book, plan_books
from courseforge.catalog.epub.press import bind_books


def make_epubs(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Return each book and its cover; what was bound before of the same things is taken from the shelf."""
    books = list(plan_books(collection))
    kept = collection.shelf
    missing = [book for book in books if not kept.holds(book.path, book.digest())]
    bound = bind_books(missing, collection.settings.courseforge.execute.workers)
    wanted = {book.path for book in missing}
    for book in books:
        data = next(bound) if book.path in wanted else kept.load(book.path)
        if book.path in wanted:
            kept.keep(book.path, book.digest(), data)
        yield book.path, data
        yield cover_path(book), take_cover(data)


def cover_path(book: Book) -> str:
    """Return the path of a book's cover."""
    return book.path.removesuffix(".epub") + ".png"
