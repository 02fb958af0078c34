"""Who did what: for each of the people who are credited, what they made, translated, tried out and helped with."""

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from courseforge.model import Course, Lesson, Original
from courseforge.records.addresses import PageKind, page_path, relative_url
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.page import Fact, SiteView
from courseforge.rendering.views.people import address_person
from courseforge.rendering.views.showcase import link_shown
from courseforge.rendering.views.sources import Sources

#: What somebody can do: the roles of a lesson, and more kinds of writing. They stand on pages in this order.
Part = Literal["author", "remixer", "maker", "translator", "editor", "reviewer", "tester", "mentor"]
PARTS: tuple[Part, ...] = get_args(Part)

#: For each part of somebody, links to the things they had it in, by id.
Deeds = Mapping[Part, Mapping[str, Fact]]
_Deed = tuple[str, Part, str, Fact]  # whose, what, of which thing, with a link to it


def list_deeds(site: SiteView, sources: Sources) -> Mapping[str, tuple[str, Deeds]]:
    """Group what everybody did by the address of their page, with the key or name they are known by.

    Each thing stands there once: in the site's language, else in the first one that names them.
    """
    found: dict[str, tuple[str, dict[Part, dict[str, Fact]]]] = {}
    for key, part, id, link in _list_all(site, sources):
        address = address_person(key, sources.library.vocabulary)
        if not address:
            continue
        if address not in found:
            found[address] = (key, {})
        links = found[address][1].setdefault(part, {})
        if not link.language or id not in links:
            links[id] = link
    return found


def name_part(part: Part, ui: Interface) -> str:
    """Say what somebody did, as a heading."""
    return {
        "author": ui.text("Lessons and courses"),
        "remixer": ui.text("Remixes"),
        "maker": ui.text("Made with a lesson"),
        "translator": ui.text("Translations"),
        "editor": ui.text("Editing"),
        "reviewer": ui.text("Reviews"),
        "tester": ui.text("Testing"),
        "mentor": ui.text("Mentoring"),
    }[part]


def _list_all(site: SiteView, sources: Sources) -> Iterator[_Deed]:
    for course in sources.library.courses:
        yield from _list_course(course, site, sources)
    for key, work, link in link_shown(site.contributors, site, sources):
        yield work.by, "maker", f"showcase {key}", link


def _list_course(course: Course, site: SiteView, sources: Sources) -> Iterator[_Deed]:
    """List lessons for those they name, the course for those it names itself."""
    authors = course.metadata.authors
    if authors:
        link = _link("course", course.id, course.metadata.title, course.language, site=site, sources=sources)
        part = _name_writing(course.metadata.based_on)
        yield from ((key, part, course.id, link) for key in authors)
    for lesson in course.lessons:
        people = tuple(_list_people(lesson))
        if people:
            link = _link("lesson", lesson.id, lesson.metadata.title, lesson.language, site=site, sources=sources)
            yield from ((key, part, lesson.id, link) for part, key in people)


def _list_people(lesson: Lesson) -> Iterator[tuple[Part, str]]:
    part = _name_writing(lesson.metadata.based_on)
    yield from ((part, key) for key in lesson.metadata.authors)
    yield from lesson.metadata.people.list_roles()


def _name_writing(original: Original) -> Part:
    """Call it a remix where it was made from somebody else's work."""
    return "remixer" if original.lesson or original.source else "author"


def _link(kind: PageKind, id: str, title: str, language: str, *, site: SiteView, sources: Sources) -> Fact:
    path = page_path(kind, id, language, sources.default_language)
    return Fact(title, relative_url(path, site.contributors), "" if language == site.language else language)
