"""Old addresses of a book's pages, as sphinxext-rediraffe and sphinx-reredirects are told them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any

from courseforge.reading.book.project import SUFFIXES
from courseforge.reading.codes import FaultError
from courseforge.reading.source_file import MAX_YAML_BYTES, decode, read_bytes
from courseforge.reading.vocabulary import is_http

MOST = 5_000
_LONGEST = 1_000  # characters of a line
_WORD = re.compile(r"""\s{0,9}(?:"([^"]{1,300})"|'([^']{1,300})'|([^\s"']{1,300}))(?=\s|\Z)""")
_PAGES = (*SUFFIXES, ".html")


def list_redirects(config: Mapping[str, Any], root: Path) -> dict[str, str]:
    """Map the name of each page that is no more to the name of another one, or to an address on the web."""
    found: dict[str, str] = {}
    stated = config.get("rediraffe_redirects")
    moves = stated if isinstance(stated, Mapping) else dict(_read_file(stated, root))
    for old, new in moves.items():
        found[_name(str(old))] = str(new) if is_http(str(new)) else _name(str(new))
    stated = config.get("redirects")
    for old, new in stated.items() if isinstance(stated, Mapping) else ():
        near = f"{PurePosixPath(str(old)).parent}/{new}"  # as it is seen from the page that was there
        found[_name(str(old))] = str(new) if is_http(str(new)) else _name(near)
    inside = {old: new for old, new in found.items() if old and new and "*" not in old and not old.startswith("..")}
    return dict(list(inside.items())[:MOST])


def _read_file(name: object, root: Path) -> Iterator[tuple[str, str]]:
    """Read the lines of the file that a text names: an old and a new path, with or without quotes."""
    if not isinstance(name, str) or not name or "\0" in name:
        return
    path = root / name
    if path.is_symlink() or not path.resolve().is_relative_to(root.resolve()) or not path.is_file():
        return
    try:
        text, _ = decode(read_bytes(path, MAX_YAML_BYTES))
    except FaultError:
        return
    for line in text.splitlines():
        words = [first or second or third for first, second, third in _WORD.findall(line[:_LONGEST])]
        if len(words) == 2:
            yield words[0], words[1]


def _name(path: str) -> str:
    """Return the name of the page that a path means; empty where it means none."""
    plain = normpath(path.partition("#")[0].strip().lstrip("/"))
    suffix = PurePosixPath(plain).suffix
    return "" if plain in (".", "") else plain.removesuffix(suffix) if suffix in _PAGES else plain
