"""The picture that other programs show beside a link to the site (https://ogp.me): the site's mark in its colors."""

import zlib
from struct import pack

from courseforge.config import SiteSettings

WIDTH, HEIGHT = 1200, 630  # pixels, as programs that show such cards advise
_MARK = ((3, 3, 27, 9, 3), (5, 14, 26, 8, 2), (2, 24, 32, 9, 1))  # left, top, width, height and color, as in icon.svg
_UNIT = 14  # pixels of the card for one of the mark
_LEFT, _TOP = (WIDTH - 36 * _UNIT) // 2, (HEIGHT - 36 * _UNIT) // 2
_GRAY = "#6d7671"


def make_card(colors: SiteSettings) -> bytes:
    """Draw the card as PNG with a palette of four colors."""
    palette = b"".join(bytes.fromhex(color[1:]) for color in (colors.paper, colors.brand, colors.accent, _GRAY))
    rows = b"".join(b"\0" + _draw_row(row) for row in range(HEIGHT))
    header = pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _draw_row(row: int) -> bytes:
    pixels = bytearray(WIDTH)
    for left, top, width, height, color in _MARK:
        if 0 <= row - _TOP - top * _UNIT < height * _UNIT:
            begin = _LEFT + left * _UNIT
            pixels[begin : begin + width * _UNIT] = bytes([color]) * (width * _UNIT)
    return bytes(pixels)
