"""Markdown that means something to its author and nothing to the parser: it would be published without a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from courseforge.rendering.staging.roles import parse_blocks

_PICTURE_WITH_SPACES = re.compile(r"!\[[^\]\n]*\]\(([^()\n]*\s[^()\n]*)\)")


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
    """Find directives that are never closed and pictures whose address has a space."""
    if ":::" not in source and "![" not in source:
        return
    lines = source.split("\n")
    for token in parse_blocks(source):
        if token.type == "colon_fence" and not _is_closed(token, lines):
            yield _unclosed(token)
        if token.type == "inline" and (match := _PICTURE_WITH_SPACES.search(_plain_text(token))):
            yield _spaced(token, match[1])


def _is_closed(token: Token, lines: list[str]) -> bool:
    last = lines[token.map[1] - 1].strip(" >") if token.map else ""
    return bool(last) and set(last) == {":"} and len(last) >= len(token.markup)


def _plain_text(token: Token) -> str:
    """Return the words of a paragraph without its code."""
    return "".join(child.content for child in token.children or () if child.type == "text")


def _unclosed(token: Token) -> Leftover:
    name = token.info.strip()
    return Leftover(
        token.map[0] if token.map else 0,
        f"“{token.markup}{name}” begins here and never ends, so it swallows the rest of the cell.",
        f"Write {token.markup} on a line of its own where it ends. One that holds another needs more colons than it.",
    )


def _spaced(token: Token, address: str) -> Leftover:
    better = re.sub(r"\s+", "-", address.strip().lower())
    return Leftover(
        token.map[0] if token.map else 0,
        f"The picture “{address}” is shown as text: its name has a space.",
        f"Rename the file, for example to {better}, and write that name here.",
    )
