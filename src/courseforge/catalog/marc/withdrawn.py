"""What was taken back: records that ask a catalog to delete its own."""

from collections.abc import Iterator

import pymarc
from pymarc import Field

from courseforge.catalog.marc.cataloging import Cataloging
from courseforge.catalog.marc.fields import control_field, data_field
from courseforge.catalog.marc.fixed import make_leader, stamp, start_of_008
from courseforge.catalog.marc.identity import make_numbers, make_source
from courseforge.catalog.marc.languages import marc_language
from courseforge.catalog.marc.record import assemble
from courseforge.model import PublishedItem
from courseforge.records.library_records import name_record


def make_deletion(item: PublishedItem, cataloging: Cataloging) -> pymarc.Record:
    """Make the record of something that is no longer there: its numbers, and ``d`` in the leader.

    A title has to be there (245) and is no longer known, so that one is devised, in brackets as RDA asks.
    """
    return assemble(make_leader("d", "5"), list(_make_fields(item, cataloging)))


def _make_fields(item: PublishedItem, cataloging: Cataloging) -> Iterator[Field]:
    identifier, ui = name_record(item.lasting_id, item.language, cataloging.language), cataloging.ui
    beginning = start_of_008(item.first, cataloging.catalog.country)
    yield from control_field("001", identifier)
    yield from control_field("003", cataloging.code)
    yield from control_field("005", stamp(item.withdrawn))
    yield Field("008", data=f"{beginning}|||||o||||u000 0|{marc_language(item.language)} d")
    yield from make_numbers(identifier, "", cataloging)
    yield from make_source(cataloging)
    yield from data_field("245", "00", ("a", ui.text("[Withdrawn: {name}].", name=identifier)))
    yield from data_field("500", "  ", ("a", ui.text("Withdrawn on {day}.", day=item.withdrawn)))
