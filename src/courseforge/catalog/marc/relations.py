"""What it belongs to, comes from and goes with, and where it is."""

from collections.abc import Iterator

from pymarc import Field

from courseforge.catalog.marc.cataloging import Cataloging
from courseforge.catalog.marc.fields import data_field
from courseforge.catalog.marc.text import clean, with_stop
from courseforge.catalog.marc.titles import count_nonfiling
from courseforge.model import Record, Resource, Translation
from courseforge.records.licenses import short_name


def make_series(record: Record) -> Iterator[Field]:
    """Make field 490: a lesson can be had alone, so its course is a series rather than a host."""
    return data_field("490", "1 ", ("a", record.course_title))


def make_series_entry(record: Record, cataloging: Cataloging) -> Iterator[Field]:
    """Make field 830, by which a catalog gathers the lessons of a course."""
    title = clean(record.course_title)
    indicators = f" {count_nonfiling(title, record.language)}"
    return data_field(
        "830", indicators, ("a", with_stop(title)), ("w", cataloging.control_number(record.course_identifier))
    )


def make_links(record: Record, cataloging: Cataloging) -> Iterator[Field]:
    """Make the fields 765, 767 and 787: original, translations, what it was made from, what to read with it."""
    for other in record.translations:
        if other.original:
            yield from _make_translation("765", other, cataloging)
    for other in record.translations:
        if not other.original:
            yield from _make_translation("767", other, cataloging)
    yield from _make_source(record, cataloging)
    for resource in record.resources:
        yield from _make_companion(resource, cataloging)


def make_location(record: Record, cataloging: Cataloging) -> Iterator[Field]:
    """Make field 856, with open access ($7) and the license ($r); a page without an address on the web has none."""
    if "://" in record.url:
        words = (
            cataloging.ui.text("Open the course")
            if record.kind == "course"
            else cataloging.ui.text("Open the lesson")
        )
        subfields = (("u", record.url), ("q", "text/html"), ("y", words), ("r", record.license_url), ("7", "0"))
        yield from data_field("856", "40", *subfields)


def _make_translation(tag: str, other: Translation, cataloging: Cataloging) -> Iterator[Field]:
    return data_field(
        tag,
        "0 ",
        ("t", other.title),
        ("n", cataloging.ui.language_name(other.language)),
        ("o", other.url if "://" in other.url else ""),
        ("w", cataloging.control_number(other.identifier)),
    )


def _make_source(record: Record, cataloging: Cataloging) -> Iterator[Field]:
    source = record.based_on
    if not (source.title or source.author or source.source):
        return iter(())
    return data_field(
        "787",
        "08",
        ("i", cataloging.ui.text("Based on:")),
        ("a", source.author),
        ("t", source.title),
        ("n", short_name(source.license) if source.license else ""),
        ("o", source.source),
    )


def _make_companion(resource: Resource, cataloging: Cataloging) -> Iterator[Field]:
    return data_field(
        "787",
        "08",
        ("i", cataloging.ui.text("Goes with:")),
        ("t", resource.title),
        ("n", resource.note),
        ("o", f"https://doi.org/{resource.doi}" if resource.doi else resource.url),
        ("w", cataloging.control_number(resource.bib)),
        ("z", resource.isbn.replace("-", "")),
    )
