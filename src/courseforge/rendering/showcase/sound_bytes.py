"""Sounds without what is written beside them: names, places, pictures and remarks that a phone or a program added.

MP3 carries ID3 before and behind its frames (https://id3.org); WAV is a list of named parts (RIFF), of which two are
the sound.
"""

import struct

_ID3, _ID3_BEHIND, _ID3_OLD, _APE = b"ID3", b"3DI", b"TAG", b"APETAGEX"
_HEAD, _OLD_SIZE, _APE_FOOT = 10, 128, 32
_SOUND = (b"fmt ", b"data", b"fact")


def strip_sound(data: bytes) -> bytes:
    """Return an MP3 or a WAV without its notes; nothing at all where it is neither, or damaged."""
    try:
        return _strip_wav(data) if data[:4] == b"RIFF" else _strip_mp3(data)
    except (struct.error, IndexError):
        return b""


def _strip_mp3(data: bytes) -> bytes:
    while data.startswith(_ID3):
        size = 0
        for byte in data[6:_HEAD]:  # four times seven bits
            size = size << 7 | byte & 0x7F
        data = data[_HEAD + size + (_HEAD if data[5] & 0x10 else 0) :].lstrip(b"\0")
    while (shorter := _cut_end(data)) != data:
        data = shorter
    return data if data[:1] == b"\xff" else b""


def _cut_end(data: bytes) -> bytes:
    if data[-_OLD_SIZE:].startswith(_ID3_OLD):
        return data[:-_OLD_SIZE]
    foot = data[-_APE_FOOT:]
    if foot.startswith(_APE):
        size, _, flags = struct.unpack("<III", foot[12:24])
        return data[: -min(len(data), size + (_APE_FOOT if flags & 0x80000000 else 0))]
    return data


def _strip_wav(data: bytes) -> bytes:
    kept, position = [], 12
    while position + 8 <= len(data):
        name, size = data[position : position + 4], struct.unpack_from("<I", data, position + 4)[0]
        body = data[position + 8 : position + 8 + size]
        if name in _SOUND:
            kept.append(name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2))
        position += 8 + size + size % 2
    inner = b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(inner) + 4) + b"WAVE" + inner if b"data" in inner else b""
