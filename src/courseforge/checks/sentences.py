"""The sentences of a lesson, and how hard they are to read; the only importer of pyphen.

English: the Flesch-Kincaid grade (a school year in the United States). Spanish: Szigriszt-Pazos' legibility, turned
over so that more is harder, as in English. Code, addresses, names and terms do not count.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from courseforge.checks.prose import Paragraph
from courseforge.checks.subject import CellSubject, LessonSubject

if TYPE_CHECKING:
    from pyphen import Pyphen

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_END = re.compile(r"(?<=[.!?…:])[\"”»)]*\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DICTIONARIES: Mapping[str, str] = {"en": "en_US", "es": "es"}
_SHORT = 3  # letters: a word of so few has one syllable
_NO_WORD = 40  # letters: nothing that anybody says


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence.

    Attributes:
        words: all that readers read, code and addresses taken out.
        counted: those of them that tell how hard it is: no names, no terms.
    """

    text: str
    cell: CellSubject
    line: int
    words: tuple[str, ...]
    counted: tuple[str, ...]


def can_measure(language: str) -> bool:
    """Tell whether there is a formula for a language (BCP 47)."""
    return _base(language) in _DICTIONARIES


def list_sentences(lesson: LessonSubject) -> Iterator[Sentence]:
    """List the whole sentences of a lesson; pieces of lists that are none are left out, and what others said."""
    for cell in lesson.markdown_cells:
        terms = frozenset(
            word.casefold()
            for role in cell.prose.roles
            if role.name == "term"
            for word in _WORD.findall(role.content)
        )
        for paragraph in cell.prose.paragraphs:
            if paragraph.kind in ("paragraph", "item"):
                yield from _split(paragraph, cell, terms)


def _split(paragraph: Paragraph, cell: CellSubject, terms: frozenset[str]) -> Iterator[Sentence]:
    parts = _END.split(_ADDRESS.sub("", paragraph.words))
    line = paragraph.line
    for part in parts:
        if part.rstrip('"”»)')[-1:] in (".", "!", "?", "…", ":"):
            words = tuple(_WORD.findall(part))
            yield Sentence(" ".join(part.split()), cell, line, words, _leave_out_names(words, terms))
        line = min(line + part.count("\n"), paragraph.last_line)


def _leave_out_names(words: Iterable[str], terms: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        word
        for number, word in enumerate(words)
        if (number == 0 or not word[0].isupper()) and word.casefold() not in terms
    )


def measure(sentences: Iterable[Sentence], language: str) -> float:
    """Return how hard the sentences are together: an English grade, or 100 less Szigriszt-Pazos' legibility."""
    found = [sentence for sentence in sentences if sentence.words]
    counted = [word for sentence in found for word in sentence.counted]
    if not counted:
        return 0.0
    base = _base(language)
    length = sum(len(sentence.words) for sentence in found) / len(found)
    syllables = sum(_count_syllables(word.casefold(), base) for word in counted) / len(counted)
    if base == "en":
        return 0.39 * length + 11.8 * syllables - 15.59
    return 100 - (206.835 - 62.3 * syllables - length)


def _base(language: str) -> str:
    return language.partition("-")[0].lower()


@lru_cache(maxsize=50_000)
def _count_syllables(word: str, language: str) -> int:
    if not _SHORT < len(word) < _NO_WORD:
        return max(1, len(word) // _SHORT)
    return len(_hyphenator(language).positions(word)) + 1


@cache
def _hyphenator(language: str) -> "Pyphen":
    from pyphen import Pyphen  # noqa: PLC0415 - a dictionary takes a tenth of a second: only where it is needed

    return Pyphen(lang=_DICTIONARIES[language], left=1, right=1)
