"""What somebody did for what is published."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from courseforge.model import Course, Lesson, Library, PublishedItem, Role

Kind = str  # "course" or "lesson"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing that somebody did.

    Attributes:
        kind: ``course`` or ``lesson``.
        url: of its page; its path on the site where the library states no address.
        first: ISO 8601 date on which readers were first given it, in this language.
        last: of its last change.
        license: SPDX.
    """

    role: Role
    kind: Kind
    id: str
    language: str
    title: str
    url: str
    first: str
    last: str
    license: str


_ORDER: tuple[Role, ...] = ("author", "translator", "editor", "reviewer", "tester", "mentor")


def list_contributions(
    key: str, library: Library, items: Iterable[PublishedItem], urls: Mapping[tuple[str, str], tuple[str, str]]
) -> tuple[Contribution, ...]:
    """List what is published and credits somebody, by what they did and then by date.

    Args:
        key: of ``contributors.yml``, or a plain name.
        library: what is published of it.
        items: what readers have been given so far.
        urls: (id, language) -> address and license.
    """
    dated = {(item.id, item.language): item for item in items if not item.withdrawn}
    found = [
        Contribution(role, kind, id, language, title, *_place(urls[id, language], dated[id, language]))
        for role, kind, id, language, title in _list_deeds(key, library)
        if (id, language) in dated
    ]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.role), one.first, one.id, one.language)))


def _place(url: tuple[str, str], item: PublishedItem) -> tuple[str, str, str, str]:
    return url[0], item.first, item.last, url[1]


def _list_deeds(key: str, library: Library) -> Iterator[tuple[Role, Kind, str, str, str]]:
    for course in library.courses:
        if key in course.metadata.authors:
            yield "author", "course", course.id, course.language, course.metadata.title
        for lesson in course.lessons:
            for role in dict.fromkeys(_list_roles(key, lesson, course)):
                yield role, "lesson", lesson.id, lesson.language, lesson.metadata.title


def _list_roles(key: str, lesson: Lesson, course: Course) -> Iterator[Role]:
    """Name the roles of somebody in a lesson; one that names no authors is its course's authors' own."""
    if key in (lesson.metadata.authors or course.metadata.authors):
        yield "author"
    yield from (role for role, other in lesson.metadata.people.list_roles() if other == key)
