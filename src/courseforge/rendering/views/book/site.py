"""All pages of a book as views: its own, its table of contents, its index, and that for searching."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from courseforge.config import Settings
from courseforge.model import Contents, Course, Lesson, Library
from courseforge.rendering.body.sanitizer import sanitize
from courseforge.rendering.drawings import Drawings
from courseforge.rendering.interface import Interface
from courseforge.rendering.stylesheet import STATIC_FOLDER, StaticNames
from courseforge.rendering.views.book.moves import make_moved_pages
from courseforge.rendering.views.book.origin import link_repository
from courseforge.rendering.views.book.page import Neighbors, make_page
from courseforge.rendering.views.book.table import Position, find_positions, make_contents_view
from courseforge.rendering.views.links import canonical_address, root_of
from courseforge.rendering.views.page import BookView, Fact, LogoView, PageView, SiteView, View, ViewKind
from courseforge.rendering.views.search import SearchView
from courseforge.rendering.views.site import Views

_INDEX = "genindex.html"  # as Sphinx calls it
PROOFS = "prf-prf"  # as sphinx-proof calls it
_NOWHERE = Position((), "", ())


def make_book_views(library: Library, settings: Settings, static: StaticNames, drawings: Drawings) -> Views:
    """Make what every page of a book says.

    Args:
        static: names of the site-wide files, from ``name_static_files``.
        drawings: the book's own logo and icon.
    """
    course = library.courses[0]
    assert course.contents is not None
    site = _make_site(course, course.contents, settings, static, drawings)
    pages = {(lesson.id, lesson.language): view for lesson, view in _make_pages(course, site, settings)}
    others = _make_others(site, settings, static)
    table = make_contents_view(course, course.contents, site.lessons)
    frames = (
        _make_view("contents", site.lessons, site, settings, table),
        _make_view("index", _INDEX, site, settings, None),
        *_make_proofs_view(site, settings),
    )
    taken = {view.page.path for view in pages.values()}
    moved = tuple(make_moved_pages(course, site, settings))
    return Views(
        {},
        pages,
        {},
        tuple(view for view in (*others, *_leave_out(moved, (*others, *frames))) if view.page.path not in taken),
        frames=tuple(view for view in frames if view.page.path not in taken),
    )


def _make_proofs_view(site: SiteView, settings: Settings) -> Iterator[View]:
    """Make the list of theorems and definitions that sphinx-proof makes of a book that names it."""
    sphinx = settings.book.get("sphinx")
    named = sphinx.get("extra_extensions") if isinstance(sphinx, dict) else None
    if isinstance(named, list) and "sphinx_proof" in named:
        title = Interface(site.language).text("Definitions, theorems and proofs")
        view = _make_view("index", f"{PROOFS}.html", site, settings, None)
        yield replace(view, page=replace(view.page, title=title, window_title=f"{title} | {site.title}"))


def _leave_out(moved: Iterable[View], others: Iterable[View]) -> Iterator[View]:
    """Let no page that tells of a move stand where the site has one of its own."""
    taken = {view.page.path for view in others}
    return (view for view in moved if view.page.path not in taken)


def _make_site(
    course: Course, contents: Contents, settings: Settings, static: StaticNames, drawings: Drawings
) -> SiteView:
    ui = Interface(course.language)
    table = _choose_table(course, contents)
    book = BookView(
        css=f"{STATIC_FOLDER}/{static.book_css}",
        contents=table,
        index=_INDEX,
        announcement=sanitize(settings.html.announcement),
        footer=sanitize(settings.html.extra_footer),
        copyright=settings.copyright,
        repository=link_repository(settings, ui),
    )
    logo = drawings.logo
    return SiteView(
        title=settings.title,
        publisher=settings.publisher_name,
        publisher_url="",
        language=course.language,
        direction=ui.direction,
        license=Fact(""),
        home="index.html",
        contributors="",
        search="search.html",
        chooser="",
        lessons=table,
        newest="",
        showcase="",
        skills="",
        branches="",
        holdings="",
        desk="",
        feed="",
        catalog="",
        books="",
        css=f"{STATIC_FOLDER}/{static.css}",
        js=f"{STATIC_FOLDER}/{static.js}",
        icon=f"{STATIC_FOLDER}/{static.icon}",
        card=canonical_address(f"{STATIC_FOLDER}/{static.card}", settings),
        icon_type="image/png" if static.icon.endswith(".png") else "image/svg+xml",
        logo=LogoView(f"{STATIC_FOLDER}/{static.logo}", logo.width, logo.height, logo.needs_light) if logo else None,
        book=book,
    )


def _choose_table(course: Course, contents: Contents) -> str:
    """Let the table of contents be the site's first page, where the book begins with a page of another name."""
    if contents.root.document != "index":
        return "index.html"
    taken = {lesson.id for lesson in course.lessons}
    return next(f"{name}.html" for name in ("contents", "table-of-contents", "all-pages") if name not in taken)


def _make_pages(course: Course, site: SiteView, settings: Settings) -> Iterator[tuple[Lesson, View]]:
    assert course.contents is not None
    positions, there = find_positions(course.contents), {lesson.id: lesson for lesson in course.lessons}
    order = [there[name] for name in course.contents.documents if name in there]
    places = {lesson.id: number for number, lesson in enumerate(order)}
    for lesson in course.lessons:
        number = places.get(lesson.id)
        neighbors = Neighbors()
        if number is not None:
            behind = order[number + 1] if number + 1 < len(order) else None
            neighbors = Neighbors(order[number - 1] if number else None, behind)
        position = positions.get(lesson.id, _NOWHERE)
        yield lesson, make_page(lesson, course, position, neighbors, site=site, settings=settings)


def _make_others(site: SiteView, settings: Settings, static: StaticNames) -> Iterator[View]:
    """Make the page for searching and that for missing ones."""
    search = SearchView(f"{STATIC_FOLDER}/{static.search_css}", f"{STATIC_FOLDER}/{static.search}")
    yield _make_view("search", site.search, site, settings, search)
    root = urlsplit(settings.html.baseurl).path.rstrip("/") + "/"
    title = Interface(site.language).text("This page is not here")
    missing = PageView("notfound", "404.html", root, title, f"{title} | {site.title}", "", site.language)
    yield View(site, missing)


def _make_view(kind: ViewKind, path: str, site: SiteView, settings: Settings, content: object) -> View:
    ui = Interface(site.language)
    title = {
        "contents": ui.text("Contents"),
        "index": ui.text("Index"),
        "search": ui.text("Search"),
    }[kind]
    page = PageView(
        kind=kind,
        path=path,
        root=root_of(path),
        title=title,
        window_title=" | ".join(dict.fromkeys((title, site.title))),
        description="",
        language=site.language,
        canonical=canonical_address(path, settings),
    )
    return View(site, page, content)
