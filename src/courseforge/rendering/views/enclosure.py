"""Sources of which only one course can be seen: its pages hold, whatever becomes of the others.

A view that asks for more is noticed, and made from everything each time.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn, TypeVar, cast

from courseforge.memory import Things
from courseforge.model import Course, Lesson
from courseforge.rendering.translations import Translation
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
    """A library of which only the vocabulary and the showcase can be seen."""

    def __init__(self, sources: Sources) -> None:
        self.vocabulary = sources.library.vocabulary
        self.showcase = sources.library.showcase

    def __getattr__(self, name: str) -> NoReturn:
        raise LookedElsewhereError(name)


class _Enclosure:
    """Stands in the place of the sources."""

    def __init__(self, course: Course, sources: Sources) -> None:
        ids = _list_ids(course, sources)

        def is_own(key: tuple[str, str]) -> bool:
            return key[0] in ids

        self._sources = sources
        self.library = _Words(sources)
        self.covers = _Part(sources.covers, ids.__contains__)
        self.motifs = _Part(sources.motifs, ids.__contains__)
        self.records = _Part(sources.records, is_own)
        self.takeaways = _Part(sources.takeaways, is_own)
        self.editions = _Part(sources.editions, is_own)
        self.translations = _Part(sources.translations, is_own)
        self.levels = _Part(sources.levels, is_own)
        self.tested = sources.tested.intersection((item, tag) for item in ids for tag in sources.languages)
        self.exhibits = sources.exhibits

    def editions_of(self, course: Course) -> tuple[Lesson, ...]:
        """Return the lessons of the course as readers of its language find them."""
        return self.editions[course.id, course.language]

    def translations_of(self, item_id: str) -> tuple[Translation, ...]:
        """Return every translation of a lesson of its own."""
        found = (self.translations.get((item_id, tag)) for tag in self.languages_of(item_id))
        return tuple(translation for translation in found if translation is not None)

    def languages_of(self, item_id: str) -> tuple[str, ...]:
        """Return the languages in which a course or lesson of its own exists."""
        return tuple(tag for tag in self._sources.languages if (item_id, tag) in self.records)

    def __getattr__(self, name: str) -> Any:
        if name not in _SHARED:
            raise LookedElsewhereError(name)
        return getattr(self._sources, name)


def enclose_course(course: Course, sources: Sources) -> tuple[Sources, Things]:
    """Return the sources as one course sees them, and all that can be seen there."""
    ids = sorted(_list_ids(course, sources))
    keys = [(item, tag) for item in ids for tag in sources.languages]
    shared = (sources.settings, sources.library.vocabulary, sources.languages, repr(sources.static))
    works = repr((sorted(sources.library.showcase.items()), sorted(sources.exhibits.items())))
    pairs = tuple((one.original, one.lesson) for key in keys if (one := sources.translations.get(key)))
    editions = tuple(sources.editions.get((course.id, tag)) for tag in sources.languages)
    looks = repr((sources.covers[course.id], sources.motifs[course.id]))
    records = tuple(sources.records.get(key) for key in keys)
    takeaways = repr([(sources.takeaways.get(key), sources.levels.get(key), key in sources.tested) for key in keys])
    things = (course, *shared, works, pairs, editions, looks, records, takeaways)
    return cast(Sources, _Enclosure(course, sources)), things


def _list_ids(course: Course, sources: Sources) -> frozenset[str]:
    return frozenset((course.id, *(lesson.id for lesson in sources.editions_of(course))))
