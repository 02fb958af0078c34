"""A library of which only one course or page can be seen: what is found there holds, whatever becomes of the others.

Most rules look no further, and need not look again as long as that is the same. A rule that asks for what lies
elsewhere is noticed, whoever wrote it, and looks again each time.
"""

from typing import Any, cast

from courseforge.checks.subject import CourseSubject, LibrarySubject
from courseforge.memory import Things

#: What can be seen from everywhere, besides the assets, outputs and style of one's own.
_SHARED = ("settings", "thresholds", "mode", "today", "modules", "vocabulary", "withdrawn")
_WAYS = ("at", "memory")  # to say where something is, and to remember it; they tell nothing


class LookedElsewhereError(Exception):
    """A rule has asked for what lies elsewhere."""


class _Enclosure:
    """Stands in the place of a library.

    Attributes:
        things: all that can be seen.
    """

    def __init__(self, library: LibrarySubject, own: CourseSubject | None = None) -> None:
        self._library = library
        lessons = own.course.lessons if own else ()
        self.assets = {asset.path: asset for asset in own.assets.values()} if own else {}
        outputs = {key: library.outputs.get(key) for key in ((each.id, each.language) for each in lessons)}
        style = {each.path: library.style.get(each.path) for each in lessons}
        changed = {key: library.changed.get(key) for key in outputs}
        self.outputs = {key: given for key, given in outputs.items() if given is not None}
        self.style = {path: said for path, said in style.items() if said is not None}
        self.changed = {key: day for key, day in changed.items() if day is not None}
        parts = (own and own.course, *self.assets.values(), *outputs.values(), *style.values(), *changed.values())
        self.things: Things = (*(getattr(library, name) for name in _SHARED), parts)

    def __getattr__(self, name: str) -> Any:
        """Give what is there for all, and notice who wants more."""
        if name not in _SHARED and name not in _WAYS:
            raise LookedElsewhereError(name)
        return getattr(self._library, name)


def enclose_course(course: CourseSubject) -> tuple[CourseSubject, Things]:
    """Return a course from which no other can be seen, and all that can."""
    enclosure = _Enclosure(course.library, course)
    return CourseSubject(course.course, cast(LibrarySubject, enclosure)), enclosure.things


def enclose_pages(library: LibrarySubject) -> tuple[LibrarySubject, Things]:
    """Return a library from which no course can be seen, and all that can."""
    enclosure = _Enclosure(library)
    return cast(LibrarySubject, enclosure), enclosure.things
