"""Who made it.

A person is a heading only where a cataloger chose one (``heading`` in ``contributors.yml``). Anybody else, and so
every minor under the name they chose, stands in field 720, for names that no authority file controls.
"""

import re
from collections.abc import Iterator, Mapping

from pymarc import Field

from courseforge.catalog.marc.cataloging import Cataloging
from courseforge.catalog.marc.fields import data_field, divide
from courseforge.model import Credit, Record, Role

_DATES = re.compile(
    r"(?P<name>.+?),\s*(?P<dates>(?:(?:born|active|approximately|-)\s*)?\d{3,4}\??-?(?:\d{3,4}\??)?)\.?"
)
# https://www.loc.gov/marc/relators/relacode.html; of tester and mentor it has no more than that they contributed.
_RELATIONSHIPS: Mapping[Role, str] = {"author": "aut", "editor": "edt", "translator": "trl", "reviewer": "rev"}
_HELPED = "ctb"
# Addresses of the person or body itself rather than of its heading (https://www.loc.gov/marc/mac/2017/2017-08.html).
_THINGS = ("//id.loc.gov/rwo/", "//www.wikidata.org/", "//viaf.org/viaf/", "//orcid.org/", "//isni.org/isni/")


def has_main_entry(record: Record) -> bool:
    """Tell whether the record is entered under a person: the first one who is credited, by a chosen heading."""
    return bool(record.authors) and bool(record.authors[0].heading) and not record.authors[0].group


def make_main_entry(record: Record, cataloging: Cataloging) -> Iterator[Field]:
    """Make field 100."""
    if has_main_entry(record):
        yield from _make_person("100", record.authors[0], cataloging)


def make_added_entries(record: Record, cataloging: Cataloging) -> Iterator[Field]:
    """Make the fields 700, 710 and 720."""
    main = record.authors[0] if has_main_entry(record) else None
    for credit in (credit for credit in record.credits if credit is not main):
        if not credit.heading:
            # Whether a name is a person's is not known of everybody; that it is a group's is stated.
            kind = "2 " if credit.group else "  "
            yield from data_field(
                "720", kind, ("a", credit.name), ("e", name_role(credit, cataloging)), ("4", _code(credit))
            )
        elif credit.group:
            yield from data_field("710", "2 ", *_end(divide(credit.heading)), *_qualify(credit, cataloging))
        else:
            yield from _make_person("700", credit, cataloging)


def _make_person(tag: str, credit: Credit, cataloging: Cataloging) -> Iterator[Field]:
    heading = credit.heading.strip().rstrip(",")
    dated = _DATES.fullmatch(heading)
    parts = (("a", f"{dated['name']},"), ("d", dated["dates"])) if dated else divide(heading)
    indicators = ("1" if "," in parts[0][1].rstrip(",") else "0") + " "
    return data_field(tag, indicators, *_end(parts), *_qualify(credit, cataloging))


def _end(parts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """End a heading before the relationship: with a comma, but for a year that is open (``1990-``)."""
    code, text = parts[-1]
    ended = text.rstrip(" ,")
    return *parts[:-1], (code, ended if ended.endswith("-") else f"{ended},")


def _qualify(credit: Credit, cataloging: Cataloging) -> tuple[tuple[str, str], ...]:
    code = "1" if any(place in credit.authority for place in _THINGS) else "0"
    return ("e", f"{name_role(credit, cataloging)}."), ("4", _code(credit)), (code, credit.authority)


def name_role(credit: Credit, cataloging: Cataloging) -> str:
    """Name what somebody did, in the language of cataloging."""
    ui = cataloging.ui
    named: Mapping[Role, str] = {
        "author": ui.text("author"),
        "editor": ui.text("editor"),
        "translator": ui.text("translator"),
        "reviewer": ui.text("reviewer"),
    }
    return named.get(credit.role) or ui.text("contributor")


def _code(credit: Credit) -> str:
    return _RELATIONSHIPS.get(credit.role, _HELPED)
