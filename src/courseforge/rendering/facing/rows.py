"""Two sides -> rows: section beside section, block beside block."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from courseforge.checks.alignment import align, likeness_of_sizes
from courseforge.checks.freshness import Pair, State
from courseforge.rendering.body.notes import find_parts
from courseforge.rendering.facing.sides import Block, Part


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side; empty where one language has nothing.

    Attributes:
        both: HTML that stands there once, because it is the same in both languages.
    """

    original: str = ""
    translation: str = ""
    both: str = ""


@dataclass(frozen=True, slots=True)
class FacingSection:
    """A section in two languages.

    Attributes:
        anchor: id of its heading; empty for what stands before the first section.
        heading: empty without one.
        state: what can be said of the translation.
    """

    anchor: str
    heading: Row
    state: State
    rows: tuple[Row, ...]


_NOTHING = Part("", "", "", ())


def make_sections(
    original: Sequence[Part],
    translation: Sequence[Part],
    pairs: Sequence[Pair],
    titles: tuple[Sequence[str], Sequence[str]],
) -> tuple[FacingSection, ...]:
    """Put two sides beside each other, in the original's order.

    Args:
        original, translation: each begins with its introduction.
        pairs: of the sections of the two files, by their places among ``titles``.
        titles: of all sections of the original's file and of the translation's.
    """
    places = _find_places(titles[0], original), _find_places(titles[1], translation)
    partners, states = _join(pairs, places)
    gone = {places[1].get(pair.translation or 0): pair.state for pair in pairs if pair.original is None}
    alone = sorted(set(range(len(translation))) - set(partners.values()))
    sections: list[FacingSection] = []

    def add_alone(until: int) -> None:
        while alone and alone[0] < until:
            number = alone.pop(0)
            sections.append(_make_section(_NOTHING, translation[number], gone.get(number, State.UNKNOWN)))

    for number, part in enumerate(original):
        partner = partners.get(number)
        add_alone(0 if partner is None else partner)
        other = _NOTHING if partner is None else translation[partner]
        sections.append(_make_section(part, other, states.get(number, State.UNKNOWN)))
    add_alone(len(translation))
    return tuple(section for section in sections if section.anchor or section.rows)


def _find_places(titles: Sequence[str], parts: Sequence[Part]) -> Mapping[int, int]:
    """Return for each section of a file the part where it stands; what is no part of its own is the introduction."""
    found = find_parts(titles, [part.heading for part in parts[1:]])
    first = min(found, default=len(titles))
    return dict.fromkeys(range(first), 0) | {place: number + 1 for place, number in found.items()}


def _join(
    pairs: Sequence[Pair], places: tuple[Mapping[int, int], Mapping[int, int]]
) -> tuple[dict[int, int], dict[int, State]]:
    """Return for each part of the original its translation, and what can be said of it."""
    partners, taken, states = {0: 0}, {0}, dict[int, State]()
    for pair in pairs:
        here = places[0].get(pair.original) if pair.original is not None else None
        there = places[1].get(pair.translation) if pair.translation is not None else None
        if here is None:
            continue
        if there is not None and there not in taken:
            partners[here] = there
            taken.add(there)
        if pair.original:  # of the facts the page speaks where they stand
            states[here] = pair.state
    return partners, states


def _make_section(original: Part, translation: Part, state: State) -> FacingSection:
    return FacingSection(
        anchor=translation.anchor or original.anchor,
        heading=Row(original.title, translation.title),
        state=state,
        rows=tuple(_make_rows(original.blocks, translation.blocks)),
    )


def _make_rows(original: Sequence[Block], translation: Sequence[Block]) -> Iterator[Row]:
    if [block.kind for block in original] == [block.kind for block in translation]:
        yield from map(_make_row, original, translation)
    else:
        yield from (_make_row(*pair) for pair in align(original, translation, _compare_blocks))


def _compare_blocks(one: Block, other: Block) -> float:
    """Blocks of one kind may belong together, the more so the more their lengths are the same."""
    return 1 + likeness_of_sizes(len(one.html), len(other.html)) if one.kind == other.kind else 0


def _make_row(original: Block | None, translation: Block | None) -> Row:
    if original and translation and original.content and original.content == translation.content:
        return Row(both=translation.html)
    return Row(original.html if original else "", translation.html if translation else "")
