"""The sections of a lesson, each with a mark that is another once its words are others."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from courseforge.checks.prose import read_prose
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.model import CellKind
from courseforge.reading.headings import read_words

_LEVELS = 2  # deeper headings belong to the section around them
_FACTS = ("title", "description", "objectives", "product", "without_equipment", "opportunity")
_LETTERS = "abcdefghijklmnop"  # no digits: YAML would read some marks as numbers
_MARK = 6
_SIGN = re.compile(r"#|^[ \t>]*[-=]+[ \t]*$", re.MULTILINE)  # what every heading has in its line, or below it
_FIRST = re.compile(r"(#{1,6}) +([^\s#][^#\n]*)(?:\n|\Z)")  # a cell that begins with a heading, as most of them do


@dataclass(frozen=True, slots=True)
class Section:
    """A section.

    Attributes:
        title: its heading; empty for the facts at the top.
        mark: six letters, the same as long as its text and code are the same but for spaces.
        level: of its heading; 0 for the facts.
        texts, programs: the cells, or parts of cells, that it consists of.
    """

    title: str
    mark: str
    level: int = 0
    texts: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text or program; ``title`` and ``level`` where a section begins with it, else None and 0."""

    title: str | None
    level: int
    text: str
    kind: CellKind


def list_sections(lesson: LessonSubject) -> tuple[Section, ...]:
    """List the facts that are words with what stands before the first heading, and each section."""
    facts = [f"{name}: {getattr(lesson.lesson.metadata, name)}" for name in _FACTS]
    sections: list[tuple[str, list[str], list[_Piece]]] = [("", facts, [])]
    for piece in _list_pieces(lesson):
        if piece.title is not None:
            sections.append((piece.title, [], []))
        sections[-1][2].append(piece)
    return tuple(_make_section(*section) for section in sections)


def _make_section(title: str, facts: list[str], pieces: list[_Piece]) -> Section:
    return Section(
        title=title,
        mark=_mark([*facts, *(piece.text for piece in pieces)]),
        level=pieces[0].level if pieces else 0,
        texts=tuple(piece.text for piece in pieces if piece.kind is CellKind.MARKDOWN),
        programs=tuple(piece.text for piece in pieces if piece.kind is CellKind.CODE),
    )


def _list_pieces(lesson: LessonSubject) -> Iterator[_Piece]:
    """Give the text in pieces, each with the heading that it begins with, if it begins a section."""
    for cell in lesson.cells:
        starts: dict[int, tuple[str | None, int]] = {1: (None, 0), **_find_starts(cell)}
        ends = [*sorted(starts)[1:], len(cell.lines) + 1]
        for first, end in zip(sorted(starts), ends, strict=True):
            yield _Piece(*starts[first], "\n".join(cell.lines[first - 1 : end - 1]), cell.cell.kind)


def _find_starts(cell: CellSubject) -> dict[int, tuple[str, int]]:
    if cell.cell.kind is not CellKind.MARKDOWN or not _SIGN.search(cell.source):
        return {}
    return dict(_read_starts(cell.source))


@lru_cache(maxsize=10_000)  # a preview looks at every translation again whenever somebody saves
def _read_starts(source: str) -> tuple[tuple[int, tuple[str, int]], ...]:
    first = _FIRST.match(source)
    if first and not _SIGN.search(source, first.end()):  # then nothing else can be one, and there is no need to parse
        level = len(first[1])
        return ((1, (read_words(first[2].strip()), level)),) if level <= _LEVELS else ()
    headings = read_prose(source).headings
    return tuple((heading.line, (heading.text, heading.level)) for heading in headings if heading.level <= _LEVELS)


def _mark(lines: list[str]) -> str:
    text = " ".join(" ".join(lines).split())
    digest = hashlib.sha256(text.encode(errors="replace")).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_MARK])
