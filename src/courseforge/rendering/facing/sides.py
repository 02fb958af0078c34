"""One side of a page in two languages: the body of a lesson's finished page, in blocks that can stand elsewhere.

What stands there was sanitized and is not written anew: only names of places, and addresses relative to the page,
become others.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import takewhile
from posixpath import dirname, normpath
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from courseforge.records.addresses import relative_url

_BOXES = frozenset({"div", "details", "aside"})
_FRAME_PREFIX = "cf-"
_NAMES = ("id", "aria-labelledby", "aria-describedby", "headers")
_ADDRESSES = ("href", "src", "poster", "cite")
_NOTES = ("p.behind", "section.missing")  # a page with both languages has its own
_SAID_TWICE = frozenset({"cell-bar"})  # words of the site, in the language of each page


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list, a cell.

    Attributes:
        kind: tag, and of a box its first class; blocks of two languages that belong together have the same.
        content: of a cell, what is the same in each language if its code and what it gave are; empty for other
            blocks, and for a cell with a place that links may lead to.
    """

    kind: str
    html: str
    content: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section; the first part of a side is what stands before the first section.

    Attributes:
        heading: in words; empty for the first part.
        anchor: id of the heading.
        title: the heading as HTML.
    """

    heading: str
    anchor: str
    title: str
    blocks: tuple[Block, ...]


def read_side(html: bytes, path: str, page: str, *, prefix: str, language: str) -> tuple[Part, ...]:
    """Read the body of the finished page at ``path`` for a page at another path.

    Args:
        page: where the blocks will stand.
        prefix: of the names of places; each side has one of its own.
        language: name of it; cells and tables are called by it too, for "Code 1" may be there twice. Empty: not.
    """
    root = LexborHTMLParser(html.decode()).css_first("main .prose")
    if root is None:
        return (Part("", "", "", ()),)
    for note in (note for selector in _NOTES for note in root.css(selector)):
        note.decompose()
    body = list(takewhile(_is_body, root.iter(include_text=True)))
    elements = [node for top in body if top.tag != "-text" for node in top.traverse()]
    ids, move = {node.id for node in elements if node.id}, _mover(path, page)
    for node in elements:
        _move(node, ids, prefix, move)
        if language and (label := node.attributes.get("aria-label")):
            node.attrs["aria-label"] = f"{label} ({language})"
        if node.tag == "img":  # here it is not the first thing to be seen: it may be there twice
            node.attrs["loading"] = "lazy"
    return tuple(_gather(body))


def _is_body(node: LexborNode) -> bool:
    """Tell whether a part of the page's main column is the lesson itself; the rest follows it."""
    named = node.attributes.get("aria-labelledby") or ""
    return node.tag != "nav" and not named.startswith(_FRAME_PREFIX) and "take" not in _classes(node)


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _mover(path: str, page: str) -> Callable[[str], str]:
    """Return what turns an address that is relative to one page into one that is relative to another."""

    def move(address: str) -> str:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return address
        target = relative_url(normpath(f"{dirname(path)}/{parts.path}"), page)
        if ":" in target.partition("/")[0]:  # a file may have a name that looks like a scheme
            target = f"./{target}"
        return parts._replace(path=target).geturl()

    return move


def _move(node: LexborNode, ids: set[str], prefix: str, move: Callable[[str], str]) -> None:
    attributes: Mapping[str, str | None] = node.attributes
    for name in _NAMES:
        if value := attributes.get(name):
            node.attrs[name] = " ".join(f"{prefix}{word}" if word in ids else word for word in value.split())
    for name in _ADDRESSES:
        if value := attributes.get(name):
            place = value[1:] if value.startswith("#") else ""
            node.attrs[name] = f"#{prefix}{place}" if place in ids else move(value)
    if choices := attributes.get("srcset"):
        copies = (choice.strip().partition(" ") for choice in choices.split(","))
        node.attrs["srcset"] = ", ".join(f"{move(address)} {width}" for address, _, width in copies)


def _gather(body: list[LexborNode]) -> Iterator[Part]:
    """Give the introduction, then each section; sections inside sections are taken apart."""
    heading: LexborNode | None = None
    blocks: list[Block] = []
    for node in _flatten(body):
        if node.tag == "h2":
            yield _make_part(heading, blocks)
            heading, blocks = node, []
        elif node.tag != "-text":
            blocks.append(_make_block(node))
        elif words := (node.text_content or "").strip():
            blocks.append(Block("p", f"<p>{escape(words)}</p>"))
    yield _make_part(heading, blocks)


def _flatten(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    for node in nodes:
        if node.tag == "section" or (node.tag == "div" and "intro" in _classes(node)):
            yield from _flatten(node.iter(include_text=True))
        else:
            yield node


def _make_part(heading: LexborNode | None, blocks: list[Block]) -> Part:
    if heading is None:
        return Part("", "", "", tuple(blocks))
    return Part(" ".join(heading.text().split()), heading.id or "", heading.html or "", tuple(blocks))


def _make_block(node: LexborNode) -> Block:
    tag, classes = node.tag or "", _classes(node)
    kind = " ".join((tag, *classes[:1])) if tag in _BOXES else tag
    content = tuple(_say(node)) if "cell" in classes and not any(part.id for part in node.traverse()) else ()
    return Block(kind, node.html or "", content)


def _say(node: LexborNode) -> Iterator[str]:
    """Give what a cell shows, but for what the site says itself."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield (child.text_content or "").strip()
        elif child.tag in ("img", "audio", "video", "source"):
            yield (child.attributes.get("src") or "").rpartition("/")[2]
        elif child.tag != "summary" and _SAID_TWICE.isdisjoint(_classes(child)):
            yield from _say(child)
