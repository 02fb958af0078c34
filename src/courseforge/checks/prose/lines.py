"""What stands in a line: words, links, images, roles."""

import re
from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token

from courseforge.checks.prose.pieces import Form, Heading, Image, Kind, Link, Paragraph, Piece, Role
from courseforge.checks.prose.tags import read_html
from courseforge.reading.headings import read_words

SKIPPED = "`…`"  # stands for what is no language; a space after it ends no sentence
_IMAGE_PARTS = frozenset({"src", "alt", "title", "class"})
_KINDS: Mapping[str, Kind] = {"footnote": "note", "blockquote": "quote", "list_item": "item", "dd": "item"}


def read_line(token: Token, before: Token, line: int, around: list[str], rows: list[list[str]]) -> Iterator[Piece]:
    """Read the words of a heading, a paragraph or a cell of a table, and what stands in them.

    Args:
        token: the words.
        before: what they are the words of.
        line: where they begin.
        around: what is open around them, the outermost first.
        rows: of the table that is open; a cell's words are put into the last.
    """
    children = token.children or []
    text = _read_text(children)
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
    return _read_text((child,))


_REFERS = re.compile(r"(?:myst:|std:)?(?:cite\b.*|ref|doc|eq|numref|any|download|math|py:.*|footcite.*)")


def _read_text(children: Sequence[Token]) -> str:
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


def _read_children(children: Sequence[Token], line: int) -> Iterator[Piece]:
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
            yield from read_html(child.content, line)
            line += child.content.count("\n")


def _make_link(opening: Token, start: int, line: int, children: Sequence[Token]) -> Link:
    inside = children[start + 1 :]
    target, title = str(opening.attrGet("href") or ""), str(opening.attrGet("title") or "")
    form: Form = "bare" if opening.info == "auto" else "markdown"
    return Link(target, _read_text(inside), line, form, title, any(child.type == "image" for child in inside))


def _make_image(token: Token, line: int) -> Image:
    classes = tuple(str(token.attrGet("class") or "").split())
    options = {name: str(value) for name, value in token.attrs.items() if name not in _IMAGE_PARTS}
    title = str(token.attrGet("title") or "")
    alt = str(token.attrGet("alt") or "") or _read_text(token.children or [])  # {alt=…} as the Carpentries write it
    return Image(str(token.attrGet("src") or ""), alt, line, "markdown", title, classes, options)
