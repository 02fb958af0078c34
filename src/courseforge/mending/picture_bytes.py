"""Pictures without what is written beside them: segments are dropped, pixels keep their bytes.

JPEG (ITU-T T.81), PNG (ISO/IEC 15948) and WebP (RFC 9649) are lists of named parts. Parts that say how the pixels
are to be shown stay, the rest goes: Exif, XMP, IPTC, comments, texts, dates, small copies, what follows the end.
"""

import struct
import zlib
from collections.abc import Iterator

_UPRIGHT = 1
_ORIENTATION = 0x0112
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_TOLD = 0x0C  # flags of VP8X: Exif and XMP follow
_WEBP_EXIF = 0x08
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP, _LAST_APP = 0xE0, 0xEF


def strip_picture(data: bytes) -> bytes:
    """Return a picture without what is written beside it; the same bytes where that is no JPEG, PNG or WebP."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _strip_jpeg(data)
        if data.startswith(_PNG):
            return _strip_png(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _strip_webp(data)
    except (ValueError, IndexError, struct.error):  # damaged: nothing of it may be lost
        pass
    return data


def _strip_jpeg(data: bytes) -> bytes:
    turned = _UPRIGHT
    segments = []
    for marker, segment in _list_segments(data):
        if marker == _APP + 1 and segment[4:10] == b"Exif\0\0" and turned == _UPRIGHT:
            turned = _read_orientation(segment[10:])
        if _belongs_to_jpeg(marker, segment):
            segments.append(_without_small_copy(segment) if marker == _APP else segment)
    exif = b"Exif\0\0" + _write_orientation(turned)
    told = [] if turned == _UPRIGHT else [b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif]
    first = 1 if segments and segments[0].startswith(b"\xff\xe0") else 0  # JFIF's own comes first
    return b"".join((b"\xff\xd8", *segments[:first], *told, *segments[first:]))


def _list_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Part a JPEG; what is coded after the head of a scan belongs to it."""
    position = 2
    while True:
        if data[position] != 0xFF:
            raise ValueError("a segment begins with FF")
        marker = data[position + 1]
        if marker == 0xFF:  # a fill byte
            position += 1
            continue
        if marker == _EOI:
            yield marker, b"\xff\xd9"
            return
        end = position + 2 + struct.unpack_from(">H", data, position + 2)[0]
        if marker == _SOS:
            end = _end_of_scan(data, end)
        if end > len(data):
            raise ValueError("the last segment is cut off")
        yield marker, data[position:end]
        position = end


def _end_of_scan(data: bytes, position: int) -> int:
    while True:
        position = data.index(b"\xff", position)
        if data[position + 1] == 0 or 0xD0 <= data[position + 1] <= 0xD7:
            position += 2
        else:
            return position


def _belongs_to_jpeg(marker: int, segment: bytes) -> bool:
    if marker == _COM:
        return False
    if not _APP <= marker <= _LAST_APP:
        return True
    about_colors = (marker == _APP + 2 and segment[4:16] == b"ICC_PROFILE\0") or marker == _APP + 14
    return about_colors or (marker == _APP and segment[4:9] == b"JFIF\0")


def _without_small_copy(segment: bytes) -> bytes:
    """Cut JFIF's thumbnail off its head of 16 bytes."""
    return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"


def _strip_png(data: bytes) -> bytes:
    kept, turned = [], _UPRIGHT
    for name, body, chunk in _list_png_chunks(data):
        if name == b"eXIf":
            turned = _read_orientation(body)
        if name in _PNG_KEPT:
            kept.append(chunk)
    if turned != _UPRIGHT:
        exif = b"eXIf" + _write_orientation(turned)
        kept.insert(1, struct.pack(">I", len(exif) - 4) + exif + struct.pack(">I", zlib.crc32(exif)))
    return _PNG + b"".join(kept)


def _list_png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    position, name = len(_PNG), b""
    while name != b"IEND":
        (length,) = struct.unpack_from(">I", data, position)
        end = position + 12 + length
        name = data[position + 4 : position + 8]
        if end > len(data):
            raise ValueError("the last chunk is cut off")
        yield name, data[position + 8 : end - 4], data[position:end]
        position = end


def _strip_webp(data: bytes) -> bytes:
    kept, turned = [], _UPRIGHT
    for name, body in _list_webp_chunks(data):
        if name == b"EXIF":
            turned = _read_orientation(body.removeprefix(b"Exif\0\0"))
        elif name == b"VP8X":
            kept.append((name, bytes([body[0] & ~_WEBP_TOLD]) + body[1:]))
        elif name in _WEBP_KEPT:
            kept.append((name, body))
    if turned != _UPRIGHT and kept[0][0] == b"VP8X":
        head = kept[0][1]
        kept[0] = (b"VP8X", bytes([head[0] | _WEBP_EXIF]) + head[1:])
        kept.append((b"EXIF", _write_orientation(turned)))
    chunks = b"".join(name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2) for name, body in kept)
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _list_webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position, end = 12, 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data):
        raise ValueError("the picture is cut off")
    while position + 8 <= end:
        name, length = data[position : position + 4], struct.unpack_from("<I", data, position + 4)[0]
        if position + 8 + length > end:
            raise ValueError("the last chunk is cut off")
        yield name, data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2


def _read_orientation(tiff: bytes) -> int:
    """Read from Exif how the picture is to be turned; upright where it does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return _UPRIGHT
    (offset,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, offset)
    for number in range(count):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, offset + 2 + 12 * number)
        if (tag, kind) == (_ORIENTATION, 3) and 1 <= value <= 8:
            return int(value)
    return _UPRIGHT


def _write_orientation(value: int) -> bytes:
    """Write an Exif list with this one entry."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
