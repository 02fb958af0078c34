"""What the contributors' page says: everybody by the name they chose, and what they did."""

from collections.abc import Iterator
from dataclasses import dataclass

from courseforge.model import Contributor, Course, Role
from courseforge.model.vocabulary import localize
from courseforge.records.addresses import PageKind, page_path, relative_url
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import web_address
from courseforge.rendering.views.page import Fact, SiteView
from courseforge.rendering.views.sources import Sources


@dataclass(frozen=True, slots=True)
class DeedsView:
    """What somebody did in one role.

    Attributes:
        role: in words; empty for what they wrote.
        works: links to what they did it for, in the library's order.
    """

    role: str
    works: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ContributorView:
    """One of them, and what they did."""

    name: str
    url: str
    note: str
    deeds: tuple[DeedsView, ...]


@dataclass(frozen=True, slots=True)
class ContributorsView:
    """Everybody who is credited on a page in this language, by name."""

    people: tuple[ContributorView, ...]


_ROLES: tuple[Role, ...] = ("author", "translator", "editor", "reviewer", "tester", "mentor")


def make_contributors_view(site: SiteView, sources: Sources) -> ContributorsView:
    """Make the view of one language's contributors' page."""
    works: dict[str, dict[Role, list[Fact]]] = {}
    for course in sources.courses_in(site.language):
        for key, role, work in _list_works(course, site, sources):
            works.setdefault(key, {}).setdefault(role, []).append(work)
    known = sources.library.vocabulary.contributors
    people = [_person(known.get(key, Contributor(key)), done, site) for key, done in works.items()]
    return ContributorsView(tuple(sorted(people, key=lambda person: (person.name.casefold(), person.name))))


def _person(contributor: Contributor, done: dict[Role, list[Fact]], site: SiteView) -> ContributorView:
    ui = Interface(site.language)
    deeds = (DeedsView(_name_deed(role, ui), tuple(dict.fromkeys(done[role]))) for role in _ROLES if role in done)
    note = localize(contributor.note, site.language)
    return ContributorView(contributor.name, web_address(contributor.url), note, tuple(deeds))


def _name_deed(role: Role, ui: Interface) -> str:
    return {
        "author": "",
        "translator": ui.text("Translator of"),
        "editor": ui.text("Editor of"),
        "reviewer": ui.text("Reviewer of"),
        "tester": ui.text("Tester of"),
        "mentor": ui.text("Mentor of"),
    }[role]


def _list_works(course: Course, site: SiteView, sources: Sources) -> Iterator[tuple[str, Role, Fact]]:
    """Pair each credited key with a link: lessons for those they name, the course for those it names itself."""

    def link(kind: PageKind, item_id: str, title: str) -> Fact:
        path = page_path(kind, item_id, course.language, sources.default_language)
        return Fact(title, relative_url(path, site.contributors))

    for key in course.metadata.authors:
        yield key, "author", link("course", course.id, course.metadata.title)
    for lesson in course.lessons:
        here = link("lesson", lesson.id, lesson.metadata.title)
        yield from ((key, "author", here) for key in lesson.metadata.authors)
        yield from ((key, role, here) for role, key in lesson.metadata.people.list_roles())
