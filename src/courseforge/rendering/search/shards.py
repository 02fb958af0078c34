"""The words of one language, cut into files of a size that a phone can load for one question."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from courseforge.rendering.search.entries import SPOKEN, Entry

LIMIT = 16_000  # characters of a file, beyond which it is cut, unless it holds a single word
_SMALL = LIMIT // 8  # what is smaller stays with its neighbors
_TYPED_WRONG = 4  # letters of a word at least, for us to guess what was meant
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

Words = Mapping[str, str]  # word -> five characters for each page: its key, and the weight in base 36


def gather_words(entries: Iterable[Entry]) -> dict[str, str]:
    """Turn entries around: for each word the pages that have it, both in order."""
    places: dict[str, list[str]] = {}
    for entry in sorted(entries, key=lambda entry: entry.key):
        marks = [entry.key + digit for digit in _DIGITS]
        for word, weight in entry.weights.items():
            places.setdefault(word, []).append(marks[weight])
    return {word: "".join(places[word]) for word in sorted(places)}


def cut(words: Words, prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Cut words into files by their first letters, as few as it takes.

    The file of a word is the one with the longest name that the word begins with.
    """
    if prefix and (_size(words) <= LIMIT or len(words) == 1):
        yield prefix, dict(words)
        return
    rest: dict[str, str] = {}
    depth = len(prefix) + 1
    for start, group in groupby(words.items(), key=lambda item: item[0][:depth]):
        part = dict(group)
        if len(start) < depth or (prefix and _size(part) < _SMALL):
            rest |= part
        else:
            yield from cut(part, start)
    if prefix and rest:
        yield prefix, rest


def list_spoken(words: Words) -> list[str]:
    """Return the words that stand in some text and are long enough to be typed wrong."""
    written = _DIGITS[:SPOKEN]
    return [
        word
        for word, places in words.items()
        if len(word) >= _TYPED_WRONG and word.isalpha() and places[4::5].strip(written)
    ]


def _size(words: Words) -> int:
    return sum(len(word) + len(places) + 6 for word, places in words.items())
