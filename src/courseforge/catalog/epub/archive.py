"""A book as the file it is: a ZIP archive (https://www.w3.org/TR/epub-33/#sec-container-zip)."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_COMPRESSED = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp3", ".m4a", ".ogg", ".oga", ".mp4", ".webm")
_DATE = (1980, 1, 1, 0, 0, 0)  # an archive must state one; this is the earliest it can


def write_archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Write the files in their order; the same files give the same bytes."""
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in (("mimetype", b"application/epub+zip"), *files):
            entry = ZipInfo(name, _DATE)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            stored = name == "mimetype" or name.endswith(_COMPRESSED)
            archive.writestr(entry, content, ZIP_STORED if stored else ZIP_DEFLATED, 6)
    return data.getvalue()
