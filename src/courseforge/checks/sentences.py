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
CODE = "`…`"  # no end of a sentence: no space follows
_SHORT = 3  # letters: a word of so few has one syllable


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
    parts = _END.split(_ADDRESS.sub("", blank_code(paragraph)))
    line = paragraph.line
    for part in parts:
        if part.rstrip('"”»)')[-1:] in (".", "!", "?", "…", ":") and "\\" not in part:
            words = tuple(_WORD.findall(part))
            yield Sentence(" ".join(part.split()), cell, line, words, _leave_out_names(words, terms))
        line = min(line + part.count("\n"), paragraph.last_line)


def blank_code(paragraph: Paragraph) -> str:
    """Return the text of a paragraph with ``CODE`` in the place of each piece of code, line ends kept."""
    kept, text, end = [], paragraph.text, 0
    for piece in paragraph.code:
        start = _find_piece(piece, text, end)
        if start >= 0:
            kept += [text[end:start], CODE, "\n" * piece.count("\n")]
            end = start + len(piece)
    return "".join((*kept, text[end:]))


def _find_piece(piece: str, text: str, start: int) -> int:
    """Find a piece of code that is no part of a word."""
    while piece and (start := text.find(piece, start)) >= 0:
        if not text[start - 1 : start].isalnum() and not text[start + len(piece) : start + len(piece) + 1].isalnum():
            return start
        start += 1
    return -1


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
    return 1 if len(word) <= _SHORT else _count_places(word, language) + 1


def _count_places(word: str, language: str) -> int:
    return len(_hyphenator(language).positions(word))


@cache
def _hyphenator(language: str) -> "Pyphen":
    from pyphen import Pyphen  # noqa: PLC0415 - a dictionary takes a tenth of a second: only where it is needed

    return Pyphen(lang=_DICTIONARIES[language], left=1, right=1)
