"""A translation beside its original, section by section: what still says the same, and what does not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from courseforge.checks.alignment import align, likeness_of_sizes
from courseforge.checks.sections import Section

_KEPT = re.compile(r"`[^`\n]{1,80}`|\]\([^()\s]{1,200}|\d+")  # what a translation leaves as it is
_WORD = re.compile(r"\w+")


class State(StrEnum):
    """What can be said of a section and its translation."""

    SAME = "same"  # the translator's word for it stands in the marks
    BEHIND = "behind"  # the original has changed since
    MISSING = "missing"  # it has no translation
    GONE = "gone"  # the original has it no more
    UNKNOWN = "unknown"  # nobody has said


@dataclass(frozen=True, slots=True)
class Pair:
    """A section and its translation, by their places among the sections; one of them may be missing.

    Attributes:
        original, translation: from 0, which is the facts.
    """

    original: int | None
    translation: int | None
    state: State


@dataclass(frozen=True, slots=True)
class Freshness:
    """What is known about a whole translation.

    Attributes:
        pairs: in the original's order; what the original has no more stands where the translation has it.
        known: whether anybody has said what it was made from.
    """

    pairs: tuple[Pair, ...]
    known: bool

    @property
    def behind(self) -> tuple[Pair, ...]:
        """The pairs that a reader should hear of."""
        return tuple(pair for pair in self.pairs if pair.state not in (State.SAME, State.UNKNOWN))


def list_changed(original: Iterable[Section], marks: Iterable[str]) -> list[Section]:
    """Return the sections of an original that have no mark: their words are others, or they are new."""
    known = frozenset(marks)
    return [section for section in original if section.mark not in known]


def compare(original: Sequence[Section], translation: Sequence[Section], marks: Sequence[str]) -> Freshness:
    """Pair the sections of two languages and say of each pair what can be said.

    Args:
        marks: of the original's sections as they were when it was translated, in that order.
    """
    partners = _find_partners(original, translation, marks)
    pairs = tuple(_list_pairs(original, len(translation), partners, frozenset(marks)))
    return Freshness(pairs, bool(marks))


def _find_partners(
    original: Sequence[Section], translation: Sequence[Section], marks: Sequence[str]
) -> dict[int, int]:
    """Return the place of each section's translation, for those that have one."""
    partners = {0: 0}  # the facts are the facts
    if len(marks) == len(translation):  # then each mark is that of the section beside it
        partners |= _pair_by_marks([section.mark for section in original], marks)
    taken = set(partners.values())
    for run in _list_runs(len(original), partners):
        after = partners.get(run[0] - 1, -1)
        until = partners.get(run[-1] + 1, len(translation))
        free = [place for place in range(after + 1, until) if place not in taken]
        found = _pair_by_shape(run, free, original, translation)
        partners.update(found)
        taken.update(found.values())
    return partners


def _pair_by_marks(today: Sequence[str], marks: Sequence[str]) -> dict[int, int]:
    """Pair what has the same mark; of sections that are word for word the same, the first with the first."""
    waiting: dict[str, list[int]] = {}
    for place, mark in enumerate(marks):
        if place:
            waiting.setdefault(mark, []).append(place)
    return {place: waiting[mark].pop(0) for place, mark in enumerate(today) if place and waiting.get(mark)}


def _list_runs(length: int, partners: dict[int, int]) -> list[list[int]]:
    """List the places without a partner, those that follow each other together."""
    runs: list[list[int]] = []
    for place in (place for place in range(length) if place not in partners):
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _pair_by_shape(
    run: Sequence[int], free: Sequence[int], original: Sequence[Section], translation: Sequence[Section]
) -> dict[int, int]:
    """Pair in order; where one side has more, those belong together that look alike."""
    if len(run) == len(free):
        return dict(zip(run, free, strict=True))
    shapes = (
        {place: _measure(original[place]) for place in run},
        {place: _measure(translation[place]) for place in free},
    )
    pairs = align(run, free, lambda here, there: _compare_shapes(shapes[0][here], shapes[1][there]))
    return {here: there for here, there in pairs if here is not None and there is not None}


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a section has in common with its translation, whatever the words.

    Attributes:
        things: level of its heading, number of code cells, pictures, directives.
        size: number of words.
        kept: words of code, numbers, addresses.
    """

    things: tuple[int, ...]
    size: int
    kept: frozenset[str]


def _measure(section: Section) -> _Shape:
    signs = (sum(text.count(sign) for text in section.texts) for sign in ("![", ":::", "```"))
    return _Shape(
        things=(section.level, len(section.programs), *signs),
        size=sum(len(text.split()) for text in section.texts),
        kept=frozenset(word for text in section.texts for word in _KEPT.findall(text))
        | frozenset(word for text in section.programs for word in _WORD.findall(text)),
    )


def _compare_shapes(one: _Shape, other: _Shape) -> float:
    things = sum(here == there for here, there in zip(one.things, other.things, strict=True))
    together = len(one.kept | other.kept)
    kept = len(one.kept & other.kept) / together if together else 0
    return things / len(one.things) + likeness_of_sizes(one.size, other.size) + kept


def _list_pairs(
    original: Sequence[Section], length: int, partners: dict[int, int], marks: frozenset[str]
) -> Iterator[Pair]:
    alone = sorted(set(range(length)) - set(partners.values()))
    for place, section in enumerate(original):
        partner = partners.get(place)
        while alone and partner is not None and alone[0] < partner:
            yield _make_gone(alone.pop(0), marks)
        if partner is None:
            yield Pair(place, None, State.MISSING)
        elif not marks:
            yield Pair(place, partner, State.UNKNOWN)
        else:
            yield Pair(place, partner, State.SAME if section.mark in marks else State.BEHIND)
    yield from (_make_gone(place, marks) for place in alone)


def _make_gone(place: int, marks: frozenset[str]) -> Pair:
    """Without marks nobody knows whether the original ever had it."""
    return Pair(None, place, State.GONE if marks else State.UNKNOWN)
