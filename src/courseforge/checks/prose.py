"""A Markdown cell as rules want to see it: headings, links, images and paragraphs, each with its line.

What a directive holds is looked into, as the page does; what stands in a code block is an example and only a fence.
All lines are 1-based lines of the cell's source.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import takewhile
from typing import Literal

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

from courseforge.checks.markup import Element, read_elements
from courseforge.reading.blocks import end_quotation
from courseforge.reading.headings import read_words

SKIPPED = "`…`"  # stands for what is no language; a space after it ends no sentence
LONGEST = 100_000  # characters of a cell that are looked at: some fifty pages
_DEPTH = 20  # directives inside directives
# Directives whose content is shown as it stands, or is no Markdown.
_VERBATIM = frozenset(
    "code code-block code-cell sourcecode highlight parsed-literal prompt math raw eval-rst mermaid literalinclude "
    "include csv-table toctree bibliography glue".split()
)
_OPTION = re.compile(r":([A-Za-z][\w-]*):(?:[ \t](.*))?$")
_DEFINITION = re.compile(
    r""" {0,3}\[((?!\^)[^\[\]\\]{1,999})\]:[ \t]+<?([^\s<>]+)>?(?:[ \t]+["'(](.*)["')])?[ \t]*"""
)
_TITLE = re.compile(r"""[ \t]*["'(](.*)["')][ \t]*""")  # of a definition, on the next line
_IMAGE_PARTS = frozenset({"src", "alt", "title", "class"})
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)

