"""Paths as the pages of a book write them -> paths in the book's folder."""

from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from courseforge.reading.book.project import SUFFIXES

_ENDINGS = (*SUFFIXES, ".html", "/")


def resolve(written: str, folder: str) -> str:
    """Return the path below the book's folder that a text in ``folder`` names; empty for one outside."""
    path = unquote(written)
    path = normpath(path.lstrip("/") if path.startswith("/") else join(folder, path))
    return "" if path.startswith("..") or path in (".", "/") else path


def resolve_page(written: str, page: str, pages: Mapping[str, str]) -> str:
    """Return the page that a link on another one leads to; empty where it leads to none.

    Args:
        pages: name of each page of the book -> its file.
    """
    target = written.partition("#")[0].partition("?")[0]
    target = target.removeprefix("project:").removeprefix("path:")
    if not target or ":" in target:
        return ""
    path = resolve(target, dirname(page))
    return next((name for name in _list_names(path) if name in pages), "")


def _list_names(path: str) -> Iterator[str]:
    yield path
    yield from (path.removesuffix(ending) for ending in _ENDINGS if path.endswith(ending))
    yield f"{path}/index"
