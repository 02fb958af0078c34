"""Every text of a course with its place, as rules want it that look for words wherever they stand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from courseforge.diagnostics import Location
from courseforge.model import CellKind, find_figure_data

if TYPE_CHECKING:
    from courseforge.checks.subject import CellSubject, CourseSubject, LessonSubject, PageSubject, ResultSubject

LONGEST = 100_000  # characters of a text that are looked at
_AROUND = 400  # characters before and after a place that belong to its line, at most
_FENCE = re.compile(r"[ \t>]{0,12}(`{3,}|~{3,})[ \t]{0,4}(\{?[\w-]{0,30})")
_SHOWN_CODE = frozenset({"{code", "{code-block", "{code-cell", "{sourcecode", "{highlight"})
_TOKEN = re.compile(r"[a-záéíóúüñ]+")
_NUMBER = re.compile(r"[0-9](?:[ .,()#/-]{0,3}[0-9]){5,40}")
_LONG_WORD = re.compile(r"\S{20,2000}")
_BESIDE = 30
_ADDRESS = re.compile(r"@(?<=[\w.+-]@)[\w-]")  # in one: the signs before and after
_COLORS = re.compile(r"\x1b\[[0-9;]{0,20}m")
_TEXTS = ("text/plain", "text/html", "text/markdown", "text/latex", "application/json", "application/javascript")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words in small letters that a rule looks for before it looks closer.

    Attributes:
        parts: each phrase with the words it is made of.
        tokens: a word of each phrase; where none of them is, no phrase is.
    """

    parts: tuple[tuple[str, frozenset[str]], ...]
    tokens: frozenset[str]


def make_phrases(text: str) -> Phrases:
    """Make phrases of a text that has commas between them."""
    parts = tuple((phrase, frozenset(_TOKEN.findall(phrase))) for phrase in map(str.strip, text.split(",")))
    assert all(tokens for _, tokens in parts)
    return Phrases(parts, frozenset(max(tokens, key=len) for _, tokens in parts))


class Kind(StrEnum):
    """What a text is."""

    PROSE = "prose"  # what a text cell says, without the code it shows
    CODE = "code"  # a program with its comments, also one that is only shown
    OUTPUT = "output"
    FACTS = "facts"  # front matter
    DATA = "data"  # a file beside the lessons
    PAGE = "page"  # of the finished site, with its tags


