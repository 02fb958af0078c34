"""All pages of the site as views."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from courseforge.config import Settings
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Course, Lesson, Library, PublishedItem, Record
from courseforge.records.addresses import feed_path, page_path, relative_url
from courseforge.records.licenses import license_url
from courseforge.rendering.drawings import Drawings
from courseforge.rendering.interface import Interface
from courseforge.rendering.stylesheet import STATIC_FOLDER, StaticNames
from courseforge.rendering.views.course import make_course_view
from courseforge.rendering.views.desk import DeskPage, list_desk_pages
from courseforge.rendering.views.enclosure import LookedElsewhereError, enclose_course
from courseforge.rendering.views.facing import make_facing_page
from courseforge.rendering.views.facts import license_name, web_address
from courseforge.rendering.views.former import make_former_pages
from courseforge.rendering.views.lesson import make_lesson_view
from courseforge.rendering.views.linked_data import add_course_data, add_lesson_data
from courseforge.rendering.views.links import canonical_address, make_crumbs, make_languages, root_of
from courseforge.rendering.views.newest import find_newest
from courseforge.rendering.views.others import make_other_pages
from courseforge.rendering.views.page import Fact, LogoView, PageView, SiteView, View
from courseforge.rendering.views.showcase import list_shown
from courseforge.rendering.views.sources import Exhibit, ItemKey, Sources, Takeaway, gather_sources


@dataclass(frozen=True, slots=True)
class Views:
    """Every page of the site.

    Attributes:
        courses: by course id and language.
        lessons: by lesson id and language.
        facing: pages with a lesson in two languages, by lesson id and the language it was translated into.
        others: pages of no course in each language, the page that stands for missing ones, and those that stand where
            something was.
        desk: pages for those who catalog and shelve, each made when it is asked for.
        frames: of a Jupyter Book: pages that need what Sphinx knows of all others.
    """

    courses: Mapping[ItemKey, View]
    lessons: Mapping[ItemKey, View]
    facing: Mapping[ItemKey, View]
    others: tuple[View, ...]
    desk: tuple[DeskPage, ...] = ()
    frames: tuple[View, ...] = ()


def make_views(
    library: Library,
    settings: Settings,
    records: Iterable[Record],
    static: StaticNames,
    *,
    tested: frozenset[ItemKey] = frozenset(),
    takeaways: Mapping[ItemKey, Takeaway] | None = None,
    exhibits: Mapping[str, Exhibit] | None = None,
    drawings: Drawings | None = None,
    items: Iterable[PublishedItem] = (),
    levels: Mapping[ItemKey, float] | None = None,
    memory: Memory = NO_MEMORY,
) -> Views:
    """Make what every page says.

    Args:
        records: one for each course and lesson of the library.
        static: names of the site-wide files, from ``name_static_files``.
        tested: the lessons whose code has given what their pages show.
        takeaways: what readers may take home, by lesson id and language.
        exhibits: what there is to see and hear, by work of the showcase.
        items: what was published so far, and what was taken back.
        levels: how hard each lesson is to read, where that is known.
        drawings: the library's own; without them the pages show the theme's.
        memory: of the courses that were looked at before.
    """
    sources = gather_sources(
        library,
        settings,
        records,
        static,
        tested=tested,
        takeaways=takeaways or {},
        exhibits=exhibits or {},
        drawings=drawings or Drawings(),
        items=tuple(items),
        levels=levels or {},
    )
    sites = {language: _site_view(language, sources) for language in sources.languages}
    pages = [(course, _recall_pages(course, sites[course.language], sources, memory)) for course in library.courses]
    courses = {(course.id, course.language): page for course, (page, _) in pages}
    lessons = {
        (lesson.id, lesson.language): page
        for course, (_, own) in pages
        for lesson, page in zip(course.lessons, own, strict=True)
    }
    facing = {key: make_facing_page(key, sites[key[1]], sources) for key in sources.translations}
    others = [page for site in sites.values() for page in make_other_pages(site, sources)]
    others.append(_missing_page(sites[sources.default_language], sources))
    there = {view.page.path for view in (*courses.values(), *lessons.values(), *facing.values(), *others)}
    others += make_former_pages(sites, sources, there)
    desk = tuple(list_desk_pages(sites.values(), sources))
    return Views(courses, lessons, facing, tuple(others), desk)


def _recall_pages(course: Course, site: SiteView, sources: Sources, memory: Memory) -> tuple[View, tuple[View, ...]]:
    """Return a course's page and those of its lessons."""
    alone, things = enclose_course(course, sources)
    make = partial(_make_pages, course, site, alone)
    try:
        return memory.recall(("views", course.path, course.language), (repr(site), *things), make)
    except LookedElsewhereError:
        return _make_pages(course, site, sources)


