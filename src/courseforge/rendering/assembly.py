"""What the site has besides its courses: pages that are nobody's own, the sitemap, and files for its server."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial
from html import escape
from urllib.parse import quote

from courseforge.config import Settings
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import SiteFile
from courseforge.records.addresses import absolute_url
from courseforge.rendering.hosting import HEADERS_FILE, REDIRECTS_FILE, make_headers, make_redirects, make_robots
from courseforge.rendering.pages import render_page
from courseforge.rendering.views import View, Views, list_moves

#: Without it GitHub Pages would leave out folders whose names begin with "_".
NO_JEKYLL = ".nojekyll"
#: Kinds of pages that nobody should find by a search engine.
_UNLISTED = frozenset({"search", "notfound", "moved", "withdrawn"})


def make_file(path: str, content: bytes) -> SiteFile:
    """Name some bytes as a file of the site."""
    return SiteFile(path, hashlib.sha256(content).hexdigest(), len(content), source=content)


def make_frame_files(
    views: Views, settings: Settings, templates: Mapping[str, str], memory: Memory = NO_MEMORY
) -> list[SiteFile]:
    """Make every file that belongs to no course.

    Args:
        templates: of the library's own, by the name of what they replace.
        memory: of the pages that were made before.
    """
    own = repr(sorted(templates.items()))
    files = [
        memory.recall(("frame", view.page.path), (repr(view), own), partial(_make_page, view, templates))
        for view in views.others
    ]
    files.append(make_file(NO_JEKYLL, b""))
    files.append(make_file(HEADERS_FILE, make_headers()))
    if moves := list_moves(views.others):
        files.append(make_file(REDIRECTS_FILE, make_redirects(moves, settings.html.baseurl)))
    if settings.html.baseurl:
        files.append(make_file("robots.txt", make_robots(settings.html.baseurl)))
        files.append(make_file("sitemap.xml", make_sitemap(_listed(views), settings.html.baseurl)))
    return files


def _make_page(view: View, templates: Mapping[str, str]) -> SiteFile:
    return make_file(view.page.path, render_page(view.template, view.context(), templates).encode())


def make_sitemap(pages: Iterable[View], baseurl: str) -> bytes:
    """Make a sitemap (sitemaps.org 0.9) with the languages of each page. It needs the site's address on the web."""
    entries = "".join(_sitemap_entry(view, baseurl) for view in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return f"{head}<urlset {spaces}>\n{entries}</urlset>\n".encode()


def _sitemap_entry(view: View, baseurl: str) -> str:
    languages = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(other.language)}" href="{escape(other.url)}"/>'
        for other in view.page.languages
    )
    return f"<url><loc>{escape(absolute_url(quote(view.page.path), baseurl))}</loc>{languages}</url>\n"


def _listed(views: Views) -> list[View]:
    every = [*views.others, *views.courses.values(), *views.lessons.values()]
    listed = (view for view in every if view.page.kind not in _UNLISTED)
    return sorted(listed, key=lambda view: view.page.path)