@dataclass(frozen=True)
class Passage:
    """A text and where it begins. It has no slots, because what was made of it is kept in it.

    Attributes:
        has_lines: whether its lines are lines of the file; those of an output are not.
        is_reviewed: whether a person has looked at the lesson and said so (``LessonSubject.is_reviewed``).
    """

    kind: Kind
    text: str
    begins: Location
    has_lines: bool = True
    is_reviewed: bool = False

    @cached_property
    def lowered(self) -> str:
        """The text in small letters; places in it are places in ``text``."""
        small = self.text.lower()
        return small if len(small) == len(self.text) else "".join(c.lower()[:1] for c in self.text)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Its words in small letters, without digits: what a rule looks for is looked up here first."""
        return frozenset(_TOKEN.findall(self.lowered))

    @cached_property
    def numbers(self) -> tuple[tuple[int, str], ...]:
        """Its rows of six digits and more, with what stands between them and on both sides, and their places."""
        found = (match.span() for match in _NUMBER.finditer(self.text))
        return tuple(
            (max(start - _BESIDE, 0), self.text[max(start - _BESIDE, 0) : end + _BESIDE]) for start, end in found
        )

    @cached_property
    def may_have_address(self) -> bool:
        """Whether an e-mail address may stand in it: a page is full of signs that stand for something else."""
        return _ADDRESS.search(self.text) is not None

    @cached_property
    def long_words(self) -> tuple[tuple[int, str], ...]:
        """What stands without a space for twenty characters and more, with its place: addresses, paths, keys."""
        return tuple((match.start(), match[0]) for match in _LONG_WORD.finditer(self.text))

    def has(self, phrases: "Phrases") -> bool:
        """Tell whether one of some phrases is in it."""
        return any(True for _ in self._find(phrases))

    def _find(self, phrases: "Phrases") -> Iterator[str]:
        # A page is long, and few rules look at it: it is parted into words only where one of their phrases may be.
        if self.kind is Kind.PAGE or not phrases.tokens.isdisjoint(self.tokens):
            for phrase, tokens in phrases.parts:
                if phrase in self.lowered and tokens <= self.tokens:
                    yield phrase

    def lines_with(self, phrases: "Phrases") -> Iterator[tuple[int, str]]:
        """Give each line that has one of some phrases, with its place; of a long line what is near."""
        said = set()
        for phrase in self._find(phrases):
            start = -1
            while (start := self.lowered.find(phrase, start + 1)) >= 0:
                begin = max(self.text.rfind("\n", 0, start) + 1, start - _AROUND)
                end = self.text.find("\n", start, start + _AROUND)
                end = start + _AROUND if end < 0 else end
                if begin not in said:
                    said.add(begin)
                    yield begin, self.text[begin:end]
                start = max(start, end - 1)

    def line_around(self, start: int) -> str:
        """Return the line of a place, or what of it is near."""
        before = max(self.text.rfind("\n", 0, start) + 1, start - _AROUND)
        after = self.text.find("\n", start, start + _AROUND)
        return self.text[before : start + _AROUND if after < 0 else after]

    def at(self, start: int) -> Location:
        """Point at a place in it."""
        if not self.has_lines or self.begins.line is None:
            return self.begins
        return replace(self.begins, line=self.begins.line + self.text.count("\n", 0, start))


def list_course_passages(course: "CourseSubject") -> Iterator[Passage]:
    """List the texts of a course in one language: sources, saved outputs, and the files beside them."""
    for cell in course.welcome:
        yield from _list_sources(cell)
    for lesson in course.lessons:
        yield from list_lesson_passages(lesson)
    for asset in () if course.is_translation else course.assets.values():
        if asset.text:
            yield Passage(Kind.DATA, asset.text[:LONGEST], Location(asset.path, 1))


def list_lesson_passages(lesson: "LessonSubject") -> Iterator[Passage]:
    """List the texts of a lesson: its facts, its cells, and the outputs that were saved."""
    yield from _list_facts(lesson)
    for cell in lesson.cells:
        yield from _list_sources(cell)
        yield from _list_outputs(cell, cell.cell.outputs)


def list_result_passages(result: "ResultSubject") -> Iterator[Passage]:
    """List what a lesson gives today, where it is not what is saved: that was looked at with the sources."""
    for cell, given in result.cells:
        if given.outputs != cell.cell.outputs:
            yield from _list_outputs(cell, given.outputs)


def make_page_passage(page: "PageSubject") -> Passage:
    """Make a passage of a finished page."""
    return Passage(Kind.PAGE, page.text[: 10 * LONGEST], page.at(1))


def _list_facts(lesson: "LessonSubject") -> Iterator[Passage]:
    origin = lesson.lesson.origin
    if origin.head.strip() and origin.lines:
        before = sum(1 for _ in takewhile(_has_no_fact, origin.head.split("\n")))
        first = Location(lesson.lesson.path, min(origin.lines.values()) - before, origin.head_cell)
        yield Passage(Kind.FACTS, origin.head[:LONGEST], first)


def _has_no_fact(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _list_sources(cell: "CellSubject") -> Iterator[Passage]:
    source, reviewed = cell.source[:LONGEST], _is_reviewed(cell)
    if cell.cell.kind is CellKind.CODE:
        yield Passage(Kind.CODE, source, cell.at(1), is_reviewed=reviewed)
    elif "```" in source or "~~~" in source:
        for kind, part in zip((Kind.PROSE, Kind.CODE), _divide(source), strict=True):
            yield Passage(kind, part, cell.at(1), is_reviewed=reviewed)
    elif source:
        yield Passage(Kind.PROSE, source, cell.at(1), is_reviewed=reviewed)


def _is_reviewed(cell: "CellSubject") -> bool:
    return cell.lesson is not None and cell.lesson.is_reviewed


def _divide(source: str) -> tuple[str, str]:
    """Part a text from the code it shows; lines hold in both."""
    prose: list[str] = []
    shown: list[str] = []
    closing = ""
    for line in source.split("\n"):
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if closing:
            inside = fence is None or not (fence[1].startswith(closing) and not fence[2])
            closing = closing if inside else ""
            prose.append("")
            shown.append(line)
        else:
            is_code = fence is not None and (not fence[2].startswith("{") or fence[2] in _SHOWN_CODE)
            closing = fence[1] if is_code and fence is not None else ""
            prose.append("" if closing else line)
            shown.append("")
    return "\n".join(prose), "\n".join(shown)


def _list_outputs(cell: "CellSubject", outputs: "tuple[Mapping[str, Any], ...]") -> Iterator[Passage]:
    for output in outputs:
        text = _read_output(output)
        if text.strip():
            yield Passage(Kind.OUTPUT, text, cell.at(), has_lines=False, is_reviewed=_is_reviewed(cell))


def _read_output(output: Mapping[str, Any]) -> str:
    """Return what an output says in words (nbformat's four kinds)."""
    data = output.get("data")
    if isinstance(data, Mapping):
        parts = [_join(data[kind]) for kind in _TEXTS if kind in data]
        parts += _list_figure_words(output)
    else:
        parts = [_join(output.get("text", "")), _join(output.get("traceback", "")), _join(output.get("evalue", ""))]
    text = "\n".join(filter(None, parts))[:LONGEST]
    return _COLORS.sub("", text) if "\x1b" in text else text


def _list_figure_words(output: Mapping[str, Any]) -> Iterator[str]:
    """Give what a page may show as the table below a figure, a row a line."""
    found = find_figure_data(output)
    for table in found.tables if found else ():
        yield from (table.title, table.axis, *table.series, *map(" ".join, table.rows))


def _join(value: object) -> str:
    if isinstance(value, str):
        return value
    return "".join(part for part in value if isinstance(part, str)) if isinstance(value, list | tuple) else ""
