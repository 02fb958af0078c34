"""Records as Dublin Core for the head of a page: what reference managers read there.

Names as DCMI writes them into HTML (https://www.dublincore.org/specifications/dublin-core/dc-html/); the elements are
those of https://www.dublincore.org/specifications/dublin-core/dcmi-terms/.
"""

from collections.abc import Iterator

from courseforge.model import Record

Statement = tuple[str, str]  # name, content


def make_statements(record: Record) -> tuple[Statement, ...]:
    """Say what is known. The description is left out: every page has it as ``description`` already."""
    return tuple((name, content) for name, content in _list_statements(record) if content)


def _list_statements(record: Record) -> Iterator[Statement]:
    yield "DC.title", record.title
    for credit in record.credits:
        yield "DC.creator" if credit.role == "author" else "DC.contributor", credit.name
    yield "DC.publisher", record.publisher
    yield "DC.type", "Text" if record.kind == "lesson" else "Collection"
    yield "DC.language", record.language
    yield "DC.identifier", record.url if "://" in record.url else record.identifier
    for term in dict.fromkeys((*(subject.term for subject in record.subjects), *record.interests)):
        yield "DC.subject", term
    yield "DCTERMS.issued", record.first
    yield "DCTERMS.modified", record.last
    yield "DCTERMS.license", record.license_url
    yield "DCTERMS.isPartOf", record.course_url if "://" in record.course_url else record.course_title
