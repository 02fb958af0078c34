"""The words of one language, cut into files of a size that a phone can load for one question."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from courseforge.rendering.search.entries import SPOKEN

LIMIT = 16_000  # characters of a file, beyond which it is cut, unless it holds a single word
_SMALL = LIMIT // 8  # what is smaller stays with its neighbors
_TYPED_WRONG = 4  # letters of a word at least, for us to guess what was meant
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BEGINNING = 2  # letters that words have in common that are gathered together

Words = Mapping[str, str]  # word -> five characters for each page: its key, and the weight in base 36


def pack_words(key: str, weights: Mapping[str, int]) -> dict[str, str]:
    """Write down what a page says of its words, apart for each beginning: the page's key, then words with weights."""
    ordered = sorted(weights.items())
    return {
        beginning: " ".join((key, *(word + _DIGITS[weight] for word, weight in group)))
        for beginning, group in groupby(ordered, key=lambda item: item[0][:_BEGINNING])
    }


def begins(word: str) -> str:
    """Return the beginning under which a word is packed."""
    return word[:_BEGINNING]


def gather_words(packed: Iterable[str]) -> dict[str, str]:
    """Turn what pages say around: for each word the pages that have it, in the order of their keys."""
    places: dict[str, list[str]] = {}
    for page in sorted(packed):
        key, *words = page.split(" ")
        for word in words:
            places.setdefault(word[:-1], []).append(key + word[-1])
    return {word: "".join(pages) for word, pages in places.items()}


def cut(words: Words, prefix: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Cut words, in order, that begin with a prefix into files by their next letters, as few as it takes.

    The file of a word is the one with the longest name that the word begins with.
    """
    if _size(words) <= LIMIT or len(words) == 1:
        yield prefix, dict(words)
        return
    rest: dict[str, str] = {}
    depth = len(prefix) + 1
    for start, group in groupby(words.items(), key=lambda item: item[0][:depth]):
        part = dict(group)
        if len(start) < depth or _size(part) < _SMALL:
            rest |= part
        else:
            yield from cut(part, start)
    if rest:
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
