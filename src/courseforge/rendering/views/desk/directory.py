"""What the desk itself says: for each course what there is to print, and how much is left to look at."""

from dataclasses import dataclass

from courseforge.model import Course
from courseforge.records.addresses import page_path, relative_url
from courseforge.rendering.interface import Interface
from courseforge.rendering.stylesheet import STATIC_FOLDER
from courseforge.rendering.views.desk.sheets import is_reviewed, list_records
from courseforge.rendering.views.page import Fact, SiteView
from courseforge.rendering.views.sources import Sources


@dataclass(frozen=True, slots=True)
class DeskCourse:
    """A course.

    Attributes:
        count: its lessons, in words.
        state: how many of its records nobody has reviewed, in words; empty where all are.
        links: to what can be printed.
    """

    title: str
    count: str
    state: str
    links: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class DeskView:
    """The desk.

    Attributes:
        lacking: why there are no labels and cards; empty where there are.
    """

    style: str
    courses: tuple[DeskCourse, ...]
    lacking: str


def make_desk_view(path: str, site: SiteView, sources: Sources) -> DeskView:
    """Make the view of the desk in one language."""
    ui = Interface(site.language)
    needs = ui.text(
        "Labels and cards lead to pages on the web. They need the site’s address: baseurl in _config.yml."
    )
    return DeskView(
        style=f"{STATIC_FOLDER}/{sources.static.desk_css}",
        courses=tuple(_make_course(course, path, sources, ui) for course in sources.courses_in(site.language)),
        lacking="" if sources.settings.html.baseurl else needs,
    )


def _make_course(course: Course, path: str, sources: Sources, ui: Interface) -> DeskCourse:
    records = list_records(course, sources)
    waiting = sum(not is_reviewed(record) for record in records)
    said = ui.count("{n} record that nobody has reviewed", "{n} records that nobody has reviewed", waiting)
    return DeskCourse(
        title=course.metadata.title,
        count=ui.count("{n} lesson", "{n} lessons", len(course.lessons)),
        state=said if waiting else "",
        links=_list_links(course, path, sources, ui),
    )


def _list_links(course: Course, path: str, sources: Sources, ui: Interface) -> tuple[Fact, ...]:
    def link(text: str, target: str) -> Fact:
        return Fact(text, relative_url(target, path))

    default = sources.default_language
    sheets = link(ui.text("Catalog sheets"), page_path("sheets", course.id, course.language, default))
    if not sources.settings.html.baseurl:
        return (sheets,)
    return (
        sheets,
        link(ui.text("Labels"), page_path("labels", course.id, course.language, default)),
        link(ui.text("Shelf cards"), page_path("cards", course.id, course.language, default)),
    )
