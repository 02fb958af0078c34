"""What a finished page says, part by part, as far as a reader sees it without opening anything."""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
#: What is furniture, is no text, or stays folded: an answer must not be found before its question.
_SKIPPED = frozenset("nav aside header footer details form button script svg math audio video".split())
_SKIPPED_CLASSES = frozenset("credits pager take made on-paper steps out cell-bar toc label behind missing".split())
_INLINE = frozenset("a abbr b bdi cite code dfn em i kbd mark q s small span strong sub sup time u var".split())
_GOALS = "goals"
_BLOCK = "\v"  # stands where a block ends; no text of a page has one
_STOPS = ".:;,!?…"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a page.

    Attributes:
        anchor: id of its heading; empty where there is none, for the beginning of the page.
        heading: in words.
        text: without code.
    """

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's own words.

    Attributes:
        goals: what a reader will be able to do.
        code: everything that stands in blocks of code.
    """

    passages: tuple[Passage, ...]
    goals: Passage | None
    code: str


def read_page_text(html: bytes) -> PageText:
    """Read the main part of a page of the site, whatever template made it."""
    main = LexborHTMLParser(html.decode()).css_first("main")
    reader = _Reader([["", "", ""]], [], [])
    if main is not None:
        _read(main, reader)
    passages = tuple(Passage(anchor, _join(heading), _join(text)) for anchor, heading, text in reader.parts)
    goals = Passage(*map(_join, reader.goals)) if reader.goals else None
    return PageText(tuple(p for p in passages if p.text or p.heading), goals, " ".join(reader.code))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What has been read so far: anchor, heading and text of each part."""

    parts: list[list[str]]
    goals: list[str]
    code: list[str]


def _read(node: LexborNode, reader: _Reader) -> None:
    for child in _children(node):
        tag = child.tag or ""
        if tag == "-text":
            reader.parts[-1][2] += child.text_content or ""
        elif tag == "pre":
            reader.code.append(child.text())
        elif tag in _HEADINGS:
            anchor = child.attributes.get("id") or reader.parts[-1][0]
            reader.parts.append([anchor, child.text(), ""])
        elif tag not in _SKIPPED and tag != "h1":
            _read_element(child, tag, reader)


def _read_element(node: LexborNode, tag: str, reader: _Reader) -> None:
    classes = (node.attributes.get("class") or "").split()
    if not _SKIPPED_CLASSES.isdisjoint(classes):
        return
    if _GOALS in classes:
        aside = _Reader([["", "", ""]], [], reader.code)
        _read(node, aside)
        anchor, heading, _ = aside.parts[-1]
        reader.goals[:] = [anchor, heading, " ".join(text for _, _, text in aside.parts)]
        return
    _read(node, reader)
    if tag not in _INLINE:
        reader.parts[-1][2] += _BLOCK


def _children(node: LexborNode) -> Iterator[LexborNode]:
    return node.iter(include_text=True)


def _join(text: str) -> str:
    """Make one line; what stood on lines of its own and ended without a stop is set off by a dot."""
    lines = filter(None, (" ".join(line.split()) for line in text.split(_BLOCK)))
    return " ".join(line if line[-1] in _STOPS else f"{line} ·" for line in lines).removesuffix(" ·")
