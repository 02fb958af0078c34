"""The words with one first letter: the files that say which pages have them, and the list to guess from."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from courseforge.memory import Things
from courseforge.model import SiteFile
from courseforge.rendering.search.indexed import IndexedPage
from courseforge.rendering.search.kept import Shelf
from courseforge.rendering.search.scripts import read_script, write_name, write_script
from courseforge.rendering.search.shards import begins, cut, gather_words, list_spoken
from courseforge.rendering.shards.kept import renderer_digest


@dataclass(frozen=True, slots=True)
class Letter:
    """The words with one first letter.

    Attributes:
        letter: in small, without accents.
        made_from: beginning of words -> digest of what all pages say of them.
        shards: beginnings that have a file of their own -> that file.
        spoken: words that readers may mean when they type something else, with how well known each is.
    """

    letter: str
    made_from: Mapping[str, str]
    shards: Mapping[str, SiteFile]
    spoken: Mapping[str, int]


def make_letters(pages: Iterable[IndexedPage], shelf: Shelf, marks: Mapping[str, Things]) -> list[Letter]:
    """Cut all words of a language; only letters of which a page says something new are cut again.

    Args:
        marks: how the scripts on the shelf are now.
    """
    packed: dict[str, dict[str, list[str]]] = {}
    for page in sorted(pages, key=lambda page: page.name):
        for beginning, words in page.words.items():
            packed.setdefault(beginning[0], {}).setdefault(beginning, []).append(words)
    letters = []
    for letter in sorted(packed):
        made_from = {beginning: _digest(packed[letter][beginning]) for beginning in sorted(packed[letter])}
        own = sorted((name, mark) for name, mark in marks.items() if name.startswith(_shard_name(letter)))
        letters.append(
            shelf.memory.recall(
                ("letter", shelf.language, letter),
                (*made_from.items(), *own),
                partial(_make_letter, letter, packed[letter], made_from, shelf),
            )
        )
    return letters


def _make_letter(letter: str, packed: Mapping[str, list[str]], made_from: Mapping[str, str], shelf: Shelf) -> Letter:
    kept = _load_letter(letter, shelf)
    if kept and kept.made_from == made_from:
        return kept
    words: dict[str, str] = {}
    same = {b for b, digest in made_from.items() if kept and kept.made_from.get(b) == digest}
    for file in kept.shards.values() if kept else ():
        words |= {word: places for word, places in read_script(file.read_bytes()).items() if begins(word) in same}
    for beginning in made_from.keys() - same:
        words |= gather_words(packed[beginning])
    return _write_letter(letter, made_from, dict(sorted(words.items())), shelf)


def _digest(packed: Iterable[str]) -> str:
    return hashlib.sha256("\n".join((renderer_digest(), *packed)).encode()).hexdigest()


def _load_letter(letter: str, shelf: Shelf) -> Letter | None:
    note = shelf.load_note(_note_name(letter))
    if not note:
        return None
    shards = {prefix: shelf.load_file(_shard_name(prefix), digest) for prefix, digest in note["shards"].items()}
    there = {prefix: file for prefix, file in shards.items() if file}
    return Letter(letter, note["made_from"], there, note["spoken"]) if len(there) == len(shards) else None


def _write_letter(letter: str, made_from: Mapping[str, str], words: Mapping[str, str], shelf: Shelf) -> Letter:
    shards = {}
    for prefix, part in cut(words, letter):
        name = _shard_name(prefix)
        shards[prefix] = shelf.write_file(name, write_script(f"{shelf.language}/{name}", part))
    spoken = list_spoken(words)
    digests = {prefix: file.sha256 for prefix, file in shards.items()}
    shelf.write_note(_note_name(letter), {"made_from": made_from, "shards": digests, "spoken": spoken})
    return Letter(letter, made_from, shards, spoken)


def names_on_shelf(letter: Letter) -> set[str]:
    """Return the names under which a letter is kept."""
    return {_note_name(letter.letter), *map(_shard_name, letter.shards)}


def _note_name(letter: str) -> str:
    return f"l-{write_name(letter)}"


def _shard_name(prefix: str) -> str:
    return f"t-{write_name(prefix)}"
