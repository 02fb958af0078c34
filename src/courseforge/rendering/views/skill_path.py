"""The way to a skill: lessons in an order that can be taken, each after what it needs."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from courseforge.rendering.holdings import Holding
from courseforge.rendering.views.sources import Sources

MOST_STOPS = 12
_MOST_CHOICES = 3  # lessons that teach the same needed skill


@dataclass(frozen=True, slots=True)
class Stop:
    """A lesson on the way.

    Attributes:
        after: for each skill that the lesson needs and others here teach: these others, by their place on the way
            (from 0); one of them is enough.
        brings: skills it needs that nobody on the way teaches.
        last: whether it teaches the skill that the way leads to.
    """

    holding: Holding
    after: tuple[tuple[int, ...], ...]
    brings: tuple[str, ...]
    last: bool


def find_path(skill: str, sources: Sources) -> tuple[Stop, ...]:
    """Return the lessons that teach a skill, and before them those that teach what they need."""
    taken = _gather(skill, sources)
    ordered = _put_in_order(taken, sources)
    places = {holding.id: place for place, holding in enumerate(ordered)}
    return tuple(_stop(holding, skill, places, sources) for holding in ordered)


def _gather(skill: str, sources: Sources) -> list[Holding]:
    """Walk back from the skill, until there is no more to know or enough to look at."""
    waiting = list(sources.teachers.get(skill, ())[:MOST_STOPS])
    found = {holding.id: holding for holding in waiting}
    while waiting:
        here = waiting.pop(0)
        for need in here.needs:
            for before in _choices(need, here, sources):
                if before.id not in found and len(found) < MOST_STOPS:
                    found[before.id] = before
                    waiting.append(before)
    return sorted(found.values(), key=lambda holding: holding.place)


def _choices(skill: str, learner: Holding, sources: Sources) -> Sequence[Holding]:
    """Return who teaches what a lesson needs: others of its course, else any others; nobody what readers bring."""
    known = sources.library.vocabulary.skills.get(skill)
    if known is not None and known.brought:
        return ()
    others = [holding for holding in sources.teachers.get(skill, ()) if holding.id != learner.id]
    near = [holding for holding in others if holding.course_id == learner.course_id]
    return (near or others)[:_MOST_CHOICES]


def _put_in_order(taken: Iterable[Holding], sources: Sources) -> list[Holding]:
    """Put every lesson after those it needs; where they need each other, the library's order decides."""
    left = {holding.id: holding for holding in taken}
    ordered: list[Holding] = []
    while left:
        free = (holding for holding in left.values() if not _waits(holding, left, sources))
        ordered.append(left.pop(next(free, next(iter(left.values()))).id))
    return ordered


def _waits(holding: Holding, left: Collection[str], sources: Sources) -> bool:
    return any(choice.id in left for need in holding.needs for choice in _choices(need, holding, sources))


def _stop(holding: Holding, skill: str, places: dict[str, int], sources: Sources) -> Stop:
    after: list[tuple[int, ...]] = []
    brings: list[str] = []
    for need in holding.needs:
        given = [places[c.id] for c in _choices(need, holding, sources) if c.id in places]
        earlier = tuple(sorted(place for place in given if place < places[holding.id]))
        if earlier:
            after.append(earlier)
        else:
            brings.append(need)
    return Stop(holding, tuple(dict.fromkeys(after)), tuple(brings), skill in holding.teaches)
