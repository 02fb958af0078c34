"""HTML of the site's pages -> XHTML as EPUB wants it (https://www.w3.org/TR/epub-33/#sec-xhtml)."""

import re
from html import escape

from lxml import etree
from lxml.html import HtmlElement

from courseforge.catalog.epub.page import FORBIDDEN
from courseforge.rendering.interface import find_locale

_MATHML = "http://www.w3.org/1998/Math/MathML"
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_FOREIGN = re.compile(r"[^A-Za-z0-9_.-]")
#: What an element may say of itself. MathML elements keep what the sanitizer has left them.
_ATTRIBUTES = (
    "class id lang dir title alt src href width height role colspan rowspan headers scope start value reversed "
    "datetime controls poster kind srclang label aria-label aria-labelledby aria-describedby hreflang rel"
).split()
_STRANGE = etree.XPath(
    "descendant::*[not(ancestor-or-self::math)]/@*[not("
    + " or ".join(f"name()='{name}'" for name in _ATTRIBUTES)
    + ")]/.."
)
_SIZED = etree.XPath("descendant::*[@width or @height][not(self::img or self::video or ancestor-or-self::math)]")
_SCROLLED = etree.XPath("descendant::*[@role='region' or @role='list' or @role='listitem']")
_WITH_ID = etree.XPath("descendant::*[@id or @headers or @aria-labelledby or @aria-describedby]")
_WITH_LANGUAGE = etree.XPath("descendant::*[@lang]")
_HOLLOW = etree.XPath(
    "descendant::*[not(node()) and not(self::br or self::img or self::hr or self::wbr or self::col or self::source "
    "or self::track)]"
)


def clean_up(root: HtmlElement) -> frozenset[str]:
    """Leave out what no book needs or may hold; return the ids that are there."""
    for element in _STRANGE(root):
        for name in [name for name in element.attrib if name not in _ATTRIBUTES]:
            del element.attrib[name]
    for element in _SIZED(root):
        element.attrib.pop("width", None)
        element.attrib.pop("height", None)
    for element in _SCROLLED(root):  # a page of a book has nothing that scrolls
        del element.attrib["role"]
        element.attrib.pop("aria-label", None)
    for math in root.iter("math"):
        math.set("xmlns", _MATHML)
    for element in _WITH_LANGUAGE(root):
        element.set("{http://www.w3.org/XML/1998/namespace}lang", element.get("lang"))
    seen = _tell_ids_apart(root)
    for element in _HOLLOW(root):
        element.text = ""  # written with an end, which every program understands
    return seen


def _tell_ids_apart(root: HtmlElement) -> frozenset[str]:
    seen: set[str] = set()
    named = _WITH_ID(root)
    for element in named:
        if (id := write_id(element.get("id") or "")) and id not in seen:
            element.set("id", id)
            seen.add(id)
        else:
            element.attrib.pop("id", None)
    for element in named:
        for name in ("headers", "aria-labelledby", "aria-describedby"):
            if name in element.attrib:
                _keep_references(element, name, seen)
    return frozenset(seen)


def _keep_references(element: HtmlElement, name: str, seen: set[str]) -> None:
    there = [id for word in (element.get(name) or "").split() if (id := write_id(word)) in seen]
    if there:
        element.set(name, " ".join(there))
    else:
        del element.attrib[name]


def write_id(id: str) -> str:
    """Write an id as XML allows it: HTML would let it begin with a number."""
    if not id or _ID.fullmatch(id):
        return id
    return "id-" + _FOREIGN.sub(lambda found: f"-{ord(found[0]):x}-", id)


def write_inner(root: HtmlElement) -> str:
    """Write what is in an element."""
    written = "".join(etree.tostring(child, encoding="unicode") for child in root)
    return FORBIDDEN.sub("", written)


def text(words: str) -> str:
    """Write words so that they stand in XML as they are; what XML cannot hold is left out."""
    return escape(FORBIDDEN.sub("", words))


def write_document(title: str, language: str, body: str) -> bytes:
    """Write a page of a book.

    Args:
        title: in words.
        body: what stands in ``body``, well formed.
    """
    direction = find_locale(language).text_direction
    tag = text(language)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{tag}" xml:lang="{tag}" dir="{direction}">\n'
        f'<head>\n<meta charset="UTF-8"/>\n<title>{text(title)}</title>\n'
        '<link rel="stylesheet" type="text/css" href="book.css"/>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    ).encode()