Kind = Literal["paragraph", "item", "quote", "note"]
Form = Literal["markdown", "directive", "html", "bare"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 1 to 6, ``last_line`` that of its underline where it has one."""

    level: int
    text: str
    line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link.

    Attributes:
        target: as written, without the title.
        text: what readers see; empty where they see nothing (an image is in ``images``).
        form: ``bare`` for an address that stands in the text by itself.
        holds_image: whether an image is what readers see of it.
    """

    target: str
    text: str
    line: int
    form: Form = "markdown"
    title: str = ""
    holds_image: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that is shown.

    Attributes:
        alt: its alternative text; None where HTML or a directive has no place for one.
        classes: words from ``{.word}``, ``:class:`` or ``class=``.
        options: the directive's options, or the tag's attributes.
    """

    target: str
    alt: str | None
    line: int
    form: Form = "markdown"
    title: str = ""
    classes: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together.

    Attributes:
        text: what readers see, on one line for each source line; code and formulas left in.
        line, last_line: where it begins and ends.
        kind: what it is a part of; cells of tables are in ``tables``.
        code: the pieces of ``text`` that are code.
        bold: whether all of it is bold.
        words: ``text`` with ``SKIPPED`` in the place of each piece of code and each formula.
    """

    text: str
    line: int
    last_line: int
    kind: Kind = "paragraph"
    code: tuple[str, ...] = ()
    bold: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Fence:
    """A code block that is only shown; ``line`` is that of its first line of content."""

    language: str
    content: str
    line: int


@dataclass(frozen=True, slots=True)
class Directive:
    """A block such as ``:::{activity} Title``.

    Attributes:
        options: its lines ``:key: value``.
        content: what it holds, without the options.
        content_line: where ``content`` begins.
    """

    name: str
    argument: str
    options: Mapping[str, str]
    content: str
    line: int
    last_line: int
    content_line: int


@dataclass(frozen=True, slots=True)
class Role:
    """A piece of a line such as ``{term}`loop```."""

    name: str
    content: str
    line: int


@dataclass(frozen=True, slots=True)
class TextTable:
    """A Markdown table."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Note:
    """What readers do not see (an HTML comment, a line that begins with ``%``), or a label (``(here)=``)."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """All of it, in the order of the text; ``elements`` are the tags of inline and block HTML."""

    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    fences: tuple[Fence, ...] = ()
    directives: tuple[Directive, ...] = ()
    roles: tuple[Role, ...] = ()
    tables: tuple[TextTable, ...] = ()
    elements: tuple[Element, ...] = ()
    comments: tuple[Note, ...] = ()
    labels: tuple[Note, ...] = ()


_FIELDS: Mapping[type, str] = {
    Heading: "headings",
    Link: "links",
    Image: "images",
    Paragraph: "paragraphs",
    Fence: "fences",
    Directive: "directives",
    Role: "roles",
    TextTable: "tables",
    Element: "elements",
}
_Piece = Heading | Link | Image | Paragraph | Fence | Directive | Role | TextTable | Element | tuple[str, Note]


def read_prose(source: str) -> Prose:
    """Parse a Markdown text."""
    source = source[:LONGEST]
    found: dict[str, list[object]] = {field.name: [] for field in fields(Prose)}
    for piece in _read(source, 0, 0, _find_definitions(source)):
        if isinstance(piece, tuple):
            found[piece[0]].append(piece[1])
        else:
            found[_FIELDS[type(piece)]].append(piece)
    return Prose(**{name: tuple(pieces) for name, pieces in found.items()})  # type: ignore[arg-type]


@cache
def _parser() -> MarkdownIt:
    """Read what the site's pages read (rendering/staging/book_config.py)."""
    parser = MarkdownIt("commonmark", {"linkify": True}).enable(["table", "linkify", "strikethrough"])
    parser.use(colon_fence_plugin).use(deflist_plugin).use(dollarmath_plugin).use(footnote_plugin)
    return parser.use(myst_block_plugin).use(myst_role_plugin).use(attrs_plugin).disable("reference")


def _find_definitions(source: str) -> Mapping[str, Mapping[str, str]]:
    """Find the lines ``[label]: target "title"``: the parser's own rule reads all that follow, again for each."""
    found: dict[str, Mapping[str, str]] = {}
    for line in source.split("\n") if "]:" in source else ():
        if match := _DEFINITION.fullmatch(line):
            found.setdefault(normalizeReference(match[1]), {"href": match[2], "title": match[3] or ""})
    return found


def _read(source: str, base: int, depth: int, definitions: Mapping[str, Mapping[str, str]]) -> Iterator[_Piece]:
    """Read a text whose first line is line ``base + 1`` of the cell."""
    tokens = _parser().parse(end_quotation(source), {"references": dict(definitions)})
    around: list[str] = []
    rows: list[list[str]] = []
    table_line = 0
    for number, token in enumerate(tokens):
        line = base + (token.map[0] if token.map else 0) + 1
        if token.type == "inline":
            line += _drop_definitions(token) if tokens[number - 1].type == "paragraph_open" else 0
            yield from _read_inline(token, tokens[number - 1], line, around, rows)
        elif token.type in ("fence", "colon_fence"):
            yield from _read_fence(token, base, depth, definitions)
        elif token.type == "code_block":
            yield Fence("", token.content, line)
        elif token.type == "html_block":
            yield from _read_html(token.content, line)
        elif token.type == "myst_line_comment":
            yield "comments", Note(token.content.strip(), line)
        elif token.type == "myst_target":
            yield "labels", Note(token.content, line)
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_open":
            rows, table_line = [], line
        elif token.type == "table_close":
            header, *rest = (tuple(row) for row in rows)
            yield TextTable(header, tuple(rest), table_line)
        if token.nesting > 0:
            around.append(token.type.removesuffix("_open"))
        elif token.nesting < 0:
            around.pop()


_KINDS: Mapping[str, Kind] = {"footnote": "note", "blockquote": "quote", "list_item": "item", "dd": "item"}


def _drop_definitions(paragraph: Token) -> int:
    """Take the definitions of links, which readers do not see, from a paragraph's head; return how many lines."""
    lines = paragraph.content.split("\n") if paragraph.content.startswith("[") else []
    count = sum(1 for _ in takewhile(lambda line: _DEFINITION.fullmatch(line) or _TITLE.fullmatch(line), lines))
    if count:
        children = paragraph.children or []
        ends = [number for number, child in enumerate(children) if child.type in ("softbreak", "hardbreak")]
        paragraph.children = children[ends[count - 1] + 1 :] if count <= len(ends) else []
    return count


def _read_inline(
    token: Token, before: Token, line: int, around: list[str], rows: list[list[str]]
) -> Iterator[_Piece]:
    children = token.children or []
    text = read_text(children)
    if before.type == "heading_open":
        last = line + (before.map[1] - before.map[0] if before.map else 1) - 1
        yield Heading(int(before.tag[1]), read_words(token.content), line, last)
    elif before.type in ("th_open", "td_open"):
        rows[-1].append(text)
    elif text.strip():
        kind: Kind = next((_KINDS[name] for name in around if name in _KINDS), "paragraph")
        code = tuple(child.content for child in children if child.type == "code_inline")
        last = line + text.count("\n")
        words = "".join(_skip(child) for child in children).strip()
        yield Paragraph(text.strip(), line, last, kind, code, _is_bold(children), words)
    yield from _read_children(children, line)


def _skip(child: Token) -> str:
    if child.type in ("code_inline", "math_inline"):
        return SKIPPED + "\n" * child.content.count("\n")
    if child.type == "myst_role" and _REFERS.fullmatch(str(child.meta.get("name", ""))):
        words, opened, _ = child.content.partition("<")  # {ref}`words <target>`: a target alone is no language
        return (words.rstrip() if opened and words.strip() else SKIPPED) + "\n" * child.content.count("\n")
    return read_text((child,))


_REFERS = re.compile(r"(?:myst:|std:)?(?:cite\b.*|ref|doc|eq|numref|any|download|math|py:.*|footcite.*)")


def read_text(children: Sequence[Token]) -> str:
    """Return what readers see of a line's tokens."""
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content
        for child in children
        if child.type in ("text", "code_inline", "math_inline", "myst_role", "softbreak", "hardbreak")
    )


