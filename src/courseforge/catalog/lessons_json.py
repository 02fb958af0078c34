"""``catalog/lessons.json``: every record, for programs of the library's own."""

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from courseforge.catalog.collection import Collection
from courseforge.model import CatalogFacts, Record
from courseforge.model.media import Original

_NOTHING = ("", None, (), Original(), CatalogFacts())


def make_lessons_json(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Return the records as JSON, courses and lessons apart; facts that are not known are left out."""
    courses, lessons = (_write_all(collection, kind) for kind in ("course", "lesson"))
    parts = (b'{"format": 1,\n"courses": [\n', courses, b'\n],\n"lessons": [\n', lessons, b"\n]}\n")
    yield "catalog/lessons.json", b"".join(parts)


def _write_all(collection: Collection, kind: str) -> bytes:
    """Write each record on a line of its own: a document of many takes three times the memory while it is made."""
    return b",\n".join(_write(record) for record in collection.records if record.kind == kind)


def _write(record: Record) -> bytes:
    return json.dumps(_known(record), ensure_ascii=False, default=_state).encode()


def _known(record: Record) -> dict[str, object]:
    stated = ((field.name, getattr(record, field.name)) for field in fields(record) if field.name != "kind")
    return {name: value for name, value in stated if value not in _NOTHING}


def _state(value: Any) -> dict[str, object]:
    return {name: inner for name, inner in asdict(value).items() if inner not in _NOTHING}
