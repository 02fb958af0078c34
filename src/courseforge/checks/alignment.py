"""Two texts that say the same in two languages, piece beside piece."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TypeVar

_MOST = 40_000  # comparisons; a text with more pieces than that is nothing that people read side by side

A = TypeVar("A")
B = TypeVar("B")


def align(
    ones: Sequence[A], others: Sequence[B], likeness: Callable[[A, B], float]
) -> list[tuple[A | None, B | None]]:
    """Pair pieces in their order so that they are as like as they can be together; what is left over stands alone.

    Args:
        likeness: of two pieces; those with 0 or less are never paired. Of very many pieces it is not asked.
    """
    if len(ones) * len(others) > _MOST:
        return list(zip_longest(ones, others))
    best = _find_best(ones, others, likeness)
    pairs: list[tuple[A | None, B | None]] = []
    here, there = 0, 0
    while here < len(ones) and there < len(others):
        together = likeness(ones[here], others[there])
        if together > 0 and best[here][there] == best[here + 1][there + 1] + together:
            pairs.append((ones[here], others[there]))
            here, there = here + 1, there + 1
        elif best[here][there] == best[here + 1][there]:
            pairs.append((ones[here], None))
            here += 1
        else:
            pairs.append((None, others[there]))
            there += 1
    return [*pairs, *((one, None) for one in ones[here:]), *((None, other) for other in others[there:])]


def _find_best(ones: Sequence[A], others: Sequence[B], likeness: Callable[[A, B], float]) -> list[list[float]]:
    """Return how like the rests are that begin at each two pieces (Needleman and Wunsch, 1970)."""
    best = [[0.0] * (len(others) + 1) for _ in range(len(ones) + 1)]
    for here in reversed(range(len(ones))):
        for there in reversed(range(len(others))):
            alone = max(best[here + 1][there], best[here][there + 1])
            together = likeness(ones[here], others[there])
            best[here][there] = max(alone, best[here + 1][there + 1] + together) if together > 0 else alone
    return best


def likeness_of_sizes(one: int, other: int) -> float:
    """Return 1 for two sizes that are the same, and less the more they differ; never 0."""
    return (1 + min(one, other)) / (1 + max(one, other))
