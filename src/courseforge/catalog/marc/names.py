"""Who made it.

A person is a heading only where a cataloger chose one (``heading`` in ``contributors.yml``). Anybody else, and so
every minor under the name they chose, stands in field 720, for names that no authority file controls.
"""

import re
from collections.abc import Iterator

from pymarc import Field

from courseforge.catalog.marc.cataloging import Cataloging
from courseforge.catalog.marc.fields import data_field, divide
from courseforge.model import Credit, Record

_DATES = re.compile(
    r"(?P<name>.+?),\s*(?P<dates>(?:(?:born|active|approximately|-)\s*)?\d{3,4}\??-?(?:\d{3,4}\??)?)\.?"
)
_RELATIONSHIP = "aut"
# Addresses of the person or body itself rather than of its heading (https://www.loc.gov/marc/mac/2017/2017-08.html).
_THINGS = ("//id.loc.gov/rwo/", "//www.wikidata.org/", "//viaf.org/viaf/", "//orcid.org/", "//isni.org/isni/")


def has_main_entry(record: Record) -> bool:
    """Tell whether the record is entered under a person: the first one who is credited, by a chosen heading."""
    return bool(record.credits) and bool(record.credits[0].heading) and not record.credits[0].group


def make_main_entry(record: Record, cataloging: Cataloging) -> Iterator[Field]:
    """Make field 100."""
    if has_main_entry(record):
        yield from _make_person("100", record.credits[0], cataloging)


def make_added_entries(record: Record, cataloging: Cataloging) -> Iterator[Field]:
    """Make the fields 700, 710 and 720."""
    others = record.credits[1:] if has_main_entry(record) else record.credits
    role = cataloging.ui.text("author")
    for credit in others:
        if not credit.heading:
            # Whether a name is a person's is not known of everybody; that it is a group's is stated.
            kind = "2 " if credit.group else "  "
            yield from data_field("720", kind, ("a", credit.name), ("e", role), ("4", _RELATIONSHIP))
        elif credit.group:
            yield from data_field("710", "2 ", *_end(divide(credit.heading)), *_qualify(credit, role))
        else:
            yield from _make_person("700", credit, cataloging)


def _make_person(tag: str, credit: Credit, cataloging: Cataloging) -> Iterator[Field]:
    heading = credit.heading.strip().rstrip(",")
    dated = _DATES.fullmatch(heading)
    parts = (("a", f"{dated['name']},"), ("d", dated["dates"])) if dated else divide(heading)
    indicators = ("1" if "," in parts[0][1].rstrip(",") else "0") + " "
    return data_field(tag, indicators, *_end(parts), *_qualify(credit, cataloging.ui.text("author")))


def _end(parts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """End a heading before the relationship: with a comma, but for a year that is open (``1990-``)."""
    code, text = parts[-1]
    ended = text.rstrip(" ,")
    return *parts[:-1], (code, ended if ended.endswith("-") else f"{ended},")


def _qualify(credit: Credit, role: str) -> tuple[tuple[str, str], ...]:
    code = "1" if any(place in credit.authority for place in _THINGS) else "0"
    return ("e", f"{role}."), ("4", _RELATIONSHIP), (code, credit.authority)
