"""Where the links within a site lead: pages, files, places in pages, and nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

FOR_THE_LOST = "404.html"
_NAMING = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("source", "src"), ("iframe", "src"))


@dataclass(frozen=True, slots=True)
class Site:
    """Where links can lead.

    Attributes:
        folder: of the whole site.
        places: path of a page below it -> the ids in it.
    """

    folder: Path
    places: Mapping[str, frozenset[str]]

    @classmethod
    def open(cls, folder: Path) -> "Site":
        """Look through the pages of a site; what lies in folders that begin with ``_`` is a file, no page."""
        paths = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html")))
        pages = [path for path in paths if not path.startswith("_")]
        return cls(folder, {path: _list_places(folder / path) for path in pages})

    def find(self, page: str, href: str) -> str | None:
        """Return the page that a link leads to, "file" for a file, or None where it leads to nothing.

        Args:
            page: the path of the page with the link.
            href: as it is written there.
        """
        address, _, place = href.partition("#")
        address = address.partition("?")[0]
        target = normpath(f"{page.rpartition('/')[0]}/{unquote(address)}").lstrip("/") if address else page
        if target not in self.places and (self.folder / target).is_dir():
            target = normpath(f"{target}/index.html")
        if target in self.places:
            known = self.places[target]
            return target if place in ("", "top") or place in known or unquote(place) in known else None
        return "file" if (self.folder / target).is_file() else None

    def list_broken(self) -> list[tuple[str, str]]:
        """List the page and the address of every link within the site that leads to nothing."""
        return sorted(
            {(page, href) for page in self.places for href in self._hrefs(page) if not self.find(page, href)}
        )

    def _hrefs(self, page: str) -> Iterator[str]:
        """Give the links within the site; the page for lost readers stands anywhere, and names places on its host."""
        root = LexborHTMLParser((self.folder / page).read_text(encoding="utf-8"))
        for tag, name in _NAMING:
            for node in root.css(f"{tag}[{name}]"):
                href = (node.attributes[name] or "").strip()
                if page == FOR_THE_LOST and href.startswith("/"):
                    continue
                if href and not urlsplit(href).scheme and not href.startswith("//"):
                    yield href


def _list_places(path: Path) -> frozenset[str]:
    root = LexborHTMLParser(path.read_text(encoding="utf-8"))
    named = {str(node.attributes["name"]) for node in root.css("a[name]")}
    return frozenset(named | {str(node.attributes["id"]) for node in root.css("[id]")})
