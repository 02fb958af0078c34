"""What a badge for a course would stand for: Achievements of Open Badges 3.0 (https://www.imsglobal.org/spec/ob/v3p0).

They are definitions, for whoever awards badges. Nothing is issued here and nobody is named: that would need keys to
sign with, and facts about people. A definition is known by its address on the web, so a library that has none
gets none.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from courseforge.catalog.collection import Collection
from courseforge.model import Alignment, Record
from courseforge.records.addresses import CRITERIA_ANCHOR, absolute_url, badge_path, web_address
from courseforge.rendering.interface import Interface
from courseforge.rendering.record_words import list_criteria

_CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
_PROFILE = "catalog/profile.json"
_MARKDOWN = re.compile(r"([\\`*_\[\]<>])")


def make_badges(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Return the library's profile, and one achievement for each course in each language."""
    courses = [record for record in collection.records if record.kind == "course"]
    if not web_address(collection.baseurl) or not courses:
        return
    yield _PROFILE, _dump({"@context": _CONTEXT} | _describe_profile(collection))
    for course in courses:
        lessons = collection.lessons_of.get((course.id, course.language), ())
        yield badge_path(course.identifier), _dump(_describe_achievement(course, lessons, collection))


def _describe_profile(collection: Collection) -> dict[str, Any]:
    profile = {
        "id": absolute_url(_PROFILE, collection.baseurl),
        "type": ["Profile"],
        "name": collection.publisher,
        "url": web_address(collection.settings.courseforge.publisher.url) or collection.baseurl,
    }
    return _keep_known(profile)


def _describe_achievement(course: Record, lessons: tuple[Record, ...], collection: Collection) -> dict[str, Any]:
    everything = (course, *lessons)
    achievement = {
        "@context": _CONTEXT,
        "id": absolute_url(badge_path(course.identifier), collection.baseurl),
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": course.title,
        "description": course.description or course.title,
        "inLanguage": course.language,
        "creator": _describe_profile(collection),
        "criteria": _describe_criteria(course, lessons),
        "alignment": list(_describe_alignments(one for record in everything for one in record.alignments)),
        "tag": list(dict.fromkeys(name for record in everything for name in (*record.interests, *record.teaches))),
        "related": [
            {
                "id": absolute_url(badge_path(translation.identifier), collection.baseurl),
                "type": ["Related"],
                "inLanguage": translation.language,
            }
            for translation in course.translations
        ],
    }
    return _keep_known(achievement)


def _describe_criteria(course: Record, lessons: tuple[Record, ...]) -> dict[str, Any]:
    said = list_criteria(course, lessons, Interface(course.language))
    lists = ("\n".join((heading, "", *(f"- {_quote(text)}" for text in texts))) for heading, texts in said)
    narrative = "\n\n".join(lists)
    return {"id": f"{course.url}#{CRITERIA_ANCHOR}", "narrative": narrative} if narrative else {"id": course.url}


def _describe_alignments(alignments: Iterable[Alignment]) -> Iterator[dict[str, Any]]:
    """Name the statements that have an address; the standard has no place for others."""
    for alignment in dict.fromkeys(alignments):
        if url := web_address(alignment.url):
            yield _keep_known(
                {
                    "type": ["Alignment"],
                    "targetName": alignment.name or alignment.code or alignment.framework,
                    "targetUrl": url,
                    "targetCode": alignment.code,
                    "targetFramework": " ".join(filter(None, (alignment.framework, alignment.version))),
                }
            )


def _quote(text: str) -> str:
    """Write what an author wrote so that Markdown takes it for words."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _keep_known(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}


def _dump(node: dict[str, Any]) -> bytes:
    return (json.dumps(node, ensure_ascii=False, indent=1) + "\n").encode()
