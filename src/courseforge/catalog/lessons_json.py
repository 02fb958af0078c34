"""``catalog/lessons.json``: every record, for programs of the library's own."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields

from courseforge.catalog.collection import Collection
from courseforge.model import Record


def make_lessons_json(collection: Collection) -> Mapping[str, bytes]:
    """Return the records as JSON, courses and lessons apart; facts that are not known are left out."""
    content = {
        "format": 1,
        "courses": [_known(record) for record in collection.records if record.kind == "course"],
        "lessons": [_known(record) for record in collection.records if record.kind == "lesson"],
    }
    return {
        "catalog/lessons.json": (json.dumps(content, ensure_ascii=False, indent=1, default=asdict) + "\n").encode()
    }


def _known(record: Record) -> dict[str, object]:
    stated = ((field.name, getattr(record, field.name)) for field in fields(record) if field.name != "kind")
    return {name: value for name, value in stated if value not in ("", None, ())}
