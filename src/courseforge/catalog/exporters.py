"""The table of formats."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from courseforge.catalog.atom import make_feeds
from courseforge.catalog.collection import Collection, Exporter
from courseforge.catalog.epub import make_epubs
from courseforge.catalog.lessons_json import make_lessons_json
from courseforge.catalog.opds import make_opds


@dataclass(frozen=True, slots=True)
class Format:
    """One row.

    Attributes:
        words: what it is good for, for whoever has to choose.
        make: makes its files.
        needs_pages: it holds the text of lessons, so that pages have to be made first.
        in_previews: it is made at once; the rest is of use only to others, and would keep a writer waiting.
    """

    words: str
    make: Exporter
    needs_pages: bool = False
    in_previews: bool = False


#: Every format by its name, in the order in which they are made.
EXPORTERS: Mapping[str, Format] = {
    "json": Format("every record as JSON, for programs of the library's own", make_lessons_json, in_previews=True),
    "atom": Format("feeds of new lessons", make_feeds, in_previews=True),
    "epub": Format("every course as a book, for readers without a connection", make_epubs, needs_pages=True),
    "opds": Format("these books as a catalog for reading programs (OPDS 2.0 and 1.2)", make_opds),
}


def choose_formats(wanted: Iterable[str], *, preview: bool = False) -> tuple[str, ...]:
    """Return the formats that a build makes, in the order of the table.

    Args:
        wanted: names from the settings; none for all.
    """
    chosen = frozenset(wanted or EXPORTERS)
    return tuple(name for name, row in EXPORTERS.items() if (row.in_previews if preview else name in chosen))


def export_all(collection: Collection, formats: Iterable[str] = tuple(EXPORTERS)) -> Iterator[tuple[str, bytes]]:
    """Make the files of several formats one after another: path below the site's root, and bytes."""
    for name in formats:
        yield from EXPORTERS[name].make(collection)
