"""Pages in the index: the file that shows each as a result, and what it says of its words."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from courseforge.memory import Things
from courseforge.model import Record, SiteFile
from courseforge.records.addresses import page_path
from courseforge.rendering.search.entries import Entry, choose_keys, make_entry
from courseforge.rendering.search.kept import Shelf
from courseforge.rendering.search.passages import read_page_text
from courseforge.rendering.search.scripts import write_script
from courseforge.rendering.search.shards import pack_words
from courseforge.rendering.shards.kept import renderer_digest
from courseforge.shares import take_shares

_FEW = 100  # pages: fewer are read sooner than a process is forked


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """One page.

    Attributes:
        name: of its file in the index.
        words: beginning of words -> what the page says of them (``pack_words``).
    """

    name: str
    file: SiteFile
    words: Mapping[str, str]


def index_pages(
    pages: Mapping[str, SiteFile],
    records: Iterable[Record],
    shelf: Shelf,
    default_language: str,
    marks: Mapping[str, Things],
) -> list[IndexedPage]:
    """Index the pages of all records of a language; one without a page is not found.

    Args:
        marks: how the scripts on the shelf are now.
    """
    there = {record.id: record for record in records if _path(record, default_language) in pages}

    def index(chosen: tuple[str, str]) -> IndexedPage:
        record_id, key = chosen
        record = there[record_id]
        page = pages[_path(record, default_language)]
        return shelf.memory.recall(
            ("indexed", shelf.language, record_id),
            (key, page.sha256, record, marks.get(f"d-{key}")),
            partial(_index_page, key, record, page, shelf, default_language),
        )

    return take_shares(list(choose_keys(there).items()), index, dear=len(there) > _FEW)


def _index_page(key: str, record: Record, page: SiteFile, shelf: Shelf, default_language: str) -> IndexedPage:
    name = f"d-{key}"
    made_from = hashlib.sha256(f"{renderer_digest()} {page.sha256} {record!r}".encode()).hexdigest()
    note = shelf.load_note(name)
    if note and note["made_from"] == made_from and (file := shelf.load_file(name, note["sha256"])):
        return IndexedPage(name, file, note["words"])
    entry = make_entry(key, record, read_page_text(page.read_bytes()), default_language)
    file = shelf.write_file(name, write_script(f"{shelf.language}/{name}", _show(entry)))
    words = pack_words(key, entry.weights)
    shelf.write_note(name, {"made_from": made_from, "sha256": file.sha256, "words": words})
    return IndexedPage(name, file, words)


def _path(record: Record, default_language: str) -> str:
    return page_path(record.kind, record.id, record.language, default_language)


def _show(entry: Entry) -> list[Any]:
    passages = [[passage.anchor, passage.heading, passage.text] for passage in entry.passages]
    return [quote(entry.path), entry.title, entry.place, entry.facts, entry.description, passages]
