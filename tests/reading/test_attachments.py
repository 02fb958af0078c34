"""A picture pasted into a cell is read exactly when a page would show it."""

import base64

import pytest

from courseforge.reading.codes import FaultError
from courseforge.reading.notebook_cell import read_notebook_cell
from courseforge.rendering.pictures import looks_like


@pytest.mark.parametrize(
    ("kind", "data", "good"),
    [
        ("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", True),
        ("image/jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF", True),
        ("image/gif", b"GIF89a\1\0\1\0", True),
        ("image/webp", b"RIFF\x24\0\0\0WEBPVP8 ", True),
        ("image/webp", b"RIFF\x24\0\0\0WAVEfmt ", False),
        ("image/gif", b"GIF8 is a song", False),
        ("image/png", b"", False),
        ("audio/ogg", b"OggS\0\2\0\0", False),  # a sound is no picture
    ],
)
def test_what_is_read_is_what_is_shown(kind: str, data: bytes, good: bool) -> None:
    bundle = {"a.png": {kind: base64.b64encode(data).decode()}}
    raw = {"cell_type": "markdown", "metadata": {}, "source": "![](attachment:a.png)", "attachments": bundle}
    if good:
        assert looks_like(kind, data)
        assert read_notebook_cell(raw, 1)[0].attachments == bundle
    else:
        with pytest.raises(FaultError, match="PNG, JPEG, GIF or WebP"):
            read_notebook_cell(raw, 1)
