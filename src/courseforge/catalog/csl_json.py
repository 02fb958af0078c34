"""A lesson as CSL-JSON, which Pandoc and Zotero read.

The properties are those of https://github.com/citation-style-language/schema (csl-data.json, schema
1.0.2). Names are literal: nobody's chosen name is taken apart.
"""

from typing import Any

from courseforge.model import Record
from courseforge.records.addresses import web_address
from courseforge.records.licenses import short_name


def describe_source(lesson: Record) -> dict[str, Any]:
    """Return the item; facts that are not known are left out."""
    day = lesson.last or lesson.first
    item = {
        "id": lesson.identifier,
        "type": "webpage",
        "title": lesson.title,
        **{role: _name(lesson, role) for role in ("author", "editor", "translator")},
        "issued": {"date-parts": [[int(part) for part in day.split("-")]]} if day else None,
        "container-title": lesson.course_title,
        "publisher": lesson.publisher,
        "URL": web_address(lesson.url),
        "language": lesson.language,
        "abstract": lesson.description,
        "keyword": ", ".join(lesson.interests),
        "note": short_name(lesson.license),
    }
    return {key: value for key, value in item.items() if value}


def _name(lesson: Record, role: str) -> list[dict[str, str]]:
    return [{"literal": credit.name} for credit in lesson.credits if credit.role == role and credit.name]
