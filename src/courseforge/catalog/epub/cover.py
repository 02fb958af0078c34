"""A book's cover, drawn in the library's colors: its title, and a shelf that no other course has."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from courseforge.config import SiteSettings
from courseforge.rendering.palette import make_light_palette, mix

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 600, 900  # pixels
_MARGIN = 48
_SIZES = (76, 62, 50, 42, 36)  # pixels of letters, from a short title to a long one
_SMALL = 26
_LONGEST = 300  # characters of a title that are written
_SHELF = 560  # where the shelf begins, from above
_BOARD = HEIGHT - 60  # what the books stand on
_SHADES = 16  # from the ground to the letters on it, so that these have soft edges
_BOOKS = ("brand", "accent", "c2", "c3", "c4", "c5")
_COLORS = (*_BOOKS, "paper", "ink")


def draw_cover(title: str, below: str, colors: SiteSettings, seed: str) -> bytes:
    """Draw a cover as PNG.

    Args:
        below: who gives the book to the public.
        seed: decides the drawing; the same everywhere.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - most of the time no book is made anew

    palette = make_light_palette(colors)
    shades = [mix(palette["on-field"], palette["brand"], step / (_SHADES - 1)) for step in range(_SHADES)]
    every = [*shades, *(palette[name] for name in _COLORS)]
    image = Image.new("P", (WIDTH, HEIGHT), 0)
    image.putpalette(bytes(part for color in every for part in bytes.fromhex(color[1:])))
    _draw_shelf(ImageDraw.Draw(image), seed)
    letters = Image.new("L", (WIDTH, _SHELF), 0)  # how much of a letter is in each pixel
    pen = ImageDraw.Draw(letters)
    _write_title(pen, title)
    _write_below(pen, below)
    shade = [round(value * (_SHADES - 1) / 255) for value in range(256)]
    image.paste(letters.point(shade), (0, 0))
    file = BytesIO()
    image.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _draw_shelf(pen: "ImageDraw", seed: str) -> None:
    """Stand books side by side, each as wide, as high and as bright as the seed says."""
    choices = hashlib.sha256(f"cover of {seed}".encode()).digest()
    pen.rectangle((0, _SHELF, WIDTH, HEIGHT), _find("paper"))
    left = _MARGIN
    for number, choice in enumerate(choices):
        width, height = 28 + choice % 5 * 12, 130 + choice // 5 % 8 * 16
        if left + width > WIDTH - _MARGIN:
            break
        color = _find(_BOOKS[(choice // 40 + number) % len(_BOOKS)])
        pen.rectangle((left, _BOARD - height, left + width - 1, _BOARD - 1), color)
        pen.rectangle((left, _BOARD - height + 30, left + width - 1, _BOARD - height + 34), _find("paper"))
        left += width + 6
    pen.rectangle((_MARGIN, _BOARD, WIDTH - _MARGIN, _BOARD + 5), _find("ink"))


def _find(name: str) -> int:
    """Return the number of a color in the picture."""
    return _SHADES + _COLORS.index(name)


def _write_title(pen: "ImageDraw", title: str) -> None:
    """Write a title as large as it fits; readers of books write it themselves where they cannot show ours."""
    if not _can_write(title):
        return
    for size in _SIZES:
        font, high = _load_font(size), round(size * 1.25)
        lines, most = list(_break_lines(title, font)), (_SHELF - 3 * _MARGIN) // high
        if len(lines) <= most:
            break
    else:
        lines = [*lines[: most - 1], "…"]
    for number, line in enumerate(lines):
        pen.text((_MARGIN, _MARGIN + number * high), line, fill=255, font=font)


def _write_below(pen: "ImageDraw", words: str) -> None:
    if _can_write(words):
        font = _load_font(_SMALL)
        line = next(_break_lines(words, font), "")
        pen.text((_MARGIN, _SHELF - _MARGIN - _SMALL), line, fill=255, font=font)


def _break_lines(words: str, font: "FreeTypeFont") -> Iterator[str]:
    """Break a text into lines that fit; a word that is too long for one is cut."""
    line = ""
    for word in words[:_LONGEST].split():
        longer = f"{line} {word}".strip()
        if _fits(longer, font):
            line = longer
            continue
        if line:
            yield line
        line = word
        while not _fits(line, font):
            end = next(end for end in range(len(line) - 1, 0, -1) if end == 1 or _fits(line[:end], font))
            yield line[:end]
            line = line[end:]
    if line:
        yield line


def _fits(line: str, font: "FreeTypeFont") -> bool:
    return font.getlength(line) <= WIDTH - 2 * _MARGIN or len(line) == 1


def _can_write(words: str) -> bool:
    """Tell whether the font has all the letters; an empty box says nothing."""
    try:
        font = _load_font(_SMALL)
    except OSError:  # this Pillow was made without what unpacks such fonts
        return False
    missing = bytes(font.getmask("\U0010ffff"))
    return all(letter.isspace() or bytes(font.getmask(letter)) != missing for letter in set(words[:_LONGEST]))


@cache
def _load_font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 - as above

    data = files("courseforge.rendering.theme").joinpath("static/besley-700.woff2").read_bytes()
    return ImageFont.truetype(BytesIO(data), size)
