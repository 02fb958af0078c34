"""The words of one language, cut into files of a size that a phone can load for one question."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from courseforge.rendering.search.entries import HEADING, SPOKEN

LIMIT = 10_000  # characters of a file, beyond which it is cut, unless it holds a single word
LONGEST_LIST = 20_000  # characters of a list to guess from
_SMALL = LIMIT // 8  # what is smaller stays with its neighbors
_TYPED_WRONG = 4  # letters of a word at least, for us to guess what was meant
_ANY_NUMBER = 1_000_000  # more pages than any library has
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
    """Turn what pages say around: for each word the pages that have it, in the order given."""
    places: dict[str, list[str]] = {}
    for page in packed:
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


def list_spoken(words: Words) -> dict[str, int]:
    """Return the words that stand in some text and are long enough to be typed wrong, with how well known each is.

    Those of titles and headings come before all others, then those that many pages have.
    """
    spoken: dict[str, int] = {}
    for word, places in words.items():
        weight = _DIGITS.index(max(places[4::5]))
        if weight >= SPOKEN and len(word) >= _TYPED_WRONG and word.isalpha():
            spoken[word] = len(places) // 5 + (weight >= HEADING) * _ANY_NUMBER
    return spoken


def choose_known(spoken: Mapping[str, int]) -> list[str]:
    """Return as many words as a list may hold, the best known ones, in order."""
    room, known = LONGEST_LIST, []
    for word in sorted(spoken, key=lambda word: (-spoken[word], word)):
        room -= len(word) + 1
        if room < 0:
            break
        known.append(word)
    return sorted(known)


def _size(words: Words) -> int:
    return sum(len(word) + len(places) + 6 for word, places in words.items())