def _make_pages(course: Course, site: SiteView, sources: Sources) -> tuple[View, tuple[View, ...]]:
    editions = sources.editions_of(course)
    places = {lesson.id: place for place, lesson in enumerate(editions) if lesson.language == course.language}
    lessons = (_lesson_page(course, places[lesson.id], site, sources) for lesson in course.lessons)
    return _course_page(course, site, sources), tuple(lessons)


def _site_view(language: str, sources: Sources) -> SiteView:
    settings, ui = sources.settings, Interface(language)
    catalog = settings.courseforge.catalog
    spdx = settings.courseforge.license
    return SiteView(
        title=settings.title,
        publisher=settings.publisher_name,
        publisher_url=web_address(settings.courseforge.publisher.url),
        language=language,
        direction=ui.direction,
        license=Fact(license_name(spdx, ui), license_url(spdx), rel="license"),
        home=page_path("home", "", language, sources.default_language),
        contributors=page_path("contributors", "", language, sources.default_language),
        search=page_path("search", "", language, sources.default_language),
        chooser=page_path("chooser", "", language, sources.default_language),
        lessons=page_path("lessons", "", language, sources.default_language),
        newest=page_path("newest", "", language, sources.default_language) if find_newest(sources, ui) else "",
        showcase=page_path("showcase", "", language, sources.default_language) if list_shown(sources) else "",
        skills=page_path("skills", "", language, sources.default_language) if sources.skills else "",
        branches=page_path("branches", "", language, sources.default_language) if sources.branches else "",
        holdings=page_path("holdings", "", language, sources.default_language) if sources.items else "",
        desk=page_path("desk", "", language, sources.default_language),
        feed=feed_path("", language, sources.default_language) if settings.html.baseurl else "",
        catalog="catalog/lessons.json",
        books="catalog/opds.json" if settings.html.baseurl and catalog.makes("epub", "opds") else "",
        css=f"{STATIC_FOLDER}/{sources.static.css}",
        js=f"{STATIC_FOLDER}/{sources.static.js}",
        icon=f"{STATIC_FOLDER}/{sources.static.icon}",
        card=canonical_address(f"{STATIC_FOLDER}/{sources.static.card}", settings),
        icon_type="image/png" if sources.static.icon.endswith(".png") else "image/svg+xml",
        logo=_logo_view(sources),
    )


def _logo_view(sources: Sources) -> LogoView | None:
    logo = sources.drawings.logo
    path = f"{STATIC_FOLDER}/{sources.static.logo}"
    return LogoView(path, logo.width, logo.height, logo.needs_light) if logo else None


def _lesson_page(course: Course, position: int, site: SiteView, sources: Sources) -> View:
    editions, default = sources.editions_of(course), sources.default_language
    lesson = editions[position]
    path = page_path("lesson", lesson.id, lesson.language, default)
    course_path = page_path("course", course.id, course.language, default)

    def neighbor(other: Lesson, rel: str) -> Fact:
        target = page_path("lesson", other.id, other.language, default)
        language = "" if other.language == lesson.language else other.language
        return Fact(other.metadata.title, relative_url(target, path), language, rel=rel)

    page = PageView(
        kind="lesson",
        path=path,
        root=root_of(path),
        title=lesson.metadata.title,
        window_title=" | ".join((lesson.metadata.title, course.metadata.title, site.title)),
        description=lesson.metadata.description,
        language=lesson.language,
        canonical=canonical_address(path, sources.settings),
        languages=make_languages("lesson", lesson.id, lesson.language, sources),
        crumbs=make_crumbs(path, site, (course.metadata.title, course_path), (lesson.metadata.title, path)),
        previous=neighbor(editions[position - 1], "prev") if position else None,
        next=neighbor(editions[position + 1], "next") if position + 1 < len(editions) else None,
    )
    content = make_lesson_view(course, position, path, site, sources)
    return View(site, add_lesson_data(page, lesson, sources), content)


def _course_page(course: Course, site: SiteView, sources: Sources) -> View:
    path = page_path("course", course.id, course.language, sources.default_language)
    page = PageView(
        kind="course",
        path=path,
        root=root_of(path),
        title=course.metadata.title,
        window_title=f"{course.metadata.title} | {site.title}",
        description=course.metadata.description,
        language=course.language,
        canonical=canonical_address(path, sources.settings),
        languages=make_languages("course", course.id, course.language, sources),
        crumbs=make_crumbs(path, site, (course.metadata.title, path)),
    )
    return View(site, add_course_data(page, course, sources), make_course_view(course, path, sources))


def _missing_page(site: SiteView, sources: Sources) -> View:
    """The server shows this page at any address, so its links start at the site's root, not at the page."""
    title = Interface(site.language).text("This page is not here")
    page = PageView(
        kind="notfound",
        path="404.html",
        root=urlsplit(sources.settings.html.baseurl).path.rstrip("/") + "/",
        title=title,
        window_title=f"{title} | {site.title}",
        description="",
        language=site.language,
    )
    return View(site, page)
