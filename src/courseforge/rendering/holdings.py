"""What a library holds: every lesson once, in all its languages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from courseforge.model import Lesson, Level, Library, Setting

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Holding:
    """A lesson in all its languages. A fact that one of them states holds for all.

    Attributes:
        editions: the original first.
        place: in the library's order.
        interests: its own, else its course's: keys of interests.yml.
        minutes: how long it takes.
        teaches, needs: keys of skills.yml.
        equipment: keys of equipment.yml.
        settings: where it can be done; empty where nobody says.
        has_alternative: it says how to take part without the equipment.
    """

    id: str
    editions: tuple[Lesson, ...]
    place: int
    interests: tuple[str, ...]
    minutes: int | None
    level: Level | None
    teaches: tuple[str, ...]
    needs: tuple[str, ...]
    equipment: tuple[str, ...]
    settings: tuple[Setting, ...]
    has_alternative: bool

    @property
    def course_id(self) -> str:
        """The course it belongs to."""
        return self.id.rpartition("/")[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be read in."""
        return tuple(lesson.language for lesson in self.editions)

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
    return tuple(_hold(found, place, interests[item_id]) for place, (item_id, found) in enumerate(editions.items()))


def list_used(words: Iterable[Iterable[str]], known: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of a vocabulary that lessons use, in the vocabulary's order."""
    used = frozenset(word for each in words for word in each)
    return tuple(key for key in known if key in used)


def _hold(editions: Sequence[Lesson], place: int, interests: Iterable[str]) -> Holding:
    facts = [lesson.metadata for lesson in editions]
    return Holding(
        id=editions[0].id,
        editions=tuple(editions),
        place=place,
        interests=_distinct(interests),
        minutes=next((each.minutes for each in facts if each.minutes), None),
        level=next((each.level for each in facts if each.level), None),
        teaches=_distinct(skill for each in facts for skill in each.teaches),
        needs=_distinct(skill for each in facts for skill in each.needs),
        equipment=_distinct(thing for each in facts for thing in each.equipment),
        settings=_distinct(setting for each in facts for setting in each.settings),
        has_alternative=any(each.without_equipment for each in facts),
    )


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