def _is_bold(children: Sequence[Token]) -> bool:
    inner = [child for child in children if child.type != "text" or child.content.strip()]
    return (
        len(inner) > 2
        and (inner[0].type, inner[-1].type) == ("strong_open", "strong_close")
        and sum(child.type == "strong_open" for child in inner) == 1
    )


def _read_children(children: Sequence[Token], line: int) -> Iterator[_Piece]:
    opened: list[tuple[Token, int, int]] = []
    for number, child in enumerate(children):
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "link_open":
            opened.append((child, number, line))
        elif child.type == "link_close" and opened:
            yield _make_link(*opened.pop(), children[:number])
        elif child.type == "image":
            yield _make_image(child, line)
        elif child.type == "myst_role":
            yield Role(str(child.meta.get("name", "")), child.content, line)
            line += child.content.count("\n")
        elif child.type == "html_inline":
            yield from _read_html(child.content, line)
            line += child.content.count("\n")


def _make_link(opening: Token, start: int, line: int, children: Sequence[Token]) -> Link:
    inside = children[start + 1 :]
    target, title = str(opening.attrGet("href") or ""), str(opening.attrGet("title") or "")
    form: Form = "bare" if opening.info == "auto" else "markdown"
    return Link(target, read_text(inside), line, form, title, any(child.type == "image" for child in inside))


def _make_image(token: Token, line: int) -> Image:
    classes = tuple(str(token.attrGet("class") or "").split())
    options = {name: str(value) for name, value in token.attrs.items() if name not in _IMAGE_PARTS}
    title = str(token.attrGet("title") or "")
    alt = str(token.attrGet("alt") or "") or read_text(token.children or [])  # {alt=…} as the Carpentries write it
    return Image(str(token.attrGet("src") or ""), alt, line, "markdown", title, classes, options)


def _read_fence(
    token: Token, base: int, depth: int, definitions: Mapping[str, Mapping[str, str]]
) -> Iterator[_Piece]:
    assert token.map is not None
    line, info = base + token.map[0] + 1, token.info.strip()
    if not info.startswith("{") or "}" not in info:
        yield Fence(info.partition(" ")[0], token.content, line + 1)
        return
    name, _, argument = info[1:].partition("}")
    directive = _make_directive(name.strip(), argument.strip(), token.content, line, base + token.map[1])
    yield directive
    if directive.name in ("image", "figure") and directive.argument:
        yield _make_directive_image(directive)
    if directive.name not in _VERBATIM and depth < _DEPTH:
        yield from _read(directive.content, directive.content_line - 1, depth + 1, definitions)


def _make_directive(name: str, argument: str, content: str, line: int, last_line: int) -> Directive:
    lines = content.split("\n")
    options, taken = _read_options(lines)
    return Directive(name, argument, options, "\n".join(lines[taken:]), line, last_line, line + 1 + taken)


def _read_options(lines: list[str]) -> tuple[dict[str, str], int]:
    """Read the options of a directive: ``:key: value``, or ``key: value`` between two ``---``; say how many lines."""
    block = lines[0].rstrip() == "---"
    options: dict[str, str] = {}
    for number, line in enumerate(lines[block:], start=block):
        if block and line.rstrip() == "---":
            return options, number + 1
        match = _OPTION.match(f":{line.rstrip()}" if block else line.rstrip())
        if match:
            options[match[1]] = (match[2] or "").strip().strip("\"'")
        elif not block:
            return options, number
    return ({}, 0) if block else (options, len(lines))


def _make_directive_image(directive: Directive) -> Image:
    options = directive.options
    classes = tuple(options.get("class", "").split())
    return Image(directive.argument, options.get("alt"), directive.line, "directive", "", classes, options)


def _read_html(content: str, line: int) -> Iterator[_Piece]:
    for match in _COMMENT.finditer(content):
        yield "comments", Note(match[1].strip(), line + content.count("\n", 0, match.start()))
    for element in read_elements(content, line):
        yield element
        said = element.attributes
        if element.name == "img":
            classes = tuple(said.get("class", "").split())
            yield Image(
                said.get("src", ""), said.get("alt"), element.line, "html", said.get("title", ""), classes, said
            )
        elif element.name == "a" and "href" in said:
            yield Link(said["href"], element.text, element.line, "html", said.get("title", ""))
