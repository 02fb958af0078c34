"""Pages at addresses where a page of the book once was."""

from collections.abc import Iterator
from urllib.parse import quote

from courseforge.config import Settings
from courseforge.model import Course
from courseforge.records.addresses import web_address
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.book.table import link_page
from courseforge.rendering.views.former import MovedView, make_moved_page
from courseforge.rendering.views.links import canonical_address
from courseforge.rendering.views.page import Fact, SiteView, View


def make_moved_pages(course: Course, site: SiteView, settings: Settings) -> Iterator[View]:
    """Make a page for each old address that the book's settings name, where it leads to something that is there."""
    titles = {lesson.id: lesson.metadata.title for lesson in course.lessons}
    for old, new in sorted(settings.redirects.items()):
        path = f"{old}.html"
        if old in titles:
            continue
        if new in titles:
            target = MovedView(False, Fact(titles[new], link_page(new, path)), f"{new}.html")
            yield _make_page(path, target, site, canonical_address(quote(f"{new}.html"), settings))
        elif address := web_address(new):
            yield _make_page(path, MovedView(False, Fact(address, address), ""), site, address)


def _make_page(path: str, target: MovedView, site: SiteView, canonical: str) -> View:
    title = Interface(site.language).text("This page has moved")
    return View(site, make_moved_page(path, title, canonical, site, site.language), target)
