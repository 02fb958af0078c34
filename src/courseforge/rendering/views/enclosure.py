"""Sources of which only one course can be seen: its pages hold, whatever becomes of the others.

A view that asks for more is noticed, and made from everything each time.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn, TypeVar, cast

from courseforge.memory import Things
from courseforge.model import Course
from courseforge.rendering.views.sources import Sources

_SHARED = ("settings", "static", "default_language", "languages")

K = TypeVar("K")
V = TypeVar("V")


class LookedElsewhereError(Exception):
    """A view has asked for what is not the course's own."""


class _Part(Mapping[K, V]):
    """The part of a mapping whose keys are the course's own."""

    def __init__(self, whole: Mapping[K, V], is_own: Callable[[K], bool]) -> None:
        self._whole, self._is_own = whole, is_own

    def __getitem__(self, key: K) -> V:
        if not self._is_own(key):
            raise LookedElsewhereError(key)
        return self._whole[key]

    def __iter__(self) -> Iterator[K]:
        raise LookedElsewhereError

    def __len__(self) -> int:
        raise LookedElsewhereError


class _Words:
    """A library of which only the vocabulary can be seen."""

    def __init__(self, sources: Sources) -> None:
        self.vocabulary = sources.library.vocabulary

    def __getattr__(self, name: str) -> NoReturn:
        raise LookedElsewhereError(name)


class _Enclosure:
    """Stands in the place of the sources."""

    def __init__(self, course: Course, sources: Sources) -> None:
        ids = frozenset((course.id, *(lesson.id for lesson in course.lessons)))
        self._sources = sources
        self.library = _Words(sources)
        self.covers = _Part(sources.covers, ids.__contains__)
        self.records = _Part(sources.records, lambda key: key[0] in ids)
        self.downloads = _Part(sources.downloads, lambda key: key[0] in ids)

    def languages_of(self, item_id: str) -> tuple[str, ...]:
        """Return the languages in which a course or lesson of its own exists."""
        return tuple(tag for tag in self._sources.languages if (item_id, tag) in self.records)

    def __getattr__(self, name: str) -> Any:
        if name not in _SHARED:
            raise LookedElsewhereError(name)
        return getattr(self._sources, name)


def enclose_course(course: Course, sources: Sources) -> tuple[Sources, Things]:
    """Return the sources as one course sees them, and all that can be seen there."""
    keys = [(item, tag) for item in (course.id, *(le.id for le in course.lessons)) for tag in sources.languages]
    shared = (sources.settings, sources.library.vocabulary, sources.languages, repr(sources.static))
    records = tuple(sources.records.get(key) for key in keys)
    own = repr([sources.downloads.get(key) for key in keys])
    things = (course, sources.covers[course.id], *shared, records, own)
    return cast(Sources, _Enclosure(course, sources)), things
