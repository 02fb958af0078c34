"""Since when catalogs are told what they are told.

A record can change where no lesson has: its course gets another title, the library another name. So each record has a
stamp of its own in ``catalog/published.json``, and whoever has loaded records before gets those whose stamp is newer.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import PublishedItem, Record
from courseforge.records.publication import index_items


def stamp_records(
    records: Iterable[Record],
    items: Iterable[PublishedItem],
    unreadable: Collection[str],
    today: str,
    memory: Memory = NO_MEMORY,
) -> tuple[tuple[Record, ...], tuple[PublishedItem, ...]]:
    """Write down since when each record says what it says.

    Args:
        items: the manifest, with every record's item in it.
        unreadable: ids of what is there, only not fit to be published this time. A record that would name them stays
            as catalogs know it.
        today: ISO 8601 date of this publication.
        memory: of earlier records; one that says the same is the same object again.

    Returns:
        The records with their dates, and the manifest with what was told.
    """
    index = index_items(items)
    away = frozenset(id for id, _ in index).intersection(unreadable)
    incomplete = away | {id.rpartition("/")[0] for id in away}
    stamped: list[Record] = []
    for record in records:
        key = (record.id, record.language)
        if key in index:
            if record.id not in incomplete:
                index[key] = _stamp(index[key], record_hash(record), today)
            record = replace(record, recorded=index[key].recorded or index[key].last)  # noqa: PLW2901 - the same record, dated
        stamped.append(memory.recognize(("record", *key), record))
    return tuple(stamped), tuple(index.values())


def record_hash(record: Record) -> str:
    """Return the SHA-256 of what a record says, without its dates."""
    undated = replace(record, first="", last="", recorded="")
    return hashlib.sha256(json.dumps(_state(undated), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _state(value: Any) -> Any:
    """Leave out what says nothing: a fact that a later version adds changes no record that lacks it."""
    if is_dataclass(value):
        stated = {field.name: _state(getattr(value, field.name)) for field in fields(value)}
        return {name: inner for name, inner in stated.items() if inner not in ("", None, [], {}, False)}
    return [_state(inner) for inner in value] if isinstance(value, tuple) else value


def _stamp(item: PublishedItem, digest: str, today: str) -> PublishedItem:
    if item.record == digest:
        return item
    # What was published before records had stamps is told since its last change.
    return replace(item, record=digest, recorded=today if item.record else item.last)
