"""A course's other files -> ``Asset`` values: as much of each as rules want to know, and nothing of what is large."""

import csv
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Asset, Course, Table
from courseforge.reading.at_rest import mark_file
from courseforge.reading.codes import FaultError
from courseforge.reading.picture import read_picture
from courseforge.reading.source_file import read_bytes

HEAD_BYTES = 4096
TEXT_BYTES = 200_000
PICTURE_BYTES = 30_000_000
ROWS = 50

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".avif", ".ico"})
_TABLES = {".csv": ",", ".tsv": "\t"}


def read_assets(root: Path, courses: Iterable[Course], memory: Memory = NO_MEMORY) -> Mapping[str, Asset]:
    """Look at every file of the courses but their lessons, by path; one that went away meanwhile is left out."""
    paths = sorted({course.place(name) for course in courses for name in course.files})
    found = (
        memory.recall(("asset", path), mark_file(root / path), partial(_read_asset, root, path)) for path in paths
    )
    return {asset.path: asset for asset in found if asset is not None}


def _read_asset(root: Path, path: str) -> Asset | None:
    file = root / path
    try:
        size = file.lstat().st_size
        asset = Asset(path, size)
        is_picture = asset.suffix in _PICTURES
        if size > (PICTURE_BYTES if is_picture else TEXT_BYTES):
            with file.open("rb") as stream:
                return _look(path, size, stream.read(HEAD_BYTES), is_whole=False)
        return _look(path, size, read_bytes(file, PICTURE_BYTES), is_whole=True)
    except (OSError, FaultError):
        return None


def _look(path: str, size: int, data: bytes, *, is_whole: bool) -> Asset:
    suffix = Asset(path, size).suffix
    picture = read_picture(data) if suffix in _PICTURES and is_whole else None
    text = None if picture else _decode(data, is_whole=is_whole)
    table = read_table(text, _TABLES[suffix], is_whole=is_whole) if text and suffix in _TABLES else None
    return Asset(path, size, data[:HEAD_BYTES], text if is_whole else None, picture, table)


def _decode(data: bytes, *, is_whole: bool) -> str | None:
    """Read bytes as a text, or give up; what was cut may end in the middle of a letter."""
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8-sig", errors="strict" if is_whole else "ignore")
    except UnicodeDecodeError:
        return None


def read_table(text: str, delimiter: str, *, is_whole: bool = True) -> Table | None:
    """Read the head of a table; semicolons stand between columns where commas are decimal signs."""
    first = text.partition("\n")[0]
    if delimiter == "," and first.count(";") > first.count(","):
        delimiter = ";"
    try:
        rows = [tuple(row) for row in islice(csv.reader(text.splitlines(), delimiter=delimiter), ROWS + 2) if row]
    except csv.Error:
        return None
    if not rows:
        return None
    return Table(rows[0], tuple(rows[1 : ROWS + 1]), is_whole and len(rows) <= ROWS + 1)
