"""The table of formats."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from courseforge.catalog.atom import make_feeds
from courseforge.catalog.badges import make_badges
from courseforge.catalog.citations import make_citations
from courseforge.catalog.collection import Collection, Exporter
from courseforge.catalog.epub import make_epubs
from courseforge.catalog.holdings_csv import make_holdings_csv
from courseforge.catalog.lessons_json import make_lessons_json
from courseforge.catalog.manifest import make_manifest
from courseforge.catalog.marc import make_marc_files, make_marcxml_file
from courseforge.catalog.needs import ADDRESS, DOMAIN, EMAIL, Need, name_missing, name_unknown
from courseforge.catalog.oai import make_oai
from courseforge.catalog.opds import make_opds
from courseforge.catalog.ro_crate import make_ro_crate
from courseforge.catalog.schools import make_cartridges, make_scorm_packages
from courseforge.catalog.spreadsheet import make_spreadsheet
from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Format:
    """One row.

    Attributes:
        words: what it is good for, for whoever has to choose.
        make: makes its files.
        needs_pages: it holds the text of lessons, so that pages have to be made first.
        in_previews: it is made at once; the rest is of use only to others, and would keep a writer waiting.
        needs: what the library's settings must state; without it there are no files.
    """

    words: str
    make: Exporter
    needs_pages: bool = False
    in_previews: bool = False
    needs: tuple[Need, ...] = ()


#: Every format by its name, in the order in which they are made.
EXPORTERS: Mapping[str, Format] = {
    "json": Format("every record as JSON, for programs of the library's own", make_lessons_json, in_previews=True),
    "atom": Format("feeds of new lessons", make_feeds, in_previews=True),
    "marc": Format("MARC 21 records for library systems: all, new, changed, deleted", make_marc_files),
    "marcxml": Format("the same records as MARCXML", make_marcxml_file),
    "oai": Format("records for harvesters (OAI-PMH)", make_oai, needs=(ADDRESS, DOMAIN, EMAIL)),
    "common-cartridge": Format("links to a course's lessons, for schools", make_cartridges, needs=(ADDRESS,)),
    "scorm": Format("a course whose lessons can be called done, for schools", make_scorm_packages, needs=(ADDRESS,)),
    "csv": Format("every record as a table, for spreadsheets", make_spreadsheet),
    # Pages link to the files of these two.
    "citation": Format("citations for reference managers", make_citations, in_previews=True),
    "badges": Format("what a badge for a course would stand for", make_badges, in_previews=True),
    "ro-crate": Format("the whole library as a research object", make_ro_crate),
    "holdings": Format("what the library holds, for its yearly report", make_holdings_csv, in_previews=True),
    "epub": Format("every course as a book, for readers without a connection", make_epubs, needs_pages=True),
    "opds": Format("these books as a catalog for reading programs (OPDS 2.0 and 1.2)", make_opds),
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


def explain_silence(formats: Iterable[str], settings: Settings) -> tuple[Diagnostic, ...]:
    """Say which formats are not written: nobody knows them, or the library has to state something first."""
    known = {name: EXPORTERS[name].needs for name in formats if name in EXPORTERS}
    unknown = (name for name in formats if name not in EXPORTERS)
    return (*name_unknown(unknown, EXPORTERS, settings), *name_missing(known, settings))


def export_all(collection: Collection, formats: Iterable[str] = tuple(EXPORTERS)) -> Iterator[tuple[str, bytes]]:
    """Make the files of several formats one after another: path below the site's root, and bytes."""
    made: dict[str, tuple[int, str]] = {}
    collection = replace(collection, made=made)
    for name in formats:
        for path, data in EXPORTERS[name].make(collection):
            made[path] = (len(data), hashlib.sha256(data).hexdigest())
            yield path, data
