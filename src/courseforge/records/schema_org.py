"""Records as schema.org nodes with LRMI terms (https://schema.org/LearningResource, https://schema.org/Course)."""

import json
from collections.abc import Sequence

from courseforge.model import Record
from courseforge.records.schema_org_terms import (
    Node,
    describe_alignment,
    describe_competency,
    describe_credit,
    describe_library,
    describe_original,
    describe_resource,
    describe_skill,
    describe_subject,
    keep_known,
    name_address,
    refer_to,
)

# What a template is called among kinds of learning resources, where its own name would mislead.
_KINDS = {"paper": "activity"}


def make_json_ld(*nodes: Node) -> str:
    """Return nodes as JSON-LD, safe to stand inside an HTML ``script`` element."""
    content = nodes[0] if len(nodes) == 1 else {"@graph": list(nodes)}
    graph = {"@context": "https://schema.org"} | content
    text = json.dumps(graph, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # "<" could close the script element from inside a title
    return text.replace("<", "\\u003c").replace("&", "\\u0026")


def describe(
    record: Record,
    course: Record | None = None,
    parts: Sequence[Record] = (),
    encodings: Sequence[tuple[str, str]] = (),
    summary: str = "",
) -> Node:
    """Return a record as one node; facts that are not known are left out.

    Args:
        course: of a lesson.
        parts: of a course: its lessons, in order.
        encodings: address and media type of the files in which it can be taken home.
        summary: how it can be perceived, in words.
    """
    particular = _lesson(record, course) if record.kind == "lesson" else _course(record, parts)
    forms = [{"@type": "MediaObject", "contentUrl": url, "encodingFormat": kind} for url, kind in encodings]
    return keep_known(_common(record) | _perceived(record, summary) | {"encoding": forms} | particular)


def _common(record: Record) -> Node:
    return {
        **name_address(record.url),
        "identifier": record.identifier or record.id,
        "name": record.title,
        "description": record.description,
        "inLanguage": record.language,
        "license": record.license_url,
        "isAccessibleForFree": True,
        "publisher": describe_library(record),
        **_people(record),
        "timeRequired": f"PT{record.minutes}M" if record.minutes else "",
        "about": [describe_subject(subject) for subject in record.subjects],
        "keywords": list(record.interests),
        "datePublished": record.first,
        "dateModified": record.last,
        "isBasedOn": describe_original(record.based_on),
        "educationalAlignment": [describe_alignment(alignment) for alignment in record.alignments],
        "assesses": [describe_competency(a) for a in record.alignments if a.type == "assesses"],
        **_translations(record),
    }


def _people(record: Record) -> Node:
    """Say who did what; of what schema.org has no word for, that they contributed."""
    people: dict[str, list[Node]] = {}
    for credit in record.credits:
        role = credit.role if credit.role in ("author", "editor", "translator") else "contributor"
        people.setdefault(role, []).append(describe_credit(credit))
    return dict(people)


def _translations(record: Record) -> Node:
    """Lead from an original to its translations, and from a translation to its original."""
    kind = _type_of(record)
    nodes = [(t.original, refer_to(kind, t.title, t.url) | {"inLanguage": t.language}) for t in record.translations]
    originals = [node for original, node in nodes if original]
    return {"translationOfWork": originals[0]} if originals else {"workTranslation": [node for _, node in nodes]}


def _perceived(record: Record, summary: str) -> Node:
    """Say how it can be perceived (https://www.w3.org/community/reports/a11y-discov-vocab/)."""
    said = record.accessibility
    return {
        "accessMode": list(said.modes),
        "accessModeSufficient": [{"@type": "ItemList", "itemListElement": list(modes)} for modes in said.sufficient],
        "accessibilityFeature": list(said.features),
        "accessibilityHazard": list(said.hazards),
        "accessibilitySummary": summary if said.modes else "",
    }


def _lesson(record: Record, course: Record | None) -> Node:
    return {
        "@type": _type_of(record),
        "learningResourceType": _list_kinds(record.template),
        "educationalLevel": record.level,
        "typicalAgeRange": record.ages.replace("+", "-"),  # schema.org writes "16 and older" as "16-"
        "audience": _audience(record),
        "teaches": [describe_skill(name, record) for name in record.teaches],
        "competencyRequired": [describe_skill(name, record) for name in record.needs],
        "mentions": [describe_resource(resource) for resource in record.resources],
        "isPartOf": refer_to("Course", record.course_title, record.course_url),
        "position": course.parts.index(record.id) + 1 if course and record.id in course.parts else None,
    }


def _list_kinds(template: str) -> str | list[str]:
    return ["lesson", _KINDS.get(template, template)] if template else "lesson"


def _audience(record: Record) -> Node:
    """Name the role in which people use a lesson, in LRMI's words (http://purl.org/dcx/lrmi-vocabs/educationalAudienceRole/)."""
    role = "mentor" if record.template == "facilitator" else "student"
    return keep_known(
        {"@type": "EducationalAudience", "educationalRole": role, "audienceType": record.catalog.audience}
    )


def _course(record: Record, parts: Sequence[Record]) -> Node:
    taught = dict.fromkeys(name for part in parts for name in part.teaches)
    skills = {name: describe_skill(name, part) for part in parts for name in (*part.teaches, *part.needs)}
    return {
        "@type": _type_of(record),
        "provider": describe_library(record),
        "teaches": [skills[name] for name in taught],
        # What its lessons need and none of them teaches.
        "coursePrerequisites": [skill["name"] for name, skill in skills.items() if name not in taught],
        "hasPart": [_part(part) for part in parts] or [*filter(None, map(name_address, record.part_urls))],
    }


def _part(part: Record) -> Node:
    return refer_to("LearningResource", part.title, part.url)


def _type_of(record: Record) -> str:
    return "LearningResource" if record.kind == "lesson" else "Course"
