"""Facts about what has moved and what was taken back (CF115 to CF117)."""

from collections.abc import Iterator

from courseforge.checks.rule import ERROR, WARNING, Finding, Rule
from courseforge.checks.subject import CourseSubject, LibrarySubject
from courseforge.diagnostics import Location

_WITHDRAWN = "withdrawn.yml"


def find_disputed_ids(library: LibrarySubject) -> Iterator[Finding]:
    """An old id leads to one lesson.

    No id in ``was`` is that of another lesson that is there today, and no two lessons of a language give the same
    one. The same holds for courses.

    Why: the old address can send readers to one place only, and to catalogs two lessons with one old id are the same.

    Fails::

        was: [sound-lab/first-beat]      # and courses/sound-lab/first-beat.md is still there

    Mended::

        was: [sound-lab/old-beat]
    """
    claims: dict[tuple[str, str], str] = {}
    ids = {*library.lessons_by_id, *(course.course.id for course in library.courses)}
    for item_id, language, was, place in _list_claims(library):
        for old in was:
            first = claims.setdefault((old, language), item_id)
            if old in ids and old != item_id:
                message = f"“was” says “{old}”, which is the id of something that is there today."
                yield Finding(place, message, "Take it out of was, or move the other one away.")
            elif first != item_id:
                message = f"“was” says “{old}”, and so does {first}."
                yield Finding(place, message, "Leave it with the one that readers of the old page look for.")


def _list_claims(library: LibrarySubject) -> Iterator[tuple[str, str, tuple[str, ...], Location]]:
    """List who says what it was: id, language, old ids, and where that stands."""
    for course in library.courses:
        if not course.is_translation:
            yield course.course.id, course.course.language, course.course.metadata.was, course.at("was")
        for lesson in course.lessons:
            yield lesson.id, lesson.lesson.language, lesson.lesson.metadata.was, lesson.at("was")


def find_lost_advice(library: LibrarySubject) -> Iterator[Finding]:
    """What readers are told to read instead is there.

    ``instead`` in ``withdrawn.yml`` is the id of a lesson or a course of this library that was not taken back too.

    Why: the page at the old address leads on to it. Without a page to lead to, it says nothing.

    Fails::

        sound-lab/old-beat:
          instead: sound-lab/first-beet

    Mended::

        sound-lab/old-beat:
          instead: sound-lab/first-beat
    """
    there = {*library.lessons_by_id, *(course.course.id for course in library.courses)}
    for id, withdrawal in library.withdrawn.items():
        instead = withdrawal.instead
        if instead and instead not in there and instead not in library.library.unreadable:
            message = f"“instead” says “{instead}”, which is not published here."
            hint = "Write the id of a lesson or a course that is there, or take the line out."
            yield Finding(library.at(_WITHDRAWN, id, "instead"), message, hint)


def find_listed_withdrawals(course: CourseSubject) -> Iterator[Finding]:
    """A course does not list what was taken back.

    No lesson in ``lessons`` of ``course.yml`` stands in ``withdrawn.yml``.

    Why: the two files contradict each other, and whoever reads them later has to guess which one is true.

    Fails::

        lessons: [first-beat, old-beat]      # and withdrawn.yml names sound-lab/old-beat

    Mended::

        lessons: [first-beat]
    """
    for number, slug in enumerate(() if course.is_translation else course.course.metadata.lessons):
        if f"{course.course.id}/{slug}" in course.library.withdrawn:
            message = f"“{slug}” is in the list of lessons, and in {_WITHDRAWN} too."
            hint = f"Take it out of lessons. To publish it again, take it out of {_WITHDRAWN} instead."
            yield Finding(course.at("lessons", number), message, hint)


RULES = (
    Rule("CF115", "old-id-leads-to-one-lesson", LibrarySubject, ERROR, find_disputed_ids),
    Rule("CF116", "reading-instead-is-there", LibrarySubject, WARNING, find_lost_advice),
    Rule("CF117", "course-lists-nothing-withdrawn", CourseSubject, WARNING, find_listed_withdrawals),
)
