"""Which questions help to choose among a library's lessons. One whose answers change nothing is not asked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from courseforge.model import Level, Setting, Vocabulary
from courseforge.rendering.holdings import Holding, list_used

TIMES = (30, 60, 120)  # minutes that readers say they have


@dataclass(frozen=True, slots=True)
class Questions:
    """The answers that readers can give to each question; without any, it is not asked.

    Attributes:
        interests, equipment: keys of their vocabularies.
        times: minutes.
        languages: BCP 47 tags.
        shared_interests: the interests that lessons have together, each set sorted.
    """

    interests: tuple[str, ...] = ()
    times: tuple[int, ...] = ()
    levels: tuple[Level, ...] = ()
    equipment: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    shared_interests: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is asked."""
        return any((self.interests, self.times, self.levels, self.equipment, self.languages, self.settings))

    def time_of(self, minutes: int) -> str:
        """Return the shortest time that is enough, as it stands in pages: ``30``, or ``long``."""
        return next((str(time) for time in self.times if minutes <= time), "long")

    def interests_of(self, holding: Holding) -> tuple[str, ...]:
        """Return the interests of a lesson that can be chosen, sorted."""
        return tuple(sorted(set(holding.interests) & set(self.interests)))


def find_questions(holdings: Collection[Holding], vocabulary: Vocabulary) -> Questions:
    """Choose the questions that tell these lessons apart."""
    interests = list_used((holding.interests for holding in holdings), vocabulary.interests)
    if not _tells_apart(interests, (holding.interests for holding in holdings)):
        interests = ()
    levels = tuple(level for level in Level if level in {holding.level for holding in holdings})
    settings = tuple(setting for setting in Setting if any(setting in holding.settings for holding in holdings))
    languages = tuple(dict.fromkeys(tag for holding in holdings for tag in holding.languages))
    stated = [holding.settings for holding in holdings if holding.settings]
    shared = {tuple(sorted(set(holding.interests) & set(interests))) for holding in holdings}
    return Questions(
        interests=interests,
        times=_find_times([holding.minutes for holding in holdings if holding.minutes]),
        levels=levels if len(levels) > 1 else (),
        equipment=list_used((holding.equipment for holding in holdings), vocabulary.equipment),
        languages=languages if _tells_apart(languages, (holding.languages for holding in holdings)) else (),
        settings=settings if _tells_apart(settings, stated) else (),
        shared_interests=tuple(sorted(shared - {()})),
    )


def _tells_apart(answers: Iterable[str], lessons: Iterable[Collection[str]]) -> bool:
    found = list(lessons)
    return any(not all(answer in lesson for lesson in found) for answer in answers)


def _find_times(minutes: Collection[int]) -> tuple[int, ...]:
    """Return the times that are enough for some lessons and not for all, each for more than the one before."""
    times: list[int] = []
    enough = 0
    for time in TIMES:
        fitting = sum(each <= time for each in minutes)
        if enough < fitting < len(minutes):
            times.append(time)
            enough = fitting
    return tuple(times)
