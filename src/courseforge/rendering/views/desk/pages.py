"""Every page of the desk. Each is made when it is asked for: of a large library, all together would not fit."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from courseforge.memory import Things
from courseforge.model import Course
from courseforge.records.addresses import PageKind, page_path
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.desk.directory import make_desk_view
from courseforge.rendering.views.desk.labels import make_cards_view, make_labels_view
from courseforge.rendering.views.desk.sheets import make_sheets_view
from courseforge.rendering.views.links import canonical_address, make_crumbs, make_languages, root_of
from courseforge.rendering.views.page import PageView, SiteView, View
from courseforge.rendering.views.sources import Sources


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page that is not made yet.

    Attributes:
        of: everything that decides what it says.
    """

    path: str
    of: Things
    make: Callable[[], View] = field(compare=False)  # of the same things it makes the same


def list_desk_pages(sites: Iterable[SiteView], sources: Sources) -> Iterator[DeskPage]:
    """List the pages in each language; labels and cards lead to pages on the web, so they need the site's address."""
    for site in sites:
        courses = sources.courses_in(site.language)
        yield _list_page("desk", None, courses, site, sources)
        kinds: tuple[PageKind, ...] = ("sheets", "labels", "cards") if sources.settings.html.baseurl else ("sheets",)
        for course in courses:
            for kind in kinds:
                yield _list_page(kind, course, (course,), site, sources)


def _list_page(
    kind: PageKind, course: Course | None, shown: tuple[Course, ...], site: SiteView, sources: Sources
) -> DeskPage:
    path = page_path(kind, course.id if course else "", site.language, sources.default_language)
    ids = [(item, site.language) for each in shown for item in (each.id, *(lesson.id for lesson in each.lessons))]
    records = tuple(sources.records[key] for key in ids)
    of = (kind, repr(site), sources.settings, sources.library.vocabulary, *shown, *records)
    return DeskPage(path, of, partial(_make_page, kind, course, path, site, sources))


def _make_page(kind: PageKind, course: Course | None, path: str, site: SiteView, sources: Sources) -> View:
    ui = Interface(site.language)
    name, about = _name_page(kind, ui)
    title = f"{course.metadata.title}: {name}" if course else name
    page = PageView(
        kind=kind,
        path=path,
        root=root_of(path),
        title=title,
        window_title=f"{title} | {site.title}",
        description=about,
        language=site.language,
        canonical=canonical_address(path, sources.settings),
        languages=make_languages(kind, course.id if course else "", site.language, sources),
        crumbs=make_crumbs(path, site, *_list_steps(course, site, ui), (title, path)),
    )
    return View(site, page, _make_content(kind, course, path, site, sources))


def _name_page(kind: PageKind, ui: Interface) -> tuple[str, str]:
    return {
        "desk": (
            ui.text("For the catalog and the shelves"),
            ui.text("What catalogs are told of each course, and what to stick on paper."),
        ),
        "sheets": (
            ui.text("catalog sheets"),
            ui.text("What catalogs are told, in words, and what nobody has decided yet."),
        ),
        "labels": (ui.text("labels"), ui.text("Labels with a code that leads a phone to the lesson.")),
        "cards": (ui.text("shelf cards"), ui.text("Cards that stand beside books and lead to a lesson.")),
    }[kind]


def _list_steps(course: Course | None, site: SiteView, ui: Interface) -> tuple[tuple[str, str], ...]:
    return ((_name_page("desk", ui)[0], site.desk),) if course else ()


def _make_content(kind: PageKind, course: Course | None, path: str, site: SiteView, sources: Sources) -> object:
    if course is None:
        return make_desk_view(path, site, sources)
    make = {"sheets": make_sheets_view, "labels": make_labels_view, "cards": make_cards_view}[kind]
    return make(course, path, site, sources)
