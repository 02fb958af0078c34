"""The index of each language as files of the site.

``search/en/index.js``    how words are cut into files, and what to leave out of a question
``search/en/t-co.js``     the words that begin with “co”, and the pages that have them
``search/en/w1-c.js``     words with that first letter (in ``w2-…``: second letter), to guess what was meant
``search/en/d-k3fa.js``   one page: what a result shows

A page's name depends on its id alone, and a word's file on the words that begin alike: an edit changes few files.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Record, SiteFile
from courseforge.rendering.search.indexed import index_pages
from courseforge.rendering.search.kept import Shelf, open_shelf
from courseforge.rendering.search.letters import Letter, make_letters, names_on_shelf
from courseforge.rendering.search.scripts import write_name, write_script
from courseforge.rendering.search.shards import choose_known
from courseforge.rendering.search.words import ENDINGS, STOP_WORDS


def make_search_files(
    pages: Mapping[str, SiteFile],
    records: Sequence[Record],
    default_language: str,
    build: Path,
    memory: Memory = NO_MEMORY,
) -> list[SiteFile]:
    """Make the index of each language.

    Args:
        pages: the site's finished pages by path.
        build: the folder of everything that is built; what is made lies there, to be used again.
        memory: of what this process has made before.
    """
    files: list[SiteFile] = []
    for language in sorted({default_language, *(record.language for record in records)}):
        own = [record for record in records if record.language == language]
        files += _make_index(pages, own, open_shelf(build, language, memory), default_language)
    return files


def _make_index(
    pages: Mapping[str, SiteFile], records: Iterable[Record], shelf: Shelf, default_language: str
) -> list[SiteFile]:
    marks = shelf.mark_files()
    indexed = index_pages(pages, records, shelf, default_language, marks)
    letters = make_letters(indexed, shelf, marks)
    lists = _make_lists({word: known for letter in letters for word, known in letter.spoken.items()}, shelf)
    start = {"index": _write(shelf, "index", _describe(len(indexed), letters, shelf.language))}
    names = {page.name for page in indexed}.union(lists, start, *map(names_on_shelf, letters))
    shelf.remove_others(names)
    shards = [file for letter in letters for file in letter.shards.values()]
    return [*start.values(), *lists.values(), *shards, *(page.file for page in indexed)]


def _describe(pages: int, letters: Iterable[Letter], language: str) -> dict[str, object]:
    """Say what ``search.js`` has to know before it can look anything up."""
    family = language.partition("-")[0]
    spoken = [word for letter in letters for word in letter.spoken]
    return {
        "pages": pages,
        "shards": " ".join(prefix for letter in letters for prefix in sorted(letter.shards)),
        "stop": STOP_WORDS.get(family, ""),
        "endings": ENDINGS.get(family, ()),
        "first": "".join(sorted({word[0] for word in spoken})),
        "second": "".join(sorted({word[1] for word in spoken})),
    }


def _make_lists(spoken: Mapping[str, int], shelf: Shelf) -> dict[str, SiteFile]:
    """List words by their first letter and by their second: whoever types one of them wrong has the other right."""
    files = {}
    for place in (0, 1):
        ordered = sorted(spoken, key=itemgetter(place))
        for letter, words in groupby(ordered, key=itemgetter(place)):
            name = f"w{place + 1}-{write_name(letter)}"
            files[name] = _write(shelf, name, " ".join(choose_known({word: spoken[word] for word in words})))
    return files


def _write(shelf: Shelf, name: str, value: object) -> SiteFile:
    return shelf.write_file(name, write_script(f"{shelf.language}/{name}", value))
