"""The site under test: where its pages lie, on disk and on the test's own server."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

_KIND = re.compile(r'<html lang="([\w-]+)".*?<body data-kind="([\w-]+)"', re.DOTALL)
_CLASS = re.compile(r'\bclass="([^"]+)"')


@dataclass(frozen=True)
class PublishedSite:
    """A built site and the address it is served at (ending with a slash)."""

    folder: Path
    address: str

    def url(self, page: str) -> str:
        """Return the address of a page, given as a path below the site's root."""
        return self.address + quote(page)

    def page_of(self, url: str) -> str:
        """Return the path of the page that an address leads to."""
        assert url.startswith(self.address), f"{url} is not on the site"
        path = url.removeprefix(self.address).split("#")[0].split("?")[0]
        return path + "index.html" if path == "" or path.endswith("/") else path

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Every HTML page a reader can open."""
        return tuple(sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*.html")))

    @cached_property
    def courses(self) -> tuple[str, ...]:
        """The page of each course, translations included."""
        return tuple(p for p in self.pages if p.endswith("/index.html") and len(self._without_language(p)) == 2)

    @cached_property
    def lessons(self) -> tuple[str, ...]:
        """The page of each lesson, translations included; none that only says what became of one."""
        return tuple(sorted(p for (kind, _), pages in self.kinds.items() if kind == "lesson" for p in pages))

    @cached_property
    def facing(self) -> tuple[str, ...]:
        """The page of each translated lesson that has both languages."""
        return tuple(p for p in self.pages if p.endswith(".facing.html"))

    @cached_property
    def translated_lessons(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a lesson and its Spanish translation."""
        return tuple((p.removeprefix("es/"), p) for p in self.lessons if p.startswith("es/"))

    @cached_property
    def kinds(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Every page by its kind and language, as it says itself, the longest first; one that says none stands alone."""
        kinds: dict[tuple[str, str], list[str]] = {}
        for page in sorted(self.pages, key=lambda page: -len(self._texts[page])):
            said = _KIND.search(self._texts[page])
            kinds.setdefault((said[2], said[1]) if said else (page, ""), []).append(page)
        return {key: tuple(pages) for key, pages in sorted(kinds.items())}

    @cached_property
    def samples(self) -> tuple[str, ...]:
        """The longest page of each kind in each language, and every page with something that no longer one has."""
        chosen = []
        for pages in self.kinds.values():
            seen: set[str] = set()
            for page in pages:
                looks = set(_CLASS.findall(self._texts[page]))
                if not seen or not looks <= seen:
                    chosen.append(page)
                seen |= looks
        return tuple(chosen)

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return {page: (self.folder / page).read_text(encoding="utf-8") for page in self.pages}

    def _without_language(self, page: str) -> list[str]:
        return page.removeprefix("es/").split("/")


@contextmanager
def serve(folder: Path) -> Iterator[PublishedSite]:
    """Serve a folder on a free port of this machine alone."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield PublishedSite(folder, f"http://127.0.0.1:{server.server_port}/")
        finally:
            server.shutdown()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the browser keeps the log that tests look at."""
