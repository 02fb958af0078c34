"""Pictures get their size, so that nothing moves while they load, and lighter copies for those who read on a phone.

A copy is WebP beside the picture itself, which old browsers and whoever takes a picture home still get.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement, builder

from courseforge.rendering.body.media import MEDIA_FOLDER

if TYPE_CHECKING:
    from concurrent.futures import Future

    from PIL.Image import Image

MEASURE = 576  # CSS pixels: how wide text, and so a picture, gets
_WIDTHS = (480, 768, 1152, 1728)  # pixels: a phone, a good phone, a laptop, a good laptop
_WIDTHS_OF_DRAWINGS = (480, 768, 1728)  # in between, edges are blurred, and little is won
_MOST_PIXELS = 40_000_000  # more would take too much memory
_LIGHT = 10_000  # bytes that are not worth a second file
_GAIN = 0.9  # of a picture's bytes that a copy may have
_QUALITY = 80  # of photographs, as libwebp counts
_EFFORT = 2  # as libwebp counts: with 4 copies are 4% lighter, and take 2.7 times as long
_COLORS = 4096  # a picture with fewer is a drawing, which stays as it is to the pixel
_LENGTH = re.compile(r"(?:^|;)\s*width:\s*(?P<number>\d{1,5})(?:\.\d*)?\s*(?P<unit>px|%)?", re.IGNORECASE)
_SVG_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,6})?)(?: ?px)?")


@dataclass(frozen=True, slots=True)
class Lightened:
    """What is known of a picture.

    Attributes:
        size: in pixels, as it is shown; None where nobody can tell.
        copies: by their width; none where they are not worth it.
    """

    size: tuple[int, int] | None = None
    copies: Mapping[int, bytes] = field(default_factory=dict)


Begun = Mapping[Path, "Future[Lightened]"]
_NONE_BEGUN: Begun = {}


def lighten_pictures(root: HtmlElement, folder: Path, files: Mapping[str, Path], begun: Begun = _NONE_BEGUN) -> None:
    """State every picture's size, and offer copies of those that are heavy.

    Args:
        folder: where the page will lie.
        files: address of a picture in the page -> the file that will be there.
        begun: files whose copies somebody makes already.
    """
    for number, element in enumerate(list(root.iter("img"))):
        source = element.get("src") or ""
        path = files.get(source) or (folder / source if source.startswith(f"{MEDIA_FOLDER}/") else None)
        if path is not None and path.is_file():
            _lighten(element, begun[path].result() if path in begun else lighten(path), folder)
        element.attrib.pop("loading", None)
        if number:  # the first may be what a reader sees first
            element.set("loading", "lazy")
        element.set("decoding", "async")


def _lighten(element: HtmlElement, made: Lightened, folder: Path) -> None:
    _state_size(element, made.size)
    if made.copies:
        _offer(element, made.copies, folder)


def lighten(path: Path) -> Lightened:
    """Measure a picture, and make copies of it where it is heavy."""
    if path.suffix.lower() == ".svg":
        return Lightened(_measure_drawing(path))
    from PIL import Image, ImageOps  # noqa: PLC0415 - many courses have no picture

    try:
        with Image.open(path) as opened:
            animated = getattr(opened, "is_animated", False)
            small = opened.width * opened.height <= _MOST_PIXELS
            image = ImageOps.exif_transpose(opened) if small and not animated else opened
            copies = make_copies(image, path.stat().st_size) if small and not animated else {}
            return Lightened(image.size, copies)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Lightened()  # what a browser can make of it, nobody knows


def _state_size(element: HtmlElement, size: tuple[int, int] | None) -> None:
    """Write width and height in CSS pixels; an author's width counts, and the height follows."""
    wanted = _LENGTH.search(element.attrib.pop("style", "") or f"width:{element.get('width', '')}")
    if size is None or 0 in size:
        return
    width, height = size
    if wanted:
        number = int(wanted["number"])
        width = max(1, number * MEASURE // 100 if wanted["unit"] == "%" else number)
        height = max(1, round(size[1] * width / size[0]))
    element.set("width", str(width))
    element.set("height", str(height))


def _measure_drawing(path: Path) -> tuple[int, int] | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.parse(path, parser).getroot()
    except (etree.XMLSyntaxError, OSError):
        return None
    lengths = [_SVG_LENGTH.fullmatch(root.get(name, "").strip()) for name in ("width", "height")]
    box = [_SVG_LENGTH.fullmatch(word) for word in re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:4]]
    found = lengths if all(lengths) else box
    sizes = [round(float(match[1])) for match in found if match]
    return (sizes[0], sizes[1]) if len(sizes) == 2 else None


def make_copies(image: "Image", weight: int) -> Mapping[int, bytes]:
    """Return copies by their width, none heavier than the picture itself, if the narrowest is worth a second file."""
    if weight < _LIGHT:
        return {}
    drawing = image.getcolors(_COLORS) is not None
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    widths = _WIDTHS_OF_DRAWINGS if drawing else _WIDTHS
    widest = min(image.width, widths[-1])
    copies: dict[int, bytes] = {}
    lightest = weight
    for width in (widest, *(width for width in reversed(widths) if width < widest)):
        data = _write_webp(image, width, drawing=drawing)
        if len(data) < lightest:  # a drawing may get heavier when its edges are blurred
            copies[width], lightest = data, len(data)
    return copies if lightest < _GAIN * weight else {}


def _write_webp(image: "Image", width: int, *, drawing: bool) -> bytes:
    height = max(1, round(image.height * width / image.width))
    shown = image if width == image.width else image.resize((width, height))
    file = BytesIO()
    shown.save(
        file, "WEBP", lossless=drawing, quality=_QUALITY, method=_EFFORT, icc_profile=image.info.get("icc_profile")
    )
    return file.getvalue()


def _offer(element: HtmlElement, copies: Mapping[int, bytes], folder: Path) -> None:
    """Wrap a picture, so that browsers choose the copy that fits their screen."""
    names = {width: f"{MEDIA_FOLDER}/{hashlib.sha256(data).hexdigest()[:16]}.webp" for width, data in copies.items()}
    (folder / MEDIA_FOLDER).mkdir(exist_ok=True)
    for width, data in copies.items():
        (folder / names[width]).write_bytes(data)
    shown = min(int(element.get("width", MEASURE)), MEASURE)
    choices = ", ".join(f"{names[width]} {width}w" for width in sorted(copies))
    sizes = f"(min-width: 40em) {shown}px, 92vw"
    source = builder.E.source({"type": "image/webp", "srcset": choices, "sizes": sizes})
    picture = builder.E.picture(source)
    picture.tail, element.tail = element.tail, None
    element.getparent().replace(element, picture)
    picture.append(element)
