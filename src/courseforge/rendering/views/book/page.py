"""What a page of a book says around its body."""

from dataclasses import dataclass
from urllib.parse import quote

from courseforge.config import Settings
from courseforge.model import Course, Lesson
from courseforge.records.addresses import relative_url
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.book.origin import link_launch, link_source
from courseforge.rendering.views.book.table import Group, Position, link_page, make_lines
from courseforge.rendering.views.links import canonical_address, root_of
from courseforge.rendering.views.page import Fact, PageView, SiteView, View


@dataclass(frozen=True, slots=True)
class BookPageView:
    """A page of a book, but for its body.

    Attributes:
        part: the words above its part of the book.
        below: what lies below it in the table of contents.
        contents: link to the whole table.
        run: where its code can be run.
        source: where it can be changed, and its mistakes told.
    """

    title: str
    part: str
    authors: tuple[str, ...]
    below: tuple[Group, ...]
    contents: Fact
    run: tuple[Fact, ...]
    source: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Neighbors:
    """The pages before and behind one; None at the ends, and for a page that no table of contents names."""

    before: Lesson | None = None
    behind: Lesson | None = None


def make_page(
    lesson: Lesson, course: Course, position: Position, neighbors: Neighbors, *, site: SiteView, settings: Settings
) -> View:
    """Make the view of a page."""
    ui, path = Interface(lesson.language), f"{lesson.id}.html"
    titles = {other.id: other.metadata.title for other in course.lessons}
    home = Fact(ui.text("Contents"), relative_url(site.lessons, path))
    above = (
        Fact(entry.title or titles[entry.document], link_page(entry.document, path))
        for entry in position.above
        if entry.document in titles
    )
    page = PageView(
        kind="bookpage",
        path=path,
        root=root_of(path),
        title=lesson.metadata.title,
        window_title=" | ".join(dict.fromkeys((lesson.metadata.title, site.title))),
        description=lesson.metadata.description,
        language=lesson.language,
        canonical=canonical_address(quote(path), settings),
        crumbs=(home, *above, Fact(lesson.metadata.title)),
        previous=_link(neighbors.before, path, "prev"),
        next=_link(neighbors.behind, path, "next"),
    )
    content = BookPageView(
        title=lesson.metadata.title,
        part=position.part,
        authors=lesson.metadata.authors,
        below=make_lines(position.below, course, path),
        contents=home,
        run=link_launch(lesson, settings, ui),
        source=link_source(lesson, settings, ui),
    )
    return View(site, page, content)


def _link(lesson: Lesson | None, path: str, rel: str) -> Fact | None:
    if lesson is None:
        return None
    return Fact(lesson.metadata.title, link_page(lesson.id, path), rel=rel)
