"""Lines such as ``#| fig-alt: A rising line`` at the head of a code cell (Quarto's convention), and what they say.

Python takes them for remarks, so they need no import, and they stay in a notebook that somebody takes home.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Options for those who read and check. Nothing that runs depends on them.
WORDS_OF_CELLS = frozenset("fig-alt fig-cap tbl-alt tbl-cap check-ignore".split())

_OPTION = re.compile(r"#\|([ \t]*)([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class CellOption:
    """One option.

    Attributes:
        lines: its value as written: the rest of its line, then the ``#|`` lines below that belong to it.
        line: 1-based line of the cell's source where it begins.
    """

    name: str
    lines: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Display:
    """What a code cell says about what it shows, one text for each picture or table; a single one is for all.

    Attributes:
        alts: what pictures show, for those who do not see them; an empty text for a picture that only decorates.
        captions: what stands below pictures.
        table_alts: what tables are called by those who listen to them.
        table_captions: what stands above tables.
        data: the numbers that a figure was drawn from stand below it as a table.
    """

    alts: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    table_alts: tuple[str, ...] = ()
    table_captions: tuple[str, ...] = ()
    data: bool = False


def pick(texts: tuple[str, ...], place: int) -> str | None:
    """Return the text for the picture or table at a place, counted from 0; None where there is none."""
    if len(texts) == 1:
        return texts[0]
    return texts[place] if place < len(texts) else None


def find_options(source: str) -> tuple[CellOption, ...]:
    """Find the options of a cell, in order; one that is indented more than the first belongs to the one above it."""
    found: list[tuple[str, list[str], int]] = []
    margin: int | None = None
    for number, line in _list_head(source):
        match = _OPTION.match(line)
        if match and (margin is None or len(match[1]) <= margin):
            margin = len(match[1]) if margin is None else margin
            found.append((match[2], [match[3]], number))
        elif found and found[-1][2] + len(found[-1][1]) == number:
            found[-1][1].append(line.removeprefix("#|"))
    return tuple(CellOption(name, tuple(lines), line) for name, lines, line in found)


def asks_for_data(source: str) -> bool:
    """Tell whether a cell says ``fig-data: true``. The kernel asks the same, while it runs the cell."""
    return any(option.name == "fig-data" and option.lines[0].strip() == "true" for option in find_options(source))


def strip_options(source: str) -> str:
    """Leave out the lines of options: readers see code."""
    head = {number for number, _ in _list_head(source)}
    if not head:
        return source
    return "\n".join(line for number, line in enumerate(source.split("\n"), start=1) if number not in head)


def blank_words(source: str) -> str:
    """Empty the options for readers and checkers; the number of lines, which errors name, stays."""
    lines = source.split("\n")
    for option in find_options(source):
        if option.name in WORDS_OF_CELLS:
            lines[option.line - 1 : option.line - 1 + len(option.lines)] = ["#|"] * len(option.lines)
    return "\n".join(lines)


def _list_head(source: str) -> Iterator[tuple[int, str]]:
    """Give the number and text of each ``#|`` line above the code; only a magic (``%%time``) may stand before one."""
    if "#|" not in source:
        return
    for number, line in enumerate(source.split("\n"), start=1):
        if line.startswith("#|"):
            yield number, line
        elif line.strip() and not line.startswith("%%"):
            return
