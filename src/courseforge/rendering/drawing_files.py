"""Drawings (SVG) among the files that are published: nothing in them runs, moves or loads."""

import re

from lxml import etree

STYLE_LOADS = re.compile(r"@import|image-set|image\(|src\(|url\(\s*['\"]?(?:[a-z]+:|//)|expression\(", re.IGNORECASE)
_DOTS = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")  # a picture inside a drawing
_FORBIDDEN = frozenset("script foreignobject iframe set animate animatemotion feimage a audio video".split())


def inspect_drawing(data: bytes) -> list[str]:
    """Name every fault of a drawing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return ["it is no well-formed drawing"]
    # A style sheet may be named before the first element
    faults = ["it holds an instruction"] if root.getroottree().xpath("//processing-instruction()") else []
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname.lower()
        if name in _FORBIDDEN:
            faults.append(f"the drawing has a “{name}” element")
        for key, value in element.attrib.items():
            local = etree.QName(key).localname.lower()
            inside = value.startswith("#") or (name == "image" and _DOTS.fullmatch(value.strip()) is not None)
            if local.startswith("on") or (local in ("href", "src") and not inside):
                faults.append(f"the drawing has the attribute “{local}”")
        words = " ".join([*element.attrib.values(), (element.text or "") if name == "style" else ""])
        if STYLE_LOADS.search(words) or "\\" in words:
            faults.append("the drawing loads something from elsewhere")
    return faults
