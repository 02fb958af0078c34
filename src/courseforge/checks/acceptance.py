"""Facts about who has let a lesson in (CF110)."""

from collections.abc import Iterator

from courseforge.checks.rule import ERROR, Finding, Rule
from courseforge.checks.subject import LessonSubject
from courseforge.model.people import NAME_TO_COME

_LEAST = 2  # people


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
    metadata, known = lesson.lesson.metadata, lesson.library.vocabulary.contributors
    staff = {key for key, person in known.items() if person.staff}
    if metadata.state != "accepted" or set(metadata.authors) <= staff:
        return
    if NAME_TO_COME in metadata.authors:
        said = "This lesson is accepted, and nobody has said yet who made it."
        hint = "Ask for the name that they want to be credited by: authors: [the name they chose]"
        yield Finding(lesson.at("authors"), said, hint)
    looked = {*metadata.people.editors, *metadata.people.reviewers} - set(metadata.authors)
    if len(looked) < _LEAST:
        said = "This lesson is accepted, and fewer than two people besides its authors have looked at it."
        hint = "Ask one more person, then name both: people: {reviewers: [first, second]}"
        yield Finding(lesson.at("state"), said, hint)
    elif not looked & staff:
        said = "This lesson is accepted, and nobody of the library's own people has looked at it."
        hint = "Let one of them look, and name them: people: {editors: [key]}, with staff: true in contributors.yml."
        yield Finding(lesson.at("state"), said, hint)


RULES = (Rule("CF110", "two-people-have-let-it-in", LessonSubject, ERROR, find_hasty_acceptance),)
