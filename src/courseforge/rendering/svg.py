"""Cleaning SVG: an allow-list of drawing elements and attributes; everything else is left out.

A drawing is shown through ``<img>``, where browsers run nothing; it is cleaned all the same, because a reader can
open the file itself.
"""

import base64
import binascii
import re

from lxml import etree

from courseforge.rendering.pictures import looks_like

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = frozenset(
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc metadata "
    "linearGradient radialGradient stop clipPath mask pattern marker switch style "
    "image filter feGaussianBlur feOffset feBlend feMerge feMergeNode feFlood feComposite feColorMatrix".split()
)
#: Only references inside the same drawing; ``url(#…)`` is one too.
#: A backslash can spell any of the words.
_OUTSIDE = re.compile(
    r"url\(\s*['\"]?(?!#)|@import|image-set|image\(|src\(|expression\(|javascript:|data:|\\", re.IGNORECASE
)
_LIMIT = 5_000_000  # bytes
#: A picture of dots inside the drawing, as plots have for colors: its bytes are part of the file.
_DOTS = re.compile(r"data:(image/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=\s]+)")


def clean_svg(data: bytes) -> bytes | None:
    """Return the drawing without anything that runs or loads, or None where it is no drawing at all."""
    if len(data) > _LIMIT:
        return None
    # No DTD, no entities, no network: the parser itself must not be a way in.
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    if etree.QName(root).localname != "svg":
        return None
    for element in list(root.iter()):
        _clean_element(element)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["xlink"])
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _clean_element(element: etree._Element) -> None:
    if not isinstance(element.tag, str) or not _is_allowed(element):
        parent = element.getparent()
        if parent is not None:
            _remove(element, parent)
        return
    is_image = etree.QName(element).localname == "image"
    for name, value in list(element.attrib.items()):
        holds_dots = is_image and etree.QName(name).localname == "href" and _is_picture(value)
        if not holds_dots and not _attribute_is_allowed(name, value):
            del element.attrib[name]
    parent = element.getparent()
    if is_image and parent is not None and not any(etree.QName(name).localname == "href" for name in element.attrib):
        _remove(element, parent)
    if etree.QName(element).localname == "style" and _OUTSIDE.search("".join(element.itertext())):
        element.text = ""


def _is_picture(url: str) -> bool:
    """Tell whether an address is a picture itself, with the first bytes of its kind."""
    match = _DOTS.fullmatch(url.strip())
    if match is None:
        return False
    try:
        return looks_like(match[1], base64.b64decode("".join(match[2].split()), validate=True))
    except (binascii.Error, ValueError):
        return False


def _is_allowed(element: etree._Element) -> bool:
    name = etree.QName(element)
    return name.localname in _ELEMENTS and name.namespace in (None, _SVG)


def _remove(element: etree._Element, parent: etree._Element) -> None:
    """Take an element out and keep the text that follows it."""
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _attribute_is_allowed(name: str, value: str) -> bool:
    qualified = etree.QName(name)
    local = qualified.localname.lower()
    if local.startswith("on"):
        return False
    if local in ("href", "src"):
        return local == "href" and value.strip().startswith("#")
    if qualified.namespace not in (None, _XLINK, "http://www.w3.org/XML/1998/namespace"):
        return False
    return not _OUTSIDE.search(value)
