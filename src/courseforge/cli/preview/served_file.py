"""From the address in a request to a file of the site, and to the part of it that was asked for."""

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

# Python's own table depends on the machine; on Windows, a program may have changed what ".js" means.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".epub": "application/epub+zip",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ipynb": "application/x-ipynb+json",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def find_file(site: Path, address: str) -> Path | None:
    """Find the file for a path of an address; None where there is none inside the site."""
    relative = PurePosixPath(unquote(re.split("[?#]", address, maxsplit=1)[0]).lstrip("/"))
    if ".." in relative.parts or "\\" in str(relative) or ":" in str(relative) or "\0" in str(relative):
        return None
    path = site / relative
    if path.is_dir():
        path /= "index.html"
    if not path.is_file() or not path.resolve().is_relative_to(site.resolve()):
        return None
    return path


def media_type(path: Path) -> str:
    """Say what kind of content a file has, from its name."""
    return _TYPES.get(path.suffix.lower(), "application/octet-stream")


def read_range(header: str, size: int) -> range | None:
    """Understand a ``Range`` header (RFC 9110, section 14): players need it to jump inside a recording.

    Returns None for what is not one simple range; the whole file is the right answer to that. An empty range means
    that it lies behind the end.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match[1], match[2]
    if not first:
        return range(max(0, size - int(last)), size)
    return range(int(first), min(int(last) + 1, size) if last else size)
