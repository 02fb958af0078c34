"""A record as the fifteen elements of Dublin Core (https://www.dublincore.org/specifications/dublin-core/dces/)."""

from collections.abc import Iterator

from courseforge.catalog.xml_text import branch, leaf
from courseforge.model import Record, Resource

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_NAMES = {
    "xmlns:oai_dc": NAMESPACE,
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
}
# https://www.dublincore.org/specifications/dublin-core/dcmi-type-vocabulary/
_TYPES = {"lesson": "Text", "course": "Collection"}


def write_dublin_core(record: Record) -> str:
    """Write a record in the form that every repository must offer (``oai_dc``)."""
    said = dict.fromkeys(list_statements(record))  # what is said twice is said once
    return branch("oai_dc:dc", "".join(leaf(f"dc:{name}", words) for name, words in said), _NAMES)


def list_statements(record: Record) -> Iterator[tuple[str, str]]:
    """Say element by element what is known; an element may stand several times, and empty words say nothing."""
    yield "title", record.title
    for credit in record.credits:
        yield "creator" if credit.role == "author" else "contributor", credit.heading or credit.name
    yield from (("subject", words) for words in _list_subjects(record))
    yield "description", record.catalog.summary or record.description
    yield "publisher", record.publisher
    yield "date", record.last
    yield "type", _TYPES[record.kind]
    yield "format", "text/html"
    yield "identifier", record.url
    yield "source", record.based_on.source or record.based_on.title
    yield "language", record.language.partition("-")[0]  # ISO 639
    yield from (("relation", address) for address in _list_relations(record))
    yield "rights", record.license_url or record.license


def _list_subjects(record: Record) -> Iterator[str]:
    yield from (subject.term for subject in record.subjects)
    yield from record.interests
    yield from record.teaches


def _list_relations(record: Record) -> Iterator[str]:
    """Name the course that a lesson is part of, a course's parts, translations, and works that go with it."""
    yield record.course_url
    yield from record.part_urls
    yield from (translation.url for translation in record.translations)
    yield from map(_address, record.resources)


def _address(resource: Resource) -> str:
    if resource.doi:
        return f"https://doi.org/{resource.doi}"
    return f"urn:isbn:{resource.isbn}" if resource.isbn else resource.url
