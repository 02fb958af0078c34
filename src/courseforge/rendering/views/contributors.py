"""What the contributors' page says: everybody by the name they chose, and what they wrote."""

from dataclasses import dataclass

from courseforge.model import Contributor, Course
from courseforge.model.vocabulary import localize
from courseforge.records.addresses import PageKind, page_path, relative_url
from courseforge.rendering.views.facts import web_address
from courseforge.rendering.views.page import Fact, SiteView
from courseforge.rendering.views.sources import Sources


@dataclass(frozen=True, slots=True)
class ContributorView:
    """One of them, and what they wrote.

    Attributes:
        works: links to what they wrote, in the library's order.
    """

    name: str
    url: str
    note: str
    works: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ContributorsView:
    """Everybody who is credited on a page in this language, by name."""

    people: tuple[ContributorView, ...]


def make_contributors_view(site: SiteView, sources: Sources) -> ContributorsView:
    """Make the view of one language's contributors' page."""
    works: dict[str, list[Fact]] = {}
    for course in sources.courses_in(site.language):
        for key, work in _works(course, site, sources):
            works.setdefault(key, []).append(work)
    known = sources.library.vocabulary.contributors
    people = [_person(known.get(key, Contributor(key)), written, site) for key, written in works.items()]
    return ContributorsView(tuple(sorted(people, key=lambda person: (person.name.casefold(), person.name))))


def _person(contributor: Contributor, works: list[Fact], site: SiteView) -> ContributorView:
    note = localize(contributor.note, site.language)
    return ContributorView(contributor.name, web_address(contributor.url), note, tuple(dict.fromkeys(works)))


def _works(course: Course, site: SiteView, sources: Sources) -> list[tuple[str, Fact]]:
    """Pair each credited key with a link: lessons for their authors, the course for those it names itself."""

    def link(kind: PageKind, item_id: str, title: str) -> Fact:
        path = page_path(kind, item_id, course.language, sources.default_language)
        return Fact(title, relative_url(path, site.contributors))

    by_course = [(key, link("course", course.id, course.metadata.title)) for key in course.metadata.authors]
    by_lesson = [
        (key, link("lesson", lesson.id, lesson.metadata.title))
        for lesson in course.lessons
        for key in lesson.metadata.authors
    ]
    return by_course + by_lesson
