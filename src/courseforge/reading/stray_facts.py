"""Facts about a lesson that were written where nobody reads them, and where readers would see them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields

from courseforge.model import Cell, CellKind, LessonMetadata
from courseforge.reading.codes import FACTS_STAND_FIRST, Fault
from courseforge.reading.front_matter import HYPHENS
from courseforge.reading.wording import show

_KEYS = frozenset(field.name for field in fields(LessonMetadata))
_KEY = re.compile(r"([a-z_]+)[ \t]*:(?:\s|$)")
_HEADER = re.compile(r"\s*(?:[A-Za-z][\w-]*[ \t]*:[ \t]+\S.*(?:\n|\Z)){2,}")
_TITLE = re.compile(r"^title[ \t]*:", re.IGNORECASE | re.MULTILINE)
_FENCE = re.compile(r"\s*(?:```|~~~)")
_CELLS, _LINES = 3, 60  # facts are looked for where somebody would have written them
_BETWEEN = "between a line --- and another line ---."


def find_stray_facts(cells: Sequence[Cell]) -> Fault | None:
    """Find facts in a lesson without front matter: with a misspelled ``---``, without one, or in the wrong cell."""
    for cell in cells[:_CELLS]:
        lines = cell.source.split("\n", _LINES)[:_LINES]
        found = next(_find_facts(lines, cell.kind), None)
        if cell is cells[0] and _begins_with_header(cell):
            found = _first_line(lines)
        if found is not None:
            message, hint = _explain(cell, lines, found)
            if cell.line is None:
                return Fault(FACTS_STAND_FIRST, message, hint, line=found + 1, cell=cell.number)
            return Fault(FACTS_STAND_FIRST, message, hint, line=found + cell.line)
    return None


def _find_facts(lines: Sequence[str], kind: CellKind) -> Iterator[int]:
    """Give the place of two keys below each other, or of a title below hyphens; a fence shows them on purpose."""
    fenced, start, keys = False, 0, 0
    hyphens = False
    for number, line in enumerate(lines):
        fenced ^= bool(_FENCE.match(line))
        match = None if fenced or (kind is CellKind.CODE and "=" in line) else _KEY.match(line)
        if match and match[1] in _KEYS:
            start = start if hyphens or keys else number
            keys += 1
            if keys > 1 or (hyphens and match[1] == "title"):
                yield start
        elif HYPHENS.fullmatch(line):
            start, keys, hyphens = number, 0, True
        elif line.strip() and not line.startswith((" ", "\t", "- ")):
            keys, hyphens = 0, False


def _begins_with_header(cell: Cell) -> bool:
    """Tell whether a text begins with lines as other programs write them: ``Title: Echo``, ``Date: 2018``."""
    header = _HEADER.match(cell.source) if cell.kind is not CellKind.CODE else None
    return header is not None and _TITLE.search(header[0]) is not None


def _explain(cell: Cell, lines: Sequence[str], found: int) -> tuple[str, str]:
    first = _first_line(lines)
    if cell.kind is CellKind.CODE:
        message = "The facts about this lesson stand in a code cell, where they are not read."
        return message, f"Put them into a first cell that is a text cell (Markdown), {_BETWEEN}"
    if cell.line is None and cell.number > 1:
        message = f"The facts about this lesson stand in cell {cell.number}, where they are not read."
        return message, f"Put them into the first cell, a text cell (Markdown) of their own, {_BETWEEN}"
    if found == first and HYPHENS.fullmatch(lines[found]):
        message = f"The facts about this lesson begin with {show(lines[found].strip())}, not with three hyphens."
        return message, "Type --- on a line of its own before the first fact, and again after the last one."
    if found == first:
        message = "The facts about this lesson have no line of three hyphens above them."
        hint = "Type --- on a line of its own before the first fact, and again after the last one."
        return message, hint if lines[found].partition(":")[
            0
        ].islower() else f"{hint} Write their names in small letters, such as title:"
    place = "the file" if cell.line is not None else "the first cell"
    message = "Something stands above the facts about this lesson, so they are not read."
    return message, f"Move them to the very top of {place}, {_BETWEEN}"


def _first_line(lines: Sequence[str]) -> int:
    return next(number for number, line in enumerate(lines) if line.strip())
