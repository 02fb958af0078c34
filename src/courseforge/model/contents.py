"""The table of contents of a Jupyter Book (``_toc.yml``)."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: a page of the book, or an address elsewhere.

    Attributes:
        document: name of the page, as Sphinx names it: its path without the ending (``basics/loops``); empty for an
            address.
        url: the address; empty for a page.
        title: what the author calls it there; empty where it has its page's own title.
        parts: what lies below it.
    """

    document: str = ""
    url: str = ""
    title: str = ""
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Entries that belong together.

    Attributes:
        caption: the words above them; empty where there are none.
        numbered: how many levels of headings have numbers; 0 for none.
    """

    entries: tuple[Entry, ...]
    caption: str = ""
    numbered: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole of it.

    Attributes:
        root: the page with which the book begins, and what lies below it.
    """

    root: Entry

    @property
    def documents(self) -> tuple[str, ...]:
        """Every page in the order of reading, the first one first."""
        return tuple(entry.document for entry in list_entries(self.root) if entry.document)

    @property
    def numbered(self) -> bool:
        """Whether headings have numbers anywhere in the book."""
        return any(part.numbered for entry in list_entries(self.root) for part in entry.parts)


def list_entries(entry: Entry) -> Iterator[Entry]:
    """Yield an entry and every one below it, in the order of reading."""
    yield entry
    for part in entry.parts:
        for below in part.entries:
            yield from list_entries(below)
