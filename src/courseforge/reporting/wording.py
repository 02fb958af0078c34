"""Plain words for numbers, and text that no terminal can take for a command."""

import re
import textwrap
from collections.abc import Iterable, Iterator

# C0 and C1 controls would steer a terminal; bidirectional overrides would make a line read as another one.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


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
    return _UNPRINTABLE.sub(_show_code, text)


def _show_code(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


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
