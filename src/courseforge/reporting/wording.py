"""Plain words for numbers, and text that no terminal can take for a command."""

import textwrap
from collections.abc import Iterable, Iterator

from courseforge.diagnostics import Location
from courseforge.reading.wording import escape

_MOST_PLACES = 5


def count(number: int, noun: str, plural: str = "") -> str:
    """Say ``1 lesson``, ``2 lessons``, ``no lessons``."""
    if number == 1:
        return f"1 {noun}"
    return f"{number or 'no'} {plural or noun + 's'}"


def sentence(text: str) -> str:
    """Begin with a capital letter, as a sentence does."""
    return text[:1].upper() + text[1:]


def join_words(words: Iterable[str]) -> str:
    """Say ``a``, ``a and b``, ``a, b and c``."""
    *first, last = tuple(words) or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def name_places(places: Iterable[Location]) -> str:
    """Say ``cell 4, line 2`` or ``lines 3, 7 and 9``; empty for whole files."""
    named = list(dict.fromkeys(place for place in places if place.line or place.cell))
    if all(place.cell is None for place in named):
        return _name_numbers("line", [place.line for place in named if place.line])
    if len(named) > 1:
        return _name_numbers("cell", [place.cell for place in named if place.cell])
    return ", ".join(_name_numbers(noun, [n]) for noun, n in (("cell", named[0].cell), ("line", named[0].line)) if n)


def _name_numbers(noun: str, numbers: Iterable[int]) -> str:
    found = list(dict.fromkeys(numbers))
    shown = list(map(str, found[:_MOST_PLACES]))
    rest = ["…"] if len(found) > _MOST_PLACES else []
    return (
        f"{noun}{'s' if len(found) > 1 else ''} {', '.join(shown + rest) if rest else join_words(shown)}"
        if found
        else ""
    )


def shorten(line: str, width: int) -> str:
    """Cut a line of an author to a width, with an ellipsis where something is missing."""
    shown = printable(line.expandtabs(4))
    return shown if len(shown) <= max(width, 10) else f"{shown[: max(width, 10) - 1]}…"


def printable(text: str) -> str:
    """Show control characters by their codes: the text may come from a stranger's lesson, and a terminal obeys."""
    return escape(text, keep="\t\n")


def indent(text: str, width: int | None, margin: str = "  ", *, first: str = "") -> Iterator[str]:
    """Set a text in from the left, wrapped where there is a ``width``; ``first`` opens it."""
    for number, line in enumerate(printable(text).strip("\n").split("\n")):
        opened = first + line if number == 0 else line
        if width is None:
            yield (margin + opened).rstrip()
        else:
            yield from _wrap(opened, max(width, 40), margin) or [""]


def _wrap(line: str, width: int, margin: str) -> list[str]:
    return textwrap.wrap(
        line.expandtabs(4),
        width,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
