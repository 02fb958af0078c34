"""Facts about who has let a lesson in (CF110)."""

from collections.abc import Iterator
from enum import StrEnum

from courseforge.checks.rule import ERROR, Finding, Rule
from courseforge.checks.subject import LessonSubject
from courseforge.model.people import NAME_TO_COME

_LEAST = 2  # people


class Missing(StrEnum):
    """What stands between a lesson from outside and its acceptance."""

    NAME = "name"  # nobody has said who made it
    PERSON = "person"  # fewer than two people besides its authors have looked
    STAFF = "staff"  # two have, and none of them is of the library


def list_readers(lesson: LessonSubject) -> tuple[str, ...]:
    """Name who has looked at a lesson besides its authors, each once."""
    people, authors = lesson.lesson.metadata.people, lesson.lesson.metadata.authors
    return tuple(dict.fromkeys(key for key in (*people.reviewers, *people.editors) if key not in authors))


def is_from_outside(lesson: LessonSubject) -> bool:
    """Tell whether somebody made it who is not of the library's own people."""
    return not set(lesson.lesson.metadata.authors) <= _list_staff(lesson)


def list_missing(lesson: LessonSubject) -> Iterator[Missing]:
    """Say what is missing until a lesson may be accepted; for one that staff alone wrote, it is up to the library."""
    if not is_from_outside(lesson):
        return
    if NAME_TO_COME in lesson.lesson.metadata.authors:
        yield Missing.NAME
    looked = set(list_readers(lesson))
    if len(looked) < _LEAST:
        yield Missing.PERSON
    elif not looked & _list_staff(lesson):
        yield Missing.STAFF


def _list_staff(lesson: LessonSubject) -> set[str]:
    return {key for key, person in lesson.library.vocabulary.contributors.items() if person.staff}


def find_hasty_acceptance(lesson: LessonSubject) -> Iterator[Finding]:
    """Two people have looked at what somebody from outside has written.

    A lesson with ``state: accepted`` names at least two editors or reviewers, none of them its author, one of them of
    the library's own people (``staff: true`` in ``contributors.yml``). A copy (``courseforge remix``) names its new
    authors by then. For a lesson that staff alone wrote, it is
    up to the library.

    Why: nobody should have to tell alone whether a stranger's lesson is right, kind and safe. It protects whoever
    wrote it too: no one person decides.

    Fails::

        state: accepted
        authors: [Owl and Bee]
        people: {reviewers: [Maple]}

    Mended::

        state: accepted
        authors: [Owl and Bee]
        people: {reviewers: [Maple], editors: [reading-room]}
    """
    for missing in list_missing(lesson) if lesson.lesson.metadata.state == "accepted" else ():
        key, said, hint = _WORDS[missing]
        yield Finding(lesson.at(key), said, hint)


_WORDS = {
    Missing.NAME: (
        "authors",
        "This lesson is accepted, and nobody has said yet who made it.",
        "Ask for the name that they want to be credited by: authors: [the name they chose]",
    ),
    Missing.PERSON: (
        "state",
        "This lesson is accepted, and fewer than two people besides its authors have looked at it.",
        "Ask one more person, then name both: people: {reviewers: [first, second]}",
    ),
    Missing.STAFF: (
        "state",
        "This lesson is accepted, and nobody of the library's own people has looked at it.",
        "Let one of them look, and name them: people: {editors: [key]}, with staff: true in contributors.yml.",
    ),
}
RULES = (Rule("CF110", "two-people-have-let-it-in", LessonSubject, ERROR, find_hasty_acceptance),)
