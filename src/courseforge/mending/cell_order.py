"""Which cells of two versions of a notebook are the same, and in which order they stand together."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

Cell = Mapping[str, Any]

_LIKE = 0.3  # so much of the words must be equal for one text to be a version of the other


def carry_ids(base: Sequence[Cell], side: Sequence[Cell]) -> list[dict[str, Any]]:
    """Give a cell the id that it had, where a program without ids made another from its new text.

    Only cells that stand between the same neighbors and say much the same are taken for one another.
    """
    matcher = SequenceMatcher(None, [cell["id"] for cell in base], [cell["id"] for cell in side], autojunk=False)
    known = {cell["id"] for cell in base} & {cell["id"] for cell in side}
    carried = [dict(cell) for cell in side]
    for kind, start, end, side_start, side_end in matcher.get_opcodes():
        if kind != "replace":
            continue
        left = [cell for cell in base[start:end] if cell["id"] not in known]
        for cell in carried[side_start:side_end]:
            match = next((other for other in left if _alike(cell, other)), None)
            if match is not None and cell["id"] not in known:
                left = left[left.index(match) + 1 :]
                cell["id"] = match["id"]
    return carried


def order_cells(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], kept: set[str]) -> list[str]:
    """Order the ids that stay: as ours has them, or theirs where only they moved some; new ones follow a neighbor."""
    frame, other = (theirs, ours) if _common(ours, base) == _common(base, ours) else (ours, theirs)
    order = [id for id in frame if id in kept]
    for place, id in enumerate(other):
        if id in kept and id not in order:
            before = next((earlier for earlier in reversed(other[:place]) if earlier in order), None)
            order.insert(0 if before is None else order.index(before) + 1, id)
    return order


def _common(ids: Sequence[str], others: Sequence[str]) -> list[str]:
    known = set(others)
    return [id for id in ids if id in known]


def _alike(one: Cell, other: Cell) -> bool:
    if one["cell_type"] != other["cell_type"]:
        return False
    return SequenceMatcher(None, one["source"].split(), other["source"].split(), autojunk=False).ratio() >= _LIKE
