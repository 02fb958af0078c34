"""The sections of a lesson, each with a mark that is another once its words are others."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from courseforge.checks.subject import CellSubject, LessonSubject

_LEVELS = 2  # deeper headings belong to the section around them
_FACTS = ("title", "description", "objectives", "product", "without_equipment", "opportunity")
_LETTERS = "abcdefghijklmnop"  # no digits: YAML would read some marks as numbers
_MARK = 6


@dataclass(frozen=True, slots=True)
class Section:
    """A section.

    Attributes:
        title: its heading; empty for the facts at the top.
        mark: six letters, the same as long as its text and code are the same but for spaces.
    """

    title: str
    mark: str


def list_sections(lesson: LessonSubject) -> tuple[Section, ...]:
    """List the facts that are words, what stands before the first heading, and each section."""
    facts = [f"{name}: {getattr(lesson.lesson.metadata, name)}" for name in _FACTS]
    sections = [("", facts)]
    for title, text in _list_pieces(lesson):
        if title is not None:
            sections.append((title, []))
        sections[-1][1].append(text)
    return tuple(Section(title, _mark(lines)) for title, lines in sections)


def _list_pieces(lesson: LessonSubject) -> Iterator[tuple[str | None, str]]:
    """Give the text in pieces, each with the heading that it begins with, if it begins a section."""
    for cell in lesson.cells:
        starts = {1: None, **_find_starts(cell)}
        ends = [*sorted(starts)[1:], len(cell.lines) + 1]
        for (first, title), end in zip(sorted(starts.items()), ends, strict=True):
            yield title, "\n".join(cell.lines[first - 1 : end - 1])


def _find_starts(cell: CellSubject) -> dict[int, str | None]:
    return {heading.line: heading.text for heading in cell.prose.headings if heading.level <= _LEVELS}


def _mark(lines: list[str]) -> str:
    text = " ".join(" ".join(lines).split())
    digest = hashlib.sha256(text.encode(errors="replace")).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_MARK])
