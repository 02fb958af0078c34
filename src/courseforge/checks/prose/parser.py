"""Markdown as the site's pages understand it."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

_DEFINITION = re.compile(
    r""" {0,3}\[((?!\^)[^\[\]\\]{1,999})\]:[ \t]+<?([^\s<>]+)>?(?:[ \t]+["'(](.*)["')])?[ \t]*"""
)
_TITLE = re.compile(r"""[ \t]*["'(](.*)["')][ \t]*""")  # of a definition, on the next line


@cache
def make_parser() -> MarkdownIt:
    """Read what the site's pages read (rendering/staging/book_config.py)."""
    parser = MarkdownIt("commonmark", {"linkify": True}).enable(["table", "linkify", "strikethrough"])
    parser.use(colon_fence_plugin).use(deflist_plugin).use(dollarmath_plugin).use(footnote_plugin)
    return parser.use(myst_block_plugin).use(myst_role_plugin).use(attrs_plugin).disable("reference")


def find_definitions(source: str) -> Mapping[str, Mapping[str, str]]:
    """Find the lines ``[label]: target "title"``: the parser's own rule reads all that follow, again for each."""
    found: dict[str, Mapping[str, str]] = {}
    for line in source.split("\n") if "]:" in source else ():
        if match := _DEFINITION.fullmatch(line):
            found.setdefault(normalizeReference(match[1]), {"href": match[2], "title": match[3] or ""})
    return found


def drop_definitions(paragraph: Token) -> int:
    """Take the definitions of links, which readers do not see, from a paragraph's head; return how many lines."""
    lines = paragraph.content.split("\n") if paragraph.content.startswith("[") else []
    count = sum(1 for _ in takewhile(lambda line: _DEFINITION.fullmatch(line) or _TITLE.fullmatch(line), lines))
    if count:
        children = paragraph.children or []
        ends = [number for number, child in enumerate(children) if child.type in ("softbreak", "hardbreak")]
        paragraph.children = children[ends[count - 1] + 1 :] if count <= len(ends) else []
    return count
