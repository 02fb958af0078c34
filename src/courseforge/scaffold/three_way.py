"""Two versions of a text brought together that began as one, without any other program.

Regions that all three have in common are found first. Between two of them lies what somebody changed: where one side
did, its lines are taken; where both did, and not in the same way, both versions stand between marks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Lines = Sequence[str]

OURS_MARK = "<<<<<<< yours"
MIDDLE_MARK = "======="
THEIRS_MARK = ">>>>>>> from courseforge"


@dataclass(frozen=True, slots=True)
class MergedText:
    """What came of two versions.

    Attributes:
        conflicts: how often both versions stand between marks.
    """

    text: str
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class _Common:
    """Lines that all three have: where they begin in each, and where they end in the first."""

    start: int
    end: int
    ours: int
    theirs: int


def merge_lines(base: str, ours: str, theirs: str) -> MergedText:
    """Bring the changes of both sides together; lines end as they do on Linux."""
    texts = [text.split("\n") for text in (base, ours, theirs)]
    merged: list[str] = []
    conflicts = 0
    at = (0, 0, 0)
    for common in _find_common(*texts):
        starts = (common.start, common.ours, common.theirs)
        chunks = [text[begin:end] for text, begin, end in zip(texts, at, starts, strict=True)]
        lines, settled = _settle(*chunks)
        merged += [*lines, *texts[0][common.start : common.end]]
        conflicts += not settled
        size = common.end - common.start
        at = (starts[0] + size, starts[1] + size, starts[2] + size)
    return MergedText("\n".join(merged), conflicts)


def _find_common(base: Lines, ours: Lines, theirs: Lines) -> Iterator[_Common]:
    """Find what all have in common, in order; an empty region at the end is the last."""
    mine, other = (SequenceMatcher(None, base, side, autojunk=False).get_matching_blocks() for side in (ours, theirs))
    i = j = 0
    while i < len(mine) and j < len(other):
        one, two = mine[i], other[j]
        start, end = max(one.a, two.a), min(one.a + one.size, two.a + two.size)
        if start < end:
            yield _Common(start, end, one.b + start - one.a, two.b + start - two.a)
        if one.a + one.size < two.a + two.size:
            i += 1
        else:
            j += 1
    yield _Common(len(base), len(base), len(ours), len(theirs))


def _settle(base: Lines, ours: Lines, theirs: Lines) -> tuple[Lines, bool]:
    if ours in (base, theirs):
        return theirs, True
    if theirs == base:
        return ours, True
    first = _count_same(ours, theirs)
    mine, other = ours[first:], theirs[first:]
    last = _count_same(mine[::-1], other[::-1])
    end = len(mine) - last
    marked = [OURS_MARK, *mine[:end], MIDDLE_MARK, *other[: len(other) - last], THEIRS_MARK]
    return [*ours[:first], *marked, *mine[end:]], False


def _count_same(one: Lines, other: Lines) -> int:
    """Count the lines at the beginning that are the same in both."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
