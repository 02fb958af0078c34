"""Two versions of a notebook brought together cell by cell, so that what comes out can always be opened.

Cells are known by their ids. Where both sides changed the text of one cell in the same place, both versions stand in
that cell between Git's marks, as text: the file stays a notebook.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courseforge.mending.cell_order import carry_ids, order_cells
from courseforge.mending.cleaning import NOTHING, Choice, clean_document, dump_notebook
from courseforge.mending.text_merge import merge_bytes, merge_texts
from courseforge.reading.notebook_file import read_notebook_file

Document = Mapping[str, Any]

_NOWHERE = object()  # what a side says under a name that it does not have
_EMPTY = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


@dataclass(frozen=True, slots=True)
class Merge:
    """What came of two versions.

    Attributes:
        data: the file to go on with.
        conflicts: what a person still has to settle, in plain words.
    """

    data: bytes
    conflicts: tuple[str, ...] = ()


def merge_notebooks(base: bytes, ours: bytes, theirs: bytes, choice: Choice = NOTHING) -> Merge:
    """Bring two versions together that began with ``base``, which is empty where both are new."""
    documents = [_read(data, choice) for data in (base or _EMPTY, ours, theirs)]
    if None in documents:
        return _merge_as_text(base, ours, theirs)
    first, mine, other = (document for document in documents if document is not None)
    if other in (mine, first) or mine == first:
        return Merge(dump_notebook(other if mine == first else mine))
    mine["cells"] = carry_ids(first["cells"], mine["cells"])
    other["cells"] = carry_ids(first["cells"], other["cells"])
    cells, conflicts = _merge_cells(first, mine, other)
    metadata, disputed = _merge_values(first["metadata"], mine["metadata"], other["metadata"])
    conflicts += [_dispute("the notebook", disputed)] if disputed else []
    merged = {**mine, "cells": cells, "metadata": metadata}
    return Merge(
        dump_notebook(clean_document(merged, choice)), tuple(conflicts)
    )  # of a cell that is of another kind now


def _read(data: bytes, choice: Choice) -> dict[str, Any] | None:
    document = read_notebook_file(data, "").document
    if document is None:
        return None
    cleaned = clean_document(document, choice)
    try:
        dump_notebook(cleaned)
    except ValueError:
        return None
    return cleaned


def _merge_as_text(base: bytes, ours: bytes, theirs: bytes) -> Merge:
    """Do what Git does with any text: at least one of the three is no notebook that can be read."""
    try:
        merged, conflicts = merge_bytes(base, ours, theirs)
    except ValueError:
        return Merge(ours, ("It is no text; your version was kept.",))
    told = ("It is no notebook that can be read, so it was merged as a text.",) if conflicts else ()
    return Merge(merged, told)


def _merge_cells(base: Document, ours: Document, theirs: Document) -> tuple[list[dict[str, Any]], list[str]]:
    sides = [{cell["id"]: cell for cell in document["cells"]} for document in (base, ours, theirs)]
    merged: dict[str, dict[str, Any]] = {}
    conflicts: list[tuple[str, str]] = []
    for id in dict.fromkeys(id for side in sides for id in side):
        cell, faults = _merge_cell(*(side.get(id) for side in sides))
        if cell is not None:
            merged[id] = cell
            conflicts += [(id, fault) for fault in faults]
    order = order_cells([*sides[0]], [*sides[1]], [*sides[2]], set(merged))
    told = [f"Cell {order.index(id) + 1}: {fault}" for id, fault in conflicts]
    return [merged[id] for id in order], told


def _merge_cell(
    base: dict[str, Any] | None, ours: dict[str, Any] | None, theirs: dict[str, Any] | None
) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    if ours is None or theirs is None:
        return _settle_removal(base, ours or theirs)
    if theirs in (ours, base):
        return ours, ()
    if ours == base:
        return theirs, ()
    source, settled = merge_texts((base or {}).get("source", ""), ours["source"], theirs["source"])
    rest, disputed = _merge_values(_rest(base or {}), _rest(ours), _rest(theirs))
    metadata, metadata_disputed = _merge_values(
        (base or {}).get("metadata", {}), ours["metadata"], theirs["metadata"]
    )
    told = () if settled else ("both versions stand in it, between marks.",)
    disputed += metadata_disputed
    return {**rest, "source": source, "metadata": metadata}, (
        *told,
        *([_dispute("it", disputed)] if disputed else []),
    )


def _settle_removal(
    base: dict[str, Any] | None, left: dict[str, Any] | None
) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """Keep a cell that one side made or changed while the other does not have it."""
    if left is None or left == base:
        return None, ()
    return left, ("one side deleted it and the other changed it; it was kept.",) if base is not None else ()


def _rest(cell: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cell.items() if name not in ("source", "metadata")}


def _merge_values(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Merge name by name; where both changed one, ours is kept and its name told."""
    merged, disputed = {}, []
    for name in dict.fromkeys((*ours, *theirs)):
        old, mine, other = (side.get(name, _NOWHERE) for side in (base, ours, theirs))
        if name == "tags" and isinstance(mine, list) and isinstance(other, list):
            chosen: Any = _merge_tags(old if isinstance(old, list) else [], mine, other)
        else:
            chosen = other if mine == old else mine
            if other not in (old, mine) and mine != old and name != "outputs":
                disputed.append(name)
        if chosen is not _NOWHERE:
            merged[name] = chosen
    return merged, disputed


def _merge_tags(base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    """Keep what neither side took away, and what either side added."""
    kept = [tag for tag in ours if tag in theirs or tag not in base]
    return kept + [tag for tag in theirs if tag not in base and tag not in kept]


def _dispute(what: str, names: list[str]) -> str:
    return f"both sides changed {', '.join(names)} of {what}; yours was kept."
