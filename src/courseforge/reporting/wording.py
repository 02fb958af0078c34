"""Plain words for numbers, and text that no terminal can take for a command."""

import textwrap
from collections.abc import Iterable, Iterator

from courseforge.reading.wording import escape


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
