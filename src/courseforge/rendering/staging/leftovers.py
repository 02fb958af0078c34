"""Markdown that means something to its author and nothing to the parser: it would be published without a word."""

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from courseforge.rendering.staging.roles import parse_blocks


@dataclass(frozen=True, slots=True)
class Leftover:
    """One of them.

    Attributes:
        line: counted from 0 in the text.
    """

    line: int
    message: str
    hint: str


def find_leftovers(source: str) -> Iterator[Leftover]:
    """Find directives that are never closed."""
    if ":::" not in source:
        return
    lines = source.split("\n")
    for token in parse_blocks(source):
        if token.type == "colon_fence" and not _is_closed(token, lines):
            yield _unclosed(token)


def _is_closed(token: Token, lines: list[str]) -> bool:
    last = lines[token.map[1] - 1].strip(" >") if token.map else ""
    return bool(last) and set(last) == {":"} and len(last) >= len(token.markup)


def _unclosed(token: Token) -> Leftover:
    name = token.info.strip()
    return Leftover(
        token.map[0] if token.map else 0,
        f"“{token.markup}{name}” begins here and never ends, so it swallows the rest of the cell.",
        f"Write {token.markup} on a line of its own where it ends. One that holds another needs more colons than it.",
    )
