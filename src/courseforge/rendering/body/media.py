"""``data:`` addresses in a body become files beside the page, each verified by its first bytes."""

import base64
import binascii
import hashlib
from pathlib import Path
from urllib.parse import unquote_to_bytes

from lxml.html import HtmlElement

from courseforge.rendering.pictures import EXTENSIONS, looks_like
from courseforge.rendering.svg import clean_svg

MEDIA_FOLDER = "_media"
_ELEMENTS = frozenset({"img", "audio", "video", "source", "track"})


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
        name = _write(kind, data, folder)
        if name:
            element.set("src", f"{MEDIA_FOLDER}/{name}")
        else:
            lost.append(kind or "data")
            element.drop_tree()
    return tuple(lost)


def _decode(url: str) -> tuple[str, bytes]:
    head, _, payload = url[5:].partition(",")
    kind, *options = head.lower().split(";")
    if "base64" not in options:
        return kind, unquote_to_bytes(payload)
    try:
        return kind, base64.b64decode("".join(payload.split()), validate=True)
    except (binascii.Error, ValueError):
        return kind, b""


def _write(kind: str, data: bytes, folder: Path) -> str:
    if kind == "image/svg+xml":
        data, extension = clean_svg(data) or b"", "svg"
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
    return name
