"""``data:`` addresses in a body become files beside the page, each verified by its first bytes."""

import base64
import binascii
import hashlib
from pathlib import Path
from urllib.parse import quote, unquote, unquote_to_bytes

from lxml.html import HtmlElement

from courseforge.rendering.body.elsewhere import give_way
from courseforge.rendering.body.transcripts import read_captions
from courseforge.rendering.interface import Interface
from courseforge.rendering.pictures import EXTENSIONS, looks_like
from courseforge.rendering.svg import clean_svg

MEDIA_FOLDER = "_media"
_BY_NAME = {".svg": "image/svg+xml", ".vtt": "text/vtt"}  # what has no first bytes of its own
_ELEMENTS = frozenset({"img", "audio", "video", "source", "track"})


def name_pictures(root: HtmlElement) -> None:
    """Call ``<image>`` by the name that browsers read in it; what stands behind it is no part of it."""
    for element in reversed(list(root.iter("image"))):
        if not any(above.tag == "svg" for above in element.iterancestors()):
            element.addprevious(element.makeelement("img", dict(element.attrib)))
            element.drop_tag()


def extract_media(root: HtmlElement, folder: Path) -> tuple[str, ...]:
    """Write what ``data:`` addresses hold to files, and point at these.

    Returns:
        The stated MIME types of what was left out because its bytes are something else.
    """
    lost: list[str] = []
    for element in list(root.iter(*_ELEMENTS)):
        source = (element.get("src") or "").strip()
        if not source.lower().startswith("data:"):
            continue
        kind, data = _decode(source)
        name = write_media(kind, data, folder)
        if name:
            element.set("src", name)
        else:
            lost.append(kind or "data")
            element.drop_tree()
    return tuple(lost)


def collect_media(root: HtmlElement, folder: Path, course: Path, ui: Interface) -> tuple[str, ...]:
    """Copy the sounds and pictures of the course that raw HTML names to files beside the page.

    Sphinx knows only those that Markdown names; it has put them into ``_images`` already.

    Returns:
        The addresses that no picture or sound inside the course answers; a link leads to those that lie elsewhere.
    """
    missing: list[str] = []
    for element in list(root.iter(*_ELEMENTS)):
        source = (element.get("src") or "").strip()
        if not source or source.startswith(("_images/", "_downloads/", f"{MEDIA_FOLDER}/")):
            continue
        data, kind = _read_inside(course, source)
        if name := write_media(kind, data, folder):
            element.set("src", name)
        else:
            missing.append(source)
            _leave_out(element, ui)
    return tuple(missing)


def _leave_out(element: HtmlElement, ui: Interface) -> None:
    """Take out what cannot be shown; a player goes with the last of its sources."""
    player = element.getparent()
    if element.tag != "source" or player.tag not in ("audio", "video"):
        give_way(element, ui)
    elif player.get("src") or len(list(player.iter("source"))) > 1:
        element.drop_tree()
    else:
        give_way(player, ui)


def keep_file(course: Path, name: str, folder: Path) -> str:
    """Copy a file inside the course to one beside the page; return its address there, or an empty text."""
    data, kind = _read_inside(course, quote(name))
    return write_media(kind, data, folder)


def _read_inside(course: Path, url: str) -> tuple[bytes, str]:
    """Read a file of the course and tell its kind by its first bytes."""
    target = (course / unquote(url)).resolve()
    if not target.is_relative_to(course.resolve()) or not target.is_file():
        return b"", ""
    data = target.read_bytes()
    if named := _BY_NAME.get(target.suffix.lower()):
        return data, named
    return data, next((kind for kind in EXTENSIONS if looks_like(kind, data)), "")


def _decode(url: str) -> tuple[str, bytes]:
    head, _, payload = url[5:].partition(",")
    kind, *options = head.lower().split(";")
    if "base64" not in options:
        return kind, unquote_to_bytes(payload)
    try:
        return kind, base64.b64decode("".join(payload.split()), validate=True)
    except (binascii.Error, ValueError):
        return kind, b""


def write_media(kind: str, data: bytes, folder: Path) -> str:
    """Write a picture or a sound that is what it says, and return its address in the page; else nothing."""
    if kind == "image/svg+xml":
        data, extension = clean_svg(data) or b"", "svg"
    elif kind == "text/vtt":
        data, extension = read_captions(data) or b"", "vtt"
    elif looks_like(kind, data):
        extension = EXTENSIONS[kind]
    else:
        data = b""
    if not data:
        return ""
    name = f"{hashlib.sha256(data).hexdigest()[:16]}.{extension}"
    target = folder / MEDIA_FOLDER / name
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    return f"{MEDIA_FOLDER}/{name}"
