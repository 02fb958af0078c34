"""Books (EPUB) among the files that are published.

A program that shows books is a browser too, and one that few people keep up to date. So what holds of a page holds of
every page of a book: nothing runs, and nothing is loaded but what is in the book.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from courseforge.rendering.archive_files import inspect_archive
from courseforge.rendering.drawing_files import STYLE_LOADS, inspect_drawing

_SHOWN = frozenset({"http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"})
_FORBIDDEN = frozenset(
    "script iframe frame frameset object embed applet portal base template foreignobject noscript form input "
    "textarea button select animate animatemotion animatetransform set feimage".split()
)
_LOADING = frozenset("src poster data background longdesc srcset altimg".split())
_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_UNUSED = frozenset("srcdoc formaction action ping manifest base http-equiv".split())
_MIMETYPE = b"application/epub+zip"
_LARGEST = 64 << 20  # bytes of one page or drawing, unpacked
#: What is shown or heard as it is, and fonts.
_PLAIN = frozenset(
    "mimetype .png .jpg .jpeg .gif .webp .mp3 .m4a .ogg .oga .mp4 .webm .vtt .ttf .otf .woff .woff2".split()
)


def inspect_book(data: bytes) -> list[str]:
    """Name every fault of a book, file by file."""
    if faults := inspect_archive(data):
        return faults
    try:
        with ZipFile(BytesIO(data)) as archive:
            return [*_mimetype_faults(archive), *_inspect_entries(archive)]
    except (BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError):
        return ["it is no whole archive"]


def _mimetype_faults(archive: ZipFile) -> list[str]:
    entries = archive.infolist()
    right = entries and entries[0].filename == "mimetype" and archive.read("mimetype") == _MIMETYPE
    return [] if right else ["it does not say first that it is a book"]


def _inspect_entries(archive: ZipFile) -> Iterator[str]:
    seen: set[str] = set()
    for entry in archive.infolist():
        name = entry.filename
        if name in seen:
            yield f"the book holds “{name}” twice"
        seen.add(name)
        suffix = PurePosixPath(name).suffix.lower() or name
        if suffix in _PLAIN or entry.is_dir():
            continue
        inspect = _INSPECTIONS.get(suffix)
        if inspect is None:
            yield f"the book holds a file of a kind that belongs into none ({suffix})"
        elif entry.file_size > _LARGEST:
            yield f"a file in the book is too large (“{name}”)"
        else:
            yield from (f"{fault} (“{name}” in the book)" for fault in inspect(archive.read(entry)))


def _inspect_page(data: bytes) -> list[str]:
    root = _parse(data)
    if root is None:
        return ["it is no well-formed page"]
    faults = ["it holds an instruction"] if _has_instruction(root) else []
    for element in root.iter(etree.Element):
        tag = etree.QName(element).localname.lower()
        if tag in _FORBIDDEN:
            faults.append(f"it has a “{tag}” element")
        if tag == "style" and STYLE_LOADS.search(element.text or ""):
            faults.append("a style in it loads something")
        for key, value in element.attrib.items():
            faults += _attribute_faults(tag, etree.QName(key).localname.lower(), value)
    return faults


def _attribute_faults(tag: str, name: str, value: str) -> list[str]:
    if name.startswith("on"):
        return [f"it has an event handler ({name})"]
    if name in _UNUSED and not (tag == "meta" and value.lower() in ("content-type", "default-style")):
        return [f"it has a “{name}” attribute"]
    if name == "style" and (STYLE_LOADS.search(value) or "\\" in value):
        return ["a style in it loads something"]
    if (name in _LOADING or (name == "href" and tag != "a")) and not _is_inside(value):
        return [f"it loads something from elsewhere ({tag} {name})"]
    if name == "href" and not (_is_inside(value) or value.lower().startswith(_SCHEMES)):
        return ["a link leads out of the book, and not to the web"]
    return []


def _is_inside(address: str) -> bool:
    """Tell whether an address is that of a file in the book, or of a place in this page."""
    name = "".join(c for c in address if ord(c) > 0x20).partition("#")[0]
    return not (":" in name or name.startswith("/") or "\\" in name)


def _inspect_plain(data: bytes) -> list[str]:
    """Look at what only programs read: package, container and table of contents."""
    root = _parse(data)
    if root is None:
        return ["it is no well-formed XML"]
    shown = any(etree.QName(element).namespace in _SHOWN for element in root.iter(etree.Element))
    return ["it holds an instruction, or elements of a page"] if shown or _has_instruction(root) else []


def _inspect_style(data: bytes) -> list[str]:
    words = data.decode("utf-8", "replace")
    return ["the style sheet loads something"] if STYLE_LOADS.search(words) or "\\" in words else []


def _parse(data: bytes) -> etree._Element | None:
    """Parse a file; None where it is not well-formed, or declares entities."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return None
    declared = root.getroottree().docinfo.internalDTD
    return None if declared is not None and list(declared.iterentities()) else root


def _has_instruction(root: etree._Element) -> bool:
    return bool(root.getroottree().xpath("//processing-instruction()"))


_INSPECTIONS: Mapping[str, Callable[[bytes], list[str]]] = {
    ".xhtml": _inspect_page,
    ".html": _inspect_page,
    ".htm": _inspect_page,
    ".svg": inspect_drawing,
    ".css": _inspect_style,
    ".opf": _inspect_plain,
    ".ncx": _inspect_plain,
    ".xml": _inspect_plain,
}
