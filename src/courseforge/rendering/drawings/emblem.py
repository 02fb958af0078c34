"""The library's own sign: its logo at the head of each page, and the icon in the tab of a browser.

A drawing is cleaned, a picture of pixels is made anew in the size it is shown in: every page loads it.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from courseforge.rendering.svg import clean_svg

if TYPE_CHECKING:
    from PIL.Image import Image

HEIGHT, WIDEST = 44, 176  # CSS pixels of the logo: the head of a page has the height of a line of links
_SHARP = 2  # pixels of the file for one of those
_ICON = 64  # pixels
_MOST_PIXELS = 40_000_000
_QUALITY = 90  # as libwebp counts
_SQUARE = 0.06  # how much longer one side of a square may be, since drawings are cut by hand
_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,6})?)(?: ?px)?")


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo as it is published.

    Attributes:
        suffix: ``svg`` or ``webp``.
        width, height: in CSS pixels.
        is_square: so that it fits a browser's tab.
        needs_light: made for light paper, as far as one can tell: it has no ground of its own.
    """

    data: bytes
    suffix: str
    width: int
    height: int
    is_square: bool
    needs_light: bool


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon as it is published: ``svg`` or ``png``."""

    data: bytes
    suffix: str


def make_logo(path: Path) -> Logo | None:
    """Read a logo; None where there is no picture in the file."""
    if path.suffix.lower() == ".svg":
        data = clean_svg(path.read_bytes())
        return _describe(data, "svg", _measure(data), needs_light=True) if data else None
    if (image := _open(path)) is None:
        return None
    size, clear = image.size, image.has_transparency_data
    width, height = _fit(size)
    image.thumbnail((width * _SHARP, height * _SHARP))
    file = BytesIO()
    image.save(file, "WEBP", quality=_QUALITY, method=4)
    return _describe(file.getvalue(), "webp", size, needs_light=clear)


def make_icon(path: Path) -> Icon | None:
    """Read an icon; None where there is no picture in the file."""
    if path.suffix.lower() == ".svg":
        data = clean_svg(path.read_bytes())
        return Icon(data, "svg") if data else None
    if (image := _open(path)) is None:
        return None
    image.thumbnail((_ICON, _ICON))
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return Icon(file.getvalue(), "png")


def _describe(data: bytes, suffix: str, size: tuple[float, float], *, needs_light: bool) -> Logo:
    is_square = max(size) <= min(size) * (1 + _SQUARE)
    return Logo(data, suffix, *_fit(size), is_square, needs_light)


def _fit(size: tuple[float, float]) -> tuple[int, int]:
    """Return the size in which a logo is shown: as high as there is room, but no wider than that."""
    scale = min(HEIGHT / size[1], WIDEST / size[0])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _open(path: Path) -> "Image | None":
    from PIL import Image, ImageOps  # noqa: PLC0415 - most libraries have no picture of pixels here

    try:
        with Image.open(path) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            image = ImageOps.exif_transpose(opened)
            return image.convert("RGBA" if image.has_transparency_data else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _measure(data: bytes) -> tuple[float, float]:
    """Return a drawing's width and height; one that states none is taken for a square."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    box = root.get("viewBox", "").replace(",", " ").split()[2:4]
    for words in (box, [root.get("width", ""), root.get("height", "")]):
        found = [float(match[1]) for word in words if (match := _LENGTH.fullmatch(word.strip()))]
        if len(found) == 2 and min(found) > 0:
            return found[0], found[1]
    return 1.0, 1.0
