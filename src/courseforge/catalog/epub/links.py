"""Where links lead from a book: to its own chapters, to the web, or nowhere, and then they are words."""

import re
from collections.abc import Collection, Mapping
from urllib.parse import quote, unquote

from lxml.html import HtmlElement

from courseforge.catalog.epub.media import find_path
from courseforge.catalog.epub.xhtml import write_id
from courseforge.records.addresses import absolute_url

_ELSEWHERE = re.compile(r"https?://[^\s/?#\\<>\"{}|^`@\[\]]{1,253}(?:[/?#][^\s\\<>\"{}|^`\[\]]*)?", re.IGNORECASE)
_WRITTEN = re.compile(r"(?:mailto|tel):[\w.+%@?=&;-]{1,300}", re.ASCII | re.IGNORECASE)


def lead_links(
    root: HtmlElement, page: str, chapters: Mapping[str, str], ids: Mapping[str, Collection[str]], baseurl: str
) -> None:
    """Give every link of a chapter a place that is there.

    Args:
        page: path of the page that it was made of.
        chapters: path of a page of the site -> name of the chapter made of it.
        ids: name of a chapter -> what in it a link can lead to.
    """
    for link in list(root.iter("a")):
        link.attrib.pop("download", None)
        address = (link.get("href") or "").strip()
        target = _find_target(address, page, chapters, ids, baseurl)
        if target:
            link.set("href", target)
        elif link.get("id"):
            link.tag = "span"
            link.attrib.pop("href", None)
        else:
            link.drop_tag()


def _find_target(
    address: str, page: str, chapters: Mapping[str, str], ids: Mapping[str, Collection[str]], baseurl: str
) -> str:
    if _ELSEWHERE.fullmatch(address) or _WRITTEN.fullmatch(address):
        return address
    if not address or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", address):
        return ""
    _, _, fragment = address.partition("#")
    path = page if address.startswith("#") else find_path(address, page)
    place = write_id(unquote(fragment))
    if path in chapters:
        chapter = chapters[path]
        if fragment and place in ids[chapter]:
            return f"#{place}" if path == page else f"{chapter}#{place}"
        return "" if path == page else chapter
    if not baseurl or path.startswith(".."):
        return ""
    return absolute_url(quote(path), baseurl) + (f"#{quote(unquote(fragment))}" if fragment else "")
