"""What pages say to machines: JSON-LD, and Dublin Core for reference managers."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from courseforge.model import Accessibility, Course, Lesson, Record
from courseforge.records.addresses import web_address
from courseforge.records.dublin_core import make_statements
from courseforge.records.schema_org import describe, make_json_ld
from courseforge.records.schema_org_pages import Links, describe_list, describe_person, describe_site, describe_way
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.contributors import ContributorsView, ContributorView
from courseforge.rendering.views.home import HomeView
from courseforge.rendering.views.interest import InterestView
from courseforge.rendering.views.lessons import LessonsView
from courseforge.rendering.views.links import canonical_address
from courseforge.rendering.views.newest import NewestView
from courseforge.rendering.views.page import PageView, SiteView
from courseforge.rendering.views.skill import SkillView
from courseforge.rendering.views.sources import Sources

_NOTEBOOK, _ARCHIVE = "application/x-ipynb+json", "application/zip"


def add_lesson_data(page: PageView, lesson: Lesson, sources: Sources) -> PageView:
    """Describe a lesson on its page."""
    record = sources.records[lesson.id, lesson.language]
    course = sources.records.get((lesson.course_id, lesson.language))
    summary = say_perception(record.accessibility, Interface(lesson.language))
    node = describe(record, course, encodings=tuple(_list_encodings(record, sources)), summary=summary)
    json_ld = make_json_ld(node, describe_way(_list_crumbs(page)))
    return replace(page, json_ld=json_ld, statements=make_statements(record))


def add_course_data(page: PageView, course: Course, sources: Sources) -> PageView:
    """Describe a course on its page."""
    record = sources.records[course.id, course.language]
    parts = [sources.records[lesson.id, lesson.language] for lesson in course.lessons]
    node = describe(record, parts=parts, summary=say_perception(record.accessibility, Interface(course.language)))
    return replace(
        page, json_ld=make_json_ld(node, describe_way(_list_crumbs(page))), statements=make_statements(record)
    )


def add_list_data(page: PageView, site: SiteView, content: object) -> PageView:
    """Describe a page that belongs to no course: where it stands, and what it lists."""
    listed = [(name, _resolve(page, href)) for name, href in _list_links(content)]
    known = site.title, page.canonical, page.language, site.publisher, site.publisher_url
    nodes = (
        describe_site(*known) if page.kind == "home" else {},
        describe_person(content.credit, page.canonical, content.note) if isinstance(content, ContributorView) else {},
        describe_list(page.title, listed),
        describe_way(_list_crumbs(page)),
    )
    said = [node for node in nodes if node]
    return replace(page, json_ld=make_json_ld(*said)) if said else page


def say_perception(said: Accessibility, ui: Interface) -> str:
    """Say in a few sentences how something can be perceived, and what may be missing."""
    described, written = "alternativeText" in said.features, "transcript" in said.features
    words = ui.text("Pictures are described in words."), ui.text("Some pictures may not be described in words.")
    transcripts = ui.text("Recordings have transcripts."), ui.text("Some sounds may have no transcript.")
    sentences = (
        ui.text("Text with headings, which can be enlarged and recolored.") if "textual" in said.modes else "",
        words[not described] if "visual" in said.modes else "",
        transcripts[not written] if "auditory" in said.modes else "",
        ui.text("Formulas can be read aloud.") if "MathML" in said.features else "",
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _list_encodings(record: Record, sources: Sources) -> Iterator[tuple[str, str]]:
    takeaway, settings = sources.takeaways.get((record.id, record.language)), sources.settings
    if takeaway is None or not settings.html.baseurl:
        return
    yield canonical_address(takeaway.notebook.path, settings), _NOTEBOOK
    if takeaway.package:
        yield canonical_address(takeaway.package.path, settings), _ARCHIVE


def _list_crumbs(page: PageView) -> Links:
    return [(crumb.text, _resolve(page, crumb.href)) for crumb in page.crumbs]


def _list_links(content: object) -> Iterator[tuple[str, str]]:
    """List the names and links of what a page is a list of."""
    match content:
        case HomeView():
            yield from ((book.title, book.href) for book in (*content.courses, *content.elsewhere))
        case NewestView():
            yield from ((step.title, step.href) for day in content.days for step in day.lessons)
        case InterestView():
            yield from ((step.title, step.href) for step in content.lessons)
        case LessonsView():
            yield from ((step.title, step.href) for group in content.groups for step in group.lessons)
        case ContributorsView():
            yield from ((person.name, person.href) for person in content.people)
        case ContributorView():
            yield from ((work.text, work.href) for deed in content.deeds for work in deed.works)
        case SkillView():
            yield from ((stop.step.title, stop.step.href) for stop in content.path)


def _resolve(page: PageView, href: str) -> str:
    """Return where a link of the page leads on the web; without a link, the page itself."""
    return web_address(urljoin(page.canonical, href)) if page.canonical else ""
