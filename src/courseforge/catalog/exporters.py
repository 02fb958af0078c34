"""The table of formats."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from courseforge.catalog.atom import make_feeds
from courseforge.catalog.collection import Collection, Exporter
from courseforge.catalog.holdings_csv import make_holdings_csv
from courseforge.catalog.lessons_json import make_lessons_json
from courseforge.catalog.manifest import make_manifest


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
    "holdings": Format("what the library holds, for its yearly report", make_holdings_csv, in_previews=True),
    # The last one: it names the files of all others.
    "manifest": Format("hashes of all items and files, for harvesters", make_manifest),
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
    made: dict[str, tuple[int, str]] = {}
    collection = replace(collection, made=made)
    for name in formats:
        for path, data in EXPORTERS[name].make(collection):
            made[path] = (len(data), hashlib.sha256(data).hexdigest())
            yield path, data
