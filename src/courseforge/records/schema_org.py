"""Records as schema.org JSON-LD with LRMI terms (https://schema.org/LearningResource, https://schema.org/Course)."""

import json
from typing import Any

from courseforge.model import Record


def make_json_ld(record: Record) -> str:
    """Return a record as JSON-LD, safe to stand inside an HTML ``script`` element."""
    graph = {"@context": "https://schema.org"} | describe(record)
    # "<" could close the script element from inside a title
    return json.dumps(graph, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c").replace("&", "\\u0026")


def describe(record: Record) -> dict[str, Any]:
    """Return a record as one schema.org node; facts that are not known are left out."""
    node = _common(record) | (_lesson(record) if record.kind == "lesson" else _course(record))
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}


def _common(record: Record) -> dict[str, Any]:
    publisher = {"@type": "Library", "name": record.publisher} | (
        {"url": record.publisher_url} if record.publisher_url else {}
    )
    return {
        **_address(record.url),
        "identifier": record.id,
        "name": record.title,
        "description": record.description,
        "inLanguage": record.language,
        "license": record.license_url,
        "isAccessibleForFree": True,
        "publisher": publisher,
        "author": [{"@type": "Person", "name": credit.name} for credit in record.authors],
        "timeRequired": f"PT{record.minutes}M" if record.minutes else "",
        "about": list(record.interests),
        "datePublished": record.first,
        "dateModified": record.last,
        "workTranslation": [
            {**_address(t.url), "inLanguage": t.language, "name": t.title} for t in record.translations
        ],
    }


def _address(url: str) -> dict[str, str]:
    """Name a thing by its address on the web. A library that states none has no addresses, only pages in a folder."""
    return {"@id": url, "url": url} if "://" in url else {}


def _lesson(record: Record) -> dict[str, Any]:
    return {
        "@type": "LearningResource",
        "learningResourceType": "lesson",
        "educationalLevel": record.level,
        "typicalAgeRange": record.ages,
        "teaches": [{"@type": "DefinedTerm", "name": name} for name in record.teaches],
        "competencyRequired": list(record.needs),
        "isPartOf": {"@type": "Course", **_address(record.course_url), "name": record.course_title},
    }


def _course(record: Record) -> dict[str, Any]:
    return {
        "@type": "Course",
        "provider": {"@type": "Library", "name": record.publisher},
        "hasPart": [address for url in record.part_urls if (address := _address(url))],
    }
