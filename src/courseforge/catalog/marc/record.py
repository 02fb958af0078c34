"""A neutral record -> a MARC 21 record (https://www.loc.gov/marc/bibliographic/)."""

from collections.abc import Iterable, Iterator

import pymarc
from pymarc import Field

from courseforge.catalog.marc import description, identity, names, notes, relations, subjects
from courseforge.catalog.marc.cataloging import Cataloging, read_local_fields
from courseforge.catalog.marc.fields import data_field
from courseforge.catalog.marc.fitting import fit
from courseforge.catalog.marc.fixed import describe_status, make_fixed_fields
from courseforge.catalog.marc.titles import make_titles
from courseforge.model import Record

# Fields that a record has once; a cataloger's takes the place of ours.
_ONCE = frozenset({"040", "100", "110", "111", "130", "240", "245", "263", "306"})
_MAIN_ENTRIES = frozenset({"100", "110", "111", "130"})
_LINK = r"1\p"  # $8: fields that belong to the same statement of where metadata come from


def make_marc_record(record: Record, cataloging: Cataloging) -> pymarc.Record:
    """Make the record of a lesson or a course."""
    local = (*cataloging.local, *read_local_fields(record.catalog.fields))
    own = _replace_once(_make_fields(record, cataloging), local)
    fields = sorted((*own, *local), key=lambda field: field.tag)
    note = data_field("500", "  ", ("a", cataloging.ui.text("This record is shortened; the page has all of it.")))
    return assemble(describe_status(record), fit(fields, list(note)))


def assemble(leader: str, fields: list[Field]) -> pymarc.Record:
    """Put a record together."""
    made = pymarc.Record(leader=leader, force_utf8=True)
    made.fields = fields
    return made


def _make_fields(record: Record, cataloging: Cataloging) -> Iterator[Field]:
    # What a program concluded is marked as such until a cataloger has looked at it.
    link = "" if record.catalog.reviewed.date else _LINK
    yield from make_fixed_fields(record, cataloging)
    yield from identity.make_identity(record, cataloging)
    yield from subjects.make_categories(record)
    yield from names.make_main_entry(record, cataloging)
    yield from make_titles(record)
    yield from description.make_publication(record, cataloging)
    yield from description.make_types(cataloging)
    yield from description.make_access_modes(record, link)
    yield from description.make_audience(record, link)
    yield from relations.make_series(record)
    yield from notes.make_notes(record, cataloging)
    yield from description.make_accessibility_notes(record, cataloging, link)
    yield from notes.make_terms(record, cataloging)
    yield from notes.make_language_note(record, cataloging)
    yield from notes.make_source_note(record, cataloging)
    yield from subjects.make_subjects(record)
    yield from subjects.make_genres(record, cataloging, link)
    yield from subjects.make_objectives(record)
    yield from names.make_added_entries(record, cataloging)
    yield from relations.make_links(record, cataloging)
    yield from relations.make_series_entry(record, cataloging)
    yield from relations.make_location(record, cataloging)
    if link:
        yield from notes.make_provenance(record, cataloging, link)


def _replace_once(fields: Iterable[Field], local: Iterable[Field]) -> Iterator[Field]:
    stated = {field.tag for field in local}
    replaced = (stated & _ONCE) | (_MAIN_ENTRIES if stated & _MAIN_ENTRIES else frozenset())
    return (field for field in fields if field.tag not in replaced)
