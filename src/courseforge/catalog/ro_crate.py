"""``catalog/ro-crate-metadata.json``: the whole library as an RO-Crate (https://w3id.org/ro/crate/1.2).

A crate without files of its own, "detached": every part is named by its address on the web, so that the one file says
all, wherever it is copied. Where the library states no address, lessons are described and are no parts.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from courseforge.catalog.collection import Collection
from courseforge.model import Credit, Record
from courseforge.records.addresses import absolute_url, web_address
from courseforge.records.licenses import license_url, short_name
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import license_name

Entity = dict[str, Any]

_VERSION = "https://w3id.org/ro/crate/1.2"
_BIBTEX, _RIS = "application/x-bibtex", "application/x-research-info-systems"
# Files that hold every lesson: the format that makes them, path, media type, name.
_FILES = (
    ("json", "catalog/lessons.json", "application/json", "All records"),
    ("csv", "catalog/lessons.csv", "text/csv", "All records as a table"),
    ("citation", "catalog/citations/lessons.bib", _BIBTEX, "Citations of all lessons (BibTeX)"),
    ("citation", "catalog/citations/lessons.ris", _RIS, "Citations of all lessons (RIS)"),
)


def make_ro_crate(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Return the crate; none while nothing is published, for it has to say when it was."""
    if not collection.day:
        return
    graph = {entity["@id"]: _keep_known(entity) for entity in _list_entities(collection)}
    crate = {"@context": f"{_VERSION}/context", "@graph": list(graph.values())}
    yield "catalog/ro-crate-metadata.json", (json.dumps(crate, ensure_ascii=False, indent=1) + "\n").encode()


def _list_entities(collection: Collection) -> Iterator[Entity]:
    files = list(_list_files(collection))
    yield {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": _VERSION},
        "about": {"@id": _root(collection)},
    }
    yield _describe_library(collection, [file["@id"] for file in files])
    yield _describe_publisher(collection)
    yield from _describe_licenses(collection)
    for credit in _list_people(collection):
        yield _describe_person(credit)
    yield from files
    for record in collection.records:
        yield _describe_record(record, collection)


def _describe_library(collection: Collection, files: list[str]) -> Entity:
    ui, spdx = Interface(collection.language), collection.settings.courseforge.license
    parts = [*(_id(record) for record in collection.records), *files]
    named = "hasPart" if web_address(collection.baseurl) else "mentions"
    return {
        "@id": _root(collection),
        "@type": "Dataset",
        "name": collection.title,
        "description": ui.text("Free lessons from {publisher}. No account needed.", publisher=collection.publisher),
        "datePublished": collection.day,
        "license": _license(spdx),
        "publisher": {"@id": _publisher(collection)},
        "author": [{"@id": id} for id in _distinct(_person(c) for r in collection.records for c in r.authors)],
        "inLanguage": _distinct(record.language for record in collection.records),
        named: [{"@id": part} for part in parts],
    }


def _describe_publisher(collection: Collection) -> Entity:
    url = web_address(collection.settings.courseforge.publisher.url)
    kinds = ["Organization", "Library"]
    return {"@id": _publisher(collection), "@type": kinds, "name": collection.publisher, "url": url}


def _describe_licenses(collection: Collection) -> Iterator[Entity]:
    ui = Interface(collection.language)
    used = dict.fromkeys((collection.settings.courseforge.license, *(r.license for r in collection.records)))
    for spdx in used:
        if url := license_url(spdx):
            said = {"name": short_name(spdx), "description": license_name(spdx, ui)}
            yield {"@id": url, "@type": "CreativeWork", **said}


def _describe_person(credit: Credit) -> Entity:
    kind = "Organization" if credit.group else "Person"
    return {"@id": _person(credit), "@type": kind, "name": credit.name}


def _describe_record(record: Record, collection: Collection) -> Entity:
    kind = "LearningResource" if record.kind == "lesson" else "Course"
    reached = "://" in record.url
    return {
        "@id": _id(record),
        "@type": ["File", kind] if reached else kind,
        "name": record.title,
        "description": record.description,
        "encodingFormat": "text/html" if reached else "",
        "identifier": record.identifier,
        "inLanguage": record.language,
        "license": _license(record.license),
        "author": [{"@id": _person(credit)} for credit in record.authors],
        "contributor": [{"@id": _person(credit)} for credit in record.credits if credit.role != "author"],
        "publisher": {"@id": _publisher(collection)},
        "datePublished": record.first,
        "dateModified": record.last,
        "keywords": list(record.interests),
        "isPartOf": {"@id": record.course_url} if record.course_url and reached else None,
    }


def _list_files(collection: Collection) -> Iterator[Entity]:
    wanted = collection.catalog.formats
    for format_name, path, kind, name in _FILES:
        if web_address(collection.baseurl) and (not wanted or format_name in wanted):
            url = absolute_url(path, collection.baseurl)
            yield {"@id": url, "@type": "File", "name": name, "encodingFormat": kind}


def _list_people(collection: Collection) -> list[Credit]:
    people = {_person(credit): credit for record in collection.records for credit in record.credits}
    return list(people.values())


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _keep_known(entity: Entity) -> Entity:
    return {key: value for key, value in entity.items() if value not in ("", None, [])}


def _root(collection: Collection) -> str:
    return f"{collection.baseurl.rstrip('/')}/" if web_address(collection.baseurl) else "./"


def _id(record: Record) -> str:
    return record.url if "://" in record.url else f"#{record.identifier}"


def _person(credit: Credit) -> str:
    """Name somebody within the crate: a name is all that is known of them."""
    return f"#{'group' if credit.group else 'person'}-{quote(credit.name, safe='')}"


def _publisher(collection: Collection) -> str:
    return web_address(collection.settings.courseforge.publisher.url) or "#publisher"


def _license(spdx: str) -> Entity | str:
    url = license_url(spdx)
    return {"@id": url} if url else spdx
