"""A drawing inside the text (SVG among HTML) becomes a file beside the page, which browsers show and never run."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement

from courseforge.rendering.body.media import write_media

_SVG = "http://www.w3.org/2000/svg"
# A parser of HTML makes these names small; in a file they mean nothing so.
_NAMES = {
    name.lower(): name
    for name in (
        "viewBox preserveAspectRatio gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits "
        "patternTransform clipPathUnits maskUnits maskContentUnits markerWidth markerHeight markerUnits refX refY "
        "textLength lengthAdjust startOffset stdDeviation filterUnits primitiveUnits "
        "linearGradient radialGradient clipPath textPath feGaussianBlur feOffset feBlend feMerge feMergeNode feFlood "
        "feComposite feColorMatrix"
    ).split()
}
_SHAPES = frozenset("path rect circle ellipse image line polyline polygon text use".split())


def extract_drawings(root: HtmlElement, folder: Path) -> tuple[str, ...]:
    """Write each drawing to a file, and show that.

    Returns:
        What was taken out of them, in the words that an author knows it by.
    """
    active: list[str] = []
    for drawing in list(_find_drawings(root)):
        if any(_is_active(element) for element in drawing.iter()):
            active.append("a script")
        if not any(element.tag in _SHAPES for element in drawing.iter()):
            continue
        name = write_media("image/svg+xml", etree.tostring(_rebuild(drawing)), folder)
        if name:
            _show(drawing, name)
    return tuple(active)


def _find_drawings(root: HtmlElement) -> Iterator[HtmlElement]:
    for drawing in root.iter("svg"):
        inside = any(parent.tag == "svg" for parent in drawing.iterancestors())
        if not inside and "sd-octicon" not in drawing.classes:
            yield drawing


def _is_active(element: HtmlElement) -> bool:
    return element.tag == "script" or any(name.startswith("on") for name in element.attrib)


def _rebuild(element: HtmlElement) -> etree._Element:
    """Make the element of an SVG file that an element of a page stands for."""
    made = etree.Element(f"{{{_SVG}}}{_NAMES.get(element.tag, element.tag)}", nsmap={None: _SVG})
    for written, value in element.attrib.items():
        name = written.removeprefix("xlink:")
        if ":" not in name and not name.startswith(("xmlns", "on")):
            made.set(_NAMES.get(name, name), value)
    made.text = element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag.isalnum():
            made.append(_rebuild(child))
            made[-1].tail = child.tail
    return made


def _show(drawing: HtmlElement, name: str) -> None:
    title = next((" ".join(child.text_content().split()) for child in drawing if child.tag == "title"), "")
    picture = drawing.makeelement("img", {"src": name})
    if drawing.get("aria-hidden") == "true":
        picture.set("alt", "")
    elif words := drawing.get("aria-label") or title:
        picture.set("alt", words)
    picture.tail, drawing.tail = drawing.tail, None
    drawing.getparent().replace(drawing, picture)
