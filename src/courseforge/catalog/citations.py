"""How to cite: the whole library, and each lesson in the formats of reference managers.

A lesson's page shows its BibTeX entry and links to its RIS file, the one that opens everywhere with a click. More
files for each lesson would make a large library's build wait for the disk; all lessons together are there in every
format.
"""

import json
from collections.abc import Iterator

from courseforge.catalog.citation_cff import make_citation_cff
from courseforge.catalog.collection import Collection
from courseforge.catalog.csl_json import describe_source
from courseforge.catalog.ris import make_ris
from courseforge.records.addresses import citation_path
from courseforge.records.bibtex import make_bibtex

_ALL = "catalog/citations/lessons"  # no lesson's file: those lie in the folders of their courses


def make_citations(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Return the files."""
    lessons = [record for record in collection.records if record.kind == "lesson"]
    entries = [make_ris(lesson) for lesson in lessons]
    sources = json.dumps([describe_source(lesson) for lesson in lessons], ensure_ascii=False, indent=1)
    yield "catalog/CITATION.cff", make_citation_cff(collection)
    yield f"{_ALL}.bib", "\n".join(map(make_bibtex, lessons)).encode()
    yield f"{_ALL}.ris", "\r\n".join(entries).encode()
    yield f"{_ALL}.json", f"{sources}\n".encode()
    for lesson, entry in zip(lessons, entries, strict=True):
        yield citation_path(lesson.identifier), entry.encode()
