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
    content = {
        "format": 1,
        "courses": [_known(record) for record in collection.records if record.kind == "course"],
        "lessons": [_known(record) for record in collection.records if record.kind == "lesson"],
    }
    yield (
        "catalog/lessons.json",
        (json.dumps(content, ensure_ascii=False, indent=1, default=_state) + "\n").encode(),
    )


def _known(record: Record) -> dict[str, object]:
    stated = ((field.name, getattr(record, field.name)) for field in fields(record) if field.name != "kind")
    return {name: value for name, value in stated if value not in _NOTHING}


def _state(value: Any) -> dict[str, object]:
    return {name: inner for name, inner in asdict(value).items() if inner not in _NOTHING}
