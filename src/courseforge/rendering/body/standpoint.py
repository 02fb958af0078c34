"""Addresses of a page that lies in a folder of its book: looked at from the book's own folder, and back.

What finishes a body knows one folder, in which pages, pictures and sounds lie beside each other.
"""

import re
from collections.abc import Callable
from posixpath import join, normpath

from lxml.html import HtmlElement

from courseforge.records.addresses import relative_url

_ATTRIBUTES = ("src", "href", "poster")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:|/|#|\Z")


def look_from_above(root: HtmlElement, folder: str) -> None:
    """Write each address as it is seen from the book's folder.

    Args:
        folder: of the page, relative to the book's; empty where the page lies there itself.
    """
    if folder:
        _rewrite(root, lambda address: normpath(join(folder, address)))


def look_from_folder(root: HtmlElement, folder: str) -> None:
    """Write each address as it is seen from the page."""
    if not folder:
        return
    page = f"{folder}/page.html"
    _rewrite(root, lambda address: relative_url(address, page))
    for element in root.iter():
        if isinstance(element.tag, str) and (choices := element.get("srcset")):
            each = (choice.strip().partition(" ") for choice in choices.split(","))
            element.set("srcset", ", ".join(f"{relative_url(at, page)} {width}".strip() for at, _, width in each))


def _rewrite(root: HtmlElement, write: Callable[[str], str]) -> None:
    for element in root.iter():
        for name in _ATTRIBUTES if isinstance(element.tag, str) else ():
            address = element.get(name)
            if address is not None and not _ELSEWHERE.match(address.strip()):
                path, mark, place = address.partition("#")
                element.set(name, seen := write(path) + mark + place)
                if element.get("alt") == address:  # which docutils puts where no words were given
                    element.set("alt", seen)
