"""Headings as a title wants them: the words that a reader hears, without marks, labels and roles."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from courseforge.model import Cell, CellKind
from courseforge.reading.blocks import parse_blocks
from courseforge.reading.formulas import say_formula
from courseforge.reading.wording import one_line

_IN_CELL, _IN_LESSON, _IN_LINE = 20_000, 100_000, 1000  # characters that are looked at
_MAY_HOLD_ONE = re.compile(r"(?mi)^ {0,3}(?:#{1,6}[ \t]|=+[ \t]*$|-+[ \t]*$)|<h[1-6]\b")
_HTML = re.compile(r"<h([1-6])\b[^<>]*>((?:(?!</?h[1-6]\b).)*)</h\1\s*>", re.IGNORECASE | re.DOTALL)
_ENDING = re.compile(r"\{(?:[:#.][^{}`]*|-)\}\s*$")  # {#label}, {.class}, {: .no_toc}
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_TARGET = re.compile(r"(.*\S)\s*<[^<>]+>", re.DOTALL)
_CODE_ROLES = frozenset({"code", "literal", "samp"})
_SILENT_ROLES = re.compile(r"(?:foot)?cite\b.*|raw|label")


def find_title(cells: Iterable[Cell]) -> str:
    """Return the first heading of level 1 in plain words, else the first of any level, else an empty text."""
    other, left = "", _IN_LESSON
    for cell in cells:
        if cell.kind is CellKind.MARKDOWN and left > 0 and _MAY_HOLD_ONE.search(cell.source, 0, _IN_CELL):
            source = cell.source[:_IN_CELL]
            left -= len(source)
            for level, heading in _find_headings(source):
                if level == 1 and heading:
                    return heading
                other = other or heading
    return other


def find_opening(source: str) -> tuple[int, int, str] | None:
    """Return first line (from 0), level and words of the heading with which a text begins; labels may come before."""
    tokens = parse_blocks(source[:_IN_CELL])
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.map:
            return token.map[0], int(token.tag[1]), read_words(tokens[number + 1].content)
        if token.type not in ("myst_target", "myst_line_comment") and not _is_remark(token):
            return None
    return None


def find_first_heading(source: str) -> tuple[int, str] | None:
    """Return level and words of a text's first heading, wherever it stands; one of HTML has the level 0."""
    for number, token in enumerate(tokens := parse_blocks(source[:_IN_CELL])):
        if token.type == "heading_open" and token.level == 0:
            return int(token.tag[1]), read_words(tokens[number + 1].content)
        if token.type == "html_block" and _HTML.search(token.content):
            return 0, ""
    return None


def _is_remark(token: Token) -> bool:
    content = token.content.strip()
    return token.type == "html_block" and content.startswith("<!--") and content.find("-->") == len(content) - 3


def _find_headings(source: str) -> Iterator[tuple[int, str]]:
    tokens = parse_blocks(source)
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            content = tokens[number + 1].content
            if token.markup != "-" or "\n" not in content:  # a paragraph that lost the empty line before a rule
                yield int(token.tag[1]), read_words(content)
        elif token.type == "html_block" and token.level == 0:
            yield from ((int(match[1]), read_words(match[2])) for match in _HTML.finditer(token.content))


def read_words(markdown: str) -> str:
    """Read one line of Markdown aloud."""
    return one_line(_say_all(_parser().parseInline(_ENDING.sub("", markdown[:_IN_LINE]))[0].children or ()))


@cache
def _parser() -> MarkdownIt:
    # Dollars with a space inside or a digit behind are money: “from $5 to $10”.
    lines = (
        MarkdownIt("commonmark").enable("strikethrough").use(dollarmath_plugin, allow_space=False, allow_digits=False)
    )
    return lines.use(myst_role_plugin)


def _say_all(tokens: Sequence[Token]) -> str:
    return "".join(map(_say, tokens))


def _say(token: Token) -> str:
    if token.type == "text":
        return _FOOTNOTE.sub("", token.content)
    if token.type == "code_inline":
        return token.content
    if token.type == "image":
        return _say_all(token.children or ())
    if token.type in ("math_inline", "math_inline_double"):
        return say_formula(token.content)
    if token.type == "myst_role":
        return _say_role(str(token.meta.get("name", "")), token.content)
    is_break = token.type in ("softbreak", "hardbreak") or token.content.lower().startswith("<br")
    return " " if is_break else ""


def _say_role(name: str, content: str) -> str:
    """Leave out what a role does with its words: ``{index}`loop <single: loop>``` says “loop”."""
    if _SILENT_ROLES.fullmatch(name):
        return ""
    if name == "math":
        return say_formula(content)
    if name in _CODE_ROLES:
        return content
    if name == "abbr":
        return content.partition(" (")[0]
    target = _TARGET.fullmatch(content)
    return target[1] if target else content.lstrip("!~")
