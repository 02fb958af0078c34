"""Which pages come along: those of the table of contents, and those that these lead to."""

import re
from collections import deque
from dataclasses import dataclass

from courseforge.errors import CourseforgeError
from courseforge.importing.book.links import find_page_links
from courseforge.importing.book.resolving import resolve_page
from courseforge.importing.book.source import Book
from courseforge.importing.kinds import MAX_BYTES
from courseforge.reading.codes import FaultError
from courseforge.reading.source_file import read_bytes

MAX_PAGES = 1000
MAX_ALL_BYTES = 500_000_000
_LABEL = re.compile(r"(?m)^[ \t]{0,3}\(([^()\n]{1,200})\)=[ \t]*$")


@dataclass(frozen=True, slots=True)
class Selection:
    """Pages in the order of reading.

    Attributes:
        added: of these, pages that the table of contents does not name.
        labels: names of places in them, which are no links to pages.
        others: pages that stay where they are.
    """

    pages: tuple[str, ...]
    added: tuple[str, ...]
    labels: frozenset[str]
    others: tuple[str, ...]


def select_pages(book: Book) -> Selection:
    """Follow the links from the pages of the table of contents.

    Raises:
        CourseforgeError: there are more pages, or larger ones, than a course may have.
    """
    pending, chosen, labels = deque(book.contents.documents), dict.fromkeys(book.contents.documents), set[str]()
    room = MAX_ALL_BYTES
    may_add = not book.stated.get("only_build_toc_files")
    while pending:
        page = pending.popleft()
        text = _read(book, page)
        room -= len(text)
        if len(chosen) > MAX_PAGES or room < 0:
            raise CourseforgeError(
                f"The book has more than {MAX_PAGES:,} pages or {MAX_ALL_BYTES // 1_000_000} MB of them.",
                "Divide its table of contents into several books, and bring in each of them.",
            )
        labels |= {match[1].casefold() for match in _LABEL.finditer(text)}
        for link in find_page_links(text) if may_add else ():
            target = resolve_page(link.written, page, book.project.pages)
            if target and target not in chosen and not link.bare:
                chosen[target] = None
                pending.append(target)
    named = set(book.contents.documents)
    others = tuple(book.project.pages[name] for name in book.project.pages if name not in chosen)
    return Selection(tuple(chosen), tuple(name for name in chosen if name not in named), frozenset(labels), others)


def _read(book: Book, page: str) -> str:
    """Read a page as one text, cells and all; what cannot be read leads nowhere."""
    try:
        data = read_bytes(book.root / book.project.pages[page], MAX_BYTES)
    except FaultError:
        return ""
    text = data.decode("utf-8", "replace")
    return text.replace("\\n", "\n").replace('\\"', '"') if book.project.pages[page].endswith(".ipynb") else text
