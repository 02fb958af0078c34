"""``catalog/lessons.json``: every record, for programs of the library's own."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from courseforge.model import Record


def make_lessons_json(records: Sequence[Record]) -> bytes:
    """Return the records as JSON, courses and lessons apart; facts that are not known are left out."""
    content = {
        "format": 1,
        "courses": [_known(record) for record in records if record.kind == "course"],
        "lessons": [_known(record) for record in records if record.kind == "lesson"],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _known(record: Record) -> dict[str, object]:
    return {key: value for key, value in asdict(record).items() if value not in ("", None, ()) and key != "kind"}
