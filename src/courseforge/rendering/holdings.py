"""What a library holds: every lesson once, in all its languages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from courseforge.model import Lesson, LessonMetadata, Level, Library, Setting

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Holding:
    """A lesson in all its languages. A fact that one of them states holds for all.

    Attributes:
        editions: the original first.
        interests: its own, else its course's: keys of interests.yml.
        place: in the library's order.
    """

    id: str
    editions: tuple[Lesson, ...]
    interests: tuple[str, ...]
    place: int

    @property
    def course_id(self) -> str:
        """The course it belongs to."""
        return self.id.rpartition("/")[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be read in."""
        return tuple(lesson.language for lesson in self.editions)

    @property
    def minutes(self) -> int | None:
        """How long it takes."""
        return next((facts.minutes for facts in self._facts if facts.minutes), None)

    @property
    def level(self) -> Level | None:
        """How much a reader must bring."""
        return next((facts.level for facts in self._facts if facts.level), None)

    @property
    def teaches(self) -> tuple[str, ...]:
        """Keys of skills.yml."""
        return _distinct(key for facts in self._facts for key in facts.teaches)

    @property
    def needs(self) -> tuple[str, ...]:
        """Keys of skills.yml: what a reader brings."""
        return _distinct(key for facts in self._facts for key in facts.needs)

    @property
    def equipment(self) -> tuple[str, ...]:
        """Keys of equipment.yml."""
        return _distinct(key for facts in self._facts for key in facts.equipment)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Where it can be done; empty where nobody says."""
        return _distinct(setting for facts in self._facts for setting in facts.settings)

    @property
    def has_alternative(self) -> bool:
        """Whether it says how to take part without the equipment."""
        return any(facts.without_equipment for facts in self._facts)

    @property
    def _facts(self) -> Iterator[LessonMetadata]:
        return (lesson.metadata for lesson in self.editions)

    def edition(self, language: str) -> Lesson:
        """Return the lesson in a language, else its original."""
        return next((lesson for lesson in self.editions if lesson.language == language), self.editions[0])


def list_holdings(library: Library) -> tuple[Holding, ...]:
    """List every lesson once, in the library's order."""
    editions: dict[str, list[Lesson]] = {}
    interests: dict[str, list[str]] = {}
    for course in library.courses:
        for lesson in course.lessons:
            editions.setdefault(lesson.id, []).append(lesson)
            interests.setdefault(lesson.id, []).extend(lesson.metadata.interests or course.metadata.interests)
    return tuple(
        Holding(item_id, tuple(found), _distinct(interests[item_id]), place)
        for place, (item_id, found) in enumerate(editions.items())
    )


def list_used(words: Iterable[Iterable[str]], known: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of a vocabulary that lessons use, in the vocabulary's order."""
    used = frozenset(word for each in words for word in each)
    return tuple(key for key in known if key in used)


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
