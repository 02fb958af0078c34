"""Telling pictures and sounds by their first bytes, not by what somebody calls them."""

_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "audio/wav": (b"RIFF",),
    "audio/x-wav": (b"RIFF",),
    "audio/mpeg": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    "audio/ogg": (b"OggS",),
    "video/mp4": (),
    "video/webm": (b"\x1a\x45\xdf\xa3",),
}
_RIFF_KINDS = {"image/webp": b"WEBP", "audio/wav": b"WAVE", "audio/x-wav": b"WAVE"}


def looks_like(kind: str, data: bytes) -> bool:
    """Tell whether the bytes begin as a file of this MIME type does."""
    if kind == "video/mp4":
        return data[4:8] == b"ftyp"
    if kind in _RIFF_KINDS and data[8:12] != _RIFF_KINDS[kind]:
        return False
    return data.startswith(_SIGNATURES.get(kind, ())) if _SIGNATURES.get(kind) else False
