"""Words as a search compares them: without capitals and accents. ``search.js`` takes texts apart in the same way."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 32  # what is longer is no word anybody types

#: Words that say nothing about what a lesson is about; nobody is found by them.
STOP_WORDS = {
    "en": "about all also am an and any are as at be been but by can did do does for from had has have he her his "
    "how if in into is it its just let like me more my no not of off on one or our out she so some such than that "
    "the their them then there these they this those to too up us very was we were what when where which who why "
    "will with would you your",
    "es": "al algo ante asi aqui como con cual cuando cuanto de del desde donde el ella ellas ellos en entre era es "
    "esa ese eso esta este esto ha han has hay he la las le les lo los mas me mi mis muy ni no nos nuestra nuestro "
    "os para pero por porque que quien se sea ser si sin sobre son su sus tambien te ti tu tus un una unas uno unos "
    "ya yo",
}

#: Endings that change a word and not what it is about: one, the other, and how many letters must stand before them.
ENDINGS = {
    "en": (
        ("", "s", 3), ("", "es", 3), ("y", "ies", 3), ("", "ing", 4), ("e", "ing", 3), ("", "ed", 4), ("e", "ed", 3),
    ),
    "es": (
        ("", "s", 3), ("", "es", 3), ("z", "ces", 2), ("o", "a", 4), ("os", "as", 4), ("o", "as", 4), ("a", "os", 4),
    ),
}  # fmt: skip

#: Scripts that put no spaces between words; there each pair of characters counts as a word.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
_LEFT_OUT = re.compile(r"[\u0300-\u036f\s]")  # some letters come apart into several words


def find_words(text: str) -> list[str]:
    """Return the words of a text, folded, in order; single letters and what nobody types are left out."""
    words: list[str] = []
    for token in text.translate(_spaces()).split():
        words += (token.lower(),) if token.isascii() else _take_apart(token)
    return [word for word in words if 1 < len(word) <= LONGEST]


@lru_cache(maxsize=50_000)
def _take_apart(token: str) -> tuple[str, ...]:
    words: list[str] = []
    place = 0
    for run in _UNSPACED.finditer(token):
        words += (fold(token[place : run.start()]), *(fold(run[0][i : i + 2]) for i in range(len(run[0]) - 1)))
        place = run.end()
    return (*words, fold(token[place:]))


def fold(word: str) -> str:
    """Leave out what people leave out when they type: capitals, and accents of Latin, Greek and Cyrillic letters."""
    bare = _LEFT_OUT.sub("", unicodedata.normalize("NFKD", word).lower())
    return unicodedata.normalize("NFC", bare)


class _Spaces(dict[int, int]):
    """For ``str.translate``: letters, digits and marks stay, everything else becomes a space."""

    def __missing__(self, code: int) -> int:
        self[code] = code if unicodedata.category(chr(code))[0] in "LMN" else 0x20
        return self[code]


@lru_cache(maxsize=1)
def _spaces() -> _Spaces:
    return _Spaces()
