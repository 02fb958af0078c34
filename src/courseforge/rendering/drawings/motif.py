"""The motif of a course: a small drawing at the head of its pages, in the page's own colors.

It stands inside the page, so that it follows light and dark. So nothing of an author's file gets there as it is:
shapes are read as values, each checked, and the template writes them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from courseforge.rendering.svg import clean_svg

MOST = 8_000  # characters of all shapes together: it is part of every page of the course
_NUMBER = r"[-+]?(?:\d{1,7}(?:\.\d{0,9})?|\.\d{1,9})(?:e[-+]?\d{1,2})?"
_LENGTH = re.compile(rf"{_NUMBER}(?:px)?")
# What is long is held to its characters: no repetition inside a repetition.
_NUMBERS = re.compile(r"[0-9eE.,+\-\s]+")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE.,+\-\s]+")
_TRANSFORM = re.compile(r"[a-zA-Z0-9.,+\-\s()]+")
_SHAPES: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "path": {"d": _PATH},
    "rect": dict.fromkeys(("x", "y", "width", "height", "rx", "ry"), _LENGTH),
    "circle": dict.fromkeys(("cx", "cy", "r"), _LENGTH),
    "ellipse": dict.fromkeys(("cx", "cy", "rx", "ry"), _LENGTH),
    "line": dict.fromkeys(("x1", "y1", "x2", "y2"), _LENGTH),
    "polyline": {"points": _NUMBERS},
    "polygon": {"points": _NUMBERS},
}
#: How a shape is drawn, and what may be said of it; groups hand it down.
_LOOKS: Mapping[str, re.Pattern[str]] = {
    "stroke-width": _LENGTH,
    "opacity": _LENGTH,
    "fill-opacity": _LENGTH,
    "stroke-opacity": _LENGTH,
    "fill-rule": re.compile("evenodd|nonzero"),
    "stroke-linecap": re.compile("butt|round|square"),
    "stroke-linejoin": re.compile("miter|round|bevel"),
}
_PAINTS = ("fill", "stroke")
_CLASSES = frozenset({"accent", "faint"})


@dataclass(frozen=True, slots=True)
class Shape:
    """One element of a drawing with its attributes, in order."""

    tag: str
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Motif:
    """A drawing. ``width`` and ``height`` are those of its box, which begins at ``left`` and ``top``."""

    left: float
    top: float
    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def box(self) -> str:
        """The ``viewBox`` of SVG."""
        return f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"


def read_motif(path: Path) -> Motif | None:
    """Read a course's own drawing; None where nothing of it can be drawn, or too much."""
    data = clean_svg(path.read_bytes()) if path.is_file() else None
    if data is None:
        return None
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    box = _read_box(root)
    shapes = tuple(_list_shapes(root, {}, ""))
    size = sum(len(value) for shape in shapes for _, value in shape.attributes)
    return Motif(*box, shapes) if box and shapes and size <= MOST else None


def _read_box(root: etree._Element) -> tuple[float, float, float, float] | None:
    text = root.get("viewBox") or f"0 0 {root.get('width', '')} {root.get('height', '')}"
    words = text.replace(",", " ").replace("px", "").split()
    if len(words) != 4 or not all(re.fullmatch(_NUMBER, word) for word in words):
        return None
    left, top, width, height = map(float, words)
    return (left, top, width, height) if width > 0 and height > 0 else None


def _list_shapes(element: etree._Element, looks: Mapping[str, str], moved: str) -> Iterator[Shape]:
    """Walk through a drawing's groups; what only is there to be used elsewhere (``defs``) is not drawn."""
    for child in element:
        tag = etree.QName(child).localname
        if tag not in ("g", *_SHAPES):
            continue
        own = {**looks, **_read_looks(child)}
        transform = child.get("transform", "")
        place = f"{moved} {transform}".strip() if _TRANSFORM.fullmatch(transform) else moved
        if tag == "g":
            yield from _list_shapes(child, own, place)
        elif geometry := _keep(child.attrib, _SHAPES[tag]):
            more = {"transform": place} if place else {}
            yield Shape(tag, tuple(sorted({**geometry, **own, **more}.items())))


def _read_looks(element: etree._Element) -> dict[str, str]:
    """Read how an element looks, from its attributes and from its style; of colors only whether there is one."""
    style = (part.partition(":") for part in element.get("style", "").split(";"))
    stated = {**element.attrib, **{name.strip(): value.strip() for name, _, value in style}}
    looks = _keep(stated, _LOOKS)
    looks |= {
        paint: "none" if stated[paint] in ("none", "transparent") else "currentColor"
        for paint in _PAINTS
        if stated.get(paint)
    }
    if words := [word for word in element.get("class", "").split() if word in _CLASSES]:
        looks["class"] = words[0]
    return looks


def _keep(given: Mapping[str, str], known: Mapping[str, re.Pattern[str]]) -> dict[str, str]:
    stated = {name: given[name].strip() for name in known if name in given}
    return {name: value for name, value in stated.items() if known[name].fullmatch(value)}
