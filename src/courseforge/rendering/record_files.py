"""Catalog files that are XML: records for other machines, and nothing that a browser would show as a page."""

from io import BytesIO

from lxml import etree

# Elements of these a browser lays out, draws or runs, wherever they stand.
_SHOWN = (
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/XSL/Transform",
)


def inspect_records(data: bytes) -> list[str]:
    """Name every fault of an XML file under ``catalog/``; it is read bit by bit, for it may be long."""
    parts = etree.iterparse(
        BytesIO(data), events=("end", "pi"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        for kind, node in parts:
            if kind == "pi":
                return ["it holds an instruction"]
            if etree.QName(node).namespace in _SHOWN:
                return ["it holds elements of a page"]
            _forget(node)
        return [] if not parts.root.getroottree().docinfo.doctype else ["it declares entities"]
    except etree.XMLSyntaxError:
        return ["it is no well-formed XML"]


def _forget(node: etree._Element) -> None:
    """Let go of what was looked at, but for the instruction that may stand before it."""
    node.clear()
    while node.getprevious() is not None and node.getparent() is not None:
        del node.getparent()[0]
