"""The index as files of the site, each a classic script that hands one value to ``search.js``.

``search/en/index.js``    how the language's words are cut into files, and what to leave out of a question
``search/en/t-co.js``     the words that begin with “co”, and the pages that have them
``search/en/w1-c.js``     words with that first letter (in ``w2-…``: second letter), to guess what was meant
``search/en/d-k3fa.js``   one page: what a result shows

A name never depends on what else there is, and a file that did not change is not written again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from courseforge.model import Record, SiteFile
from courseforge.records.addresses import page_path
from courseforge.rendering.assembly import make_file
from courseforge.rendering.search.entries import Entry, choose_keys, make_entry
from courseforge.rendering.search.passages import read_page_text
from courseforge.rendering.search.shards import cut, gather_words, list_spoken
from courseforge.rendering.search.words import ENDINGS, STOP_WORDS

SEARCH_FOLDER = "search"


def make_search_files(
    pages: Mapping[str, SiteFile], records: Sequence[Record], default_language: str
) -> list[SiteFile]:
    """Make the index of each language.

    Args:
        pages: the site's finished pages by path; a record without a page is not found.
    """
    files: list[SiteFile] = []
    for language in sorted({default_language, *(record.language for record in records)}):
        entries = _make_entries(pages, [r for r in records if r.language == language], default_language)
        for name, value in _list_values(entries, language):
            script = write_script(f"{language}/{name}", value)
            files.append(make_file(f"{SEARCH_FOLDER}/{language}/{name}.js", script))
    return files


def write_script(name: str, value: Any) -> bytes:
    """Write a value as a script; what would mean something to a browser that reads it as a page is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'cfSearch("{name}",{text});\n'.encode()


def _make_entries(pages: Mapping[str, SiteFile], records: Sequence[Record], default_language: str) -> list[Entry]:
    keys = choose_keys(record.id for record in records)
    entries = []
    for record in records:
        page = pages.get(page_path(record.kind, record.id, record.language, default_language))
        if page is not None:
            text = read_page_text(page.read_bytes())
            entries.append(make_entry(keys[record.id], record, text, default_language))
    return entries


def _list_values(entries: Sequence[Entry], language: str) -> Iterator[tuple[str, Any]]:
    words = gather_words(entries)
    spoken = list_spoken(words)
    shards = dict(cut(words))
    family = language.partition("-")[0]
    yield (
        "index",
        {
            "pages": len(entries),
            "shards": " ".join(sorted(shards)),
            "stop": STOP_WORDS.get(family, ""),
            "endings": ENDINGS.get(family, ()),
            "first": _letters(spoken, 0),
            "second": _letters(spoken, 1),
        },
    )
    for prefix, shard in shards.items():
        yield f"t-{write_name(prefix)}", shard
    for place in (0, 1):
        for letter, group in groupby(sorted(spoken, key=itemgetter(place)), key=itemgetter(place)):
            yield f"w{place + 1}-{write_name(letter)}", " ".join(group)
    for entry in entries:
        yield f"d-{entry.key}", _page_value(entry)


def write_name(letters: str) -> str:
    """Write letters so that every disk and every server knows them: those of the Latin alphabet, others by number."""
    return "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}" for c in letters)


def _letters(words: Iterable[str], place: int) -> str:
    return "".join(sorted({word[place] for word in words}))


def _page_value(entry: Entry) -> list[Any]:
    passages = [[passage.anchor, passage.heading, passage.text] for passage in entry.passages]
    return [entry.path, entry.title, entry.place, entry.facts, entry.description, passages]
