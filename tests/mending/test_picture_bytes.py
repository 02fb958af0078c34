"""A picture loses what is written beside it and keeps every pixel, and the way it is turned."""

import io
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps
from PIL.PngImagePlugin import PngInfo

from courseforge.mending.picture_bytes import strip_picture
from courseforge.reading import read_picture

XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>me</x:xmpmeta>"


def photograph(kind: str, turned: int = 6, **options: Any) -> bytes:
    image = Image.effect_noise((40, 24), 80).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "A camera"
    exif[0x9003] = "2027:01:01 10:00:00"
    exif.get_ifd(34853)[1] = "N"
    exif.get_ifd(34853)[2] = (40.0, 26.0, 46.0)
    if kind == "PNG":
        texts = PngInfo()
        texts.add_text("Author", "me")
        texts.add_itxt("XML:com.adobe.xmp", "<x>me</x>")
        options["pnginfo"] = texts
    else:
        options["xmp"] = XMP[29:]
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    stream = io.BytesIO()
    image.save(stream, kind, exif=exif, icc_profile=profile, **options)
    return stream.getvalue()


def pixels(data: bytes) -> tuple[bytes, bytes]:
    with Image.open(io.BytesIO(data)) as image:
        return image.tobytes(), ImageOps.exif_transpose(image).tobytes()


CASES = [
    ("JPEG", {}),
    ("JPEG", {"progressive": True, "comment": b"me"}),
    ("JPEG", {"restart_marker_blocks": 2}),
    ("PNG", {}),
    ("WEBP", {"lossless": True}),
    ("WEBP", {"quality": 50}),
]


@pytest.mark.parametrize("turned", [1, 6])
@pytest.mark.parametrize(("kind", "options"), CASES)
def test_pixels_and_the_way_they_are_turned_stay(kind: str, options: dict[str, Any], turned: int) -> None:
    data = photograph(kind, turned, **options)
    before = read_picture(data)
    assert before is not None
    assert before.location
    stripped = strip_picture(data)
    after = read_picture(stripped)
    assert after is not None
    assert (after.location, after.thumbnail) == (False, False)
    assert set(after.tags) <= {"Exif Orientation"}
    assert bool(after.tags) == (turned != 1)
    assert pixels(stripped) == pixels(data)
    with Image.open(io.BytesIO(stripped)) as image, Image.open(io.BytesIO(data)) as old:
        assert image.info["icc_profile"] == old.info["icc_profile"]
    assert strip_picture(stripped) == stripped


def test_what_follows_the_end_and_small_copies_go() -> None:
    data = photograph("JPEG", 1)
    small = b"\xff\xe0" + struct.pack(">H", 16 + 3) + b"JFIF\0\1\1\0\0\1\0\1\1\1abc"
    odd = data[:2] + small + data[20:] + b"another picture"
    stripped = strip_picture(odd)
    assert b"abc" not in stripped
    assert not stripped.endswith(b"picture")
    assert pixels(stripped) == pixels(data)


def test_a_chunk_that_nobody_knows_goes() -> None:
    data = photograph("PNG", 1)
    chunk = b"meMe" + b"a secret"
    odd = data[:33] + struct.pack(">I", 8) + chunk + struct.pack(">I", zlib.crc32(chunk)) + data[33:]
    assert b"secret" not in strip_picture(odd)
    assert pixels(strip_picture(odd)) == pixels(data)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a...", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0", b"RIFF\xff\0\0\0WEBPVP8 "]
)
def test_what_is_damaged_or_something_else_stays(data: bytes) -> None:
    assert strip_picture(data) == data


@settings(deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(1, 3000), st.integers(0, 255))
def test_a_damaged_picture_never_stops_the_work(kind: str, place: int, byte: int) -> None:
    data = bytearray(photograph(kind))
    data[place % len(data)] = byte
    strip_picture(bytes(data))
    cut = bytes(data[: place % len(data)])
    assert strip_picture(cut) == cut
