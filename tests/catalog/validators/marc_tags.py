"""MARC records against tables of tags that are not ours: those of Perl's MARC::Schema and MARC::Lint (Debian)."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pymarc

from ..programs import require_program
from .run import run

TABLE = Path("/usr/share/perl5/auto/share/dist/MARC-Schema/marc-schema.json")
LENGTHS = {"005": (16,), "006": (18,), "008": (40,)}  # of fixed fields, in characters
LENGTHS_OF_007 = {"a": 8, "c": 14, "d": 6, "f": 10, "g": 9, "h": 13, "k": 6, "m": 23, "o": 2, "q": 2, "r": 11,
                  "s": 14, "t": 2, "v": 9, "z": 2}  # fmt: skip
LOCAL = "9"  # tags x9x and 9xx are for libraries' own use: no table knows them

# What MARC 21 allows since the table was made (its updates 31 to 36 of 2020 to 2023): subfields, repeatable or not.
NEWER_SUBFIELDS = {
    "653": {"0": True, "1": True, "5": False},
    "658": {"0": True, "1": True},
    "856": {"e": True, "g": True, "h": True, "l": True, "n": True, "q": True, "r": True, "t": True},
}
NEWER_INDICATORS = {("856", 2): ("3", "4")}

# One line for each fault, so that what MARC::Lint says can be told from how its program sums up.
LINT = """
use MARC::Batch; use MARC::Lint; binmode STDOUT, ':encoding(UTF-8)';
my $batch = MARC::Batch->new('USMARC', $ARGV[0]); $batch->strict_off; my $lint = MARC::Lint->new;
while (my $record = $batch->next) {
    $lint->check_record($record);
    my $id = $record->field('001') ? $record->field('001')->data : '?';
    print "$id: $_\\n" for ($record->warnings, $lint->warnings);
}
print "$_\\n" for $batch->warnings;
"""


def lint_marc(data: bytes, folder: Path) -> list[str]:
    """Return what Perl's MARC::Lint has against binary MARC records; they lie in ``folder`` for the while."""
    require_program("/usr/share/perl5/MARC/Lint.pm")
    path = folder / "lint.mrc"
    path.write_bytes(data)
    return run("perl", "-e", LINT, path).splitlines()


def validate_marc_tags(record: pymarc.Record) -> list[str]:
    """Return what MARC 21 does not know in a record: tags, indicators, subfields, repetitions, lengths and codes."""
    table = _table()
    findings = list(_check_fixed("LDR", str(record.leader), table["LDR"]["positions"]))
    counts = Counter(field.tag for field in record.fields)
    for tag in sorted(tag for tag, count in counts.items() if count > 1):
        if tag in table and not table[tag]["repeatable"]:
            findings.append(f"{tag} is not repeatable")
    for field in record.fields:
        if LOCAL in field.tag[:2] and field.tag not in table:
            continue
        if field.tag not in table:
            findings.append(f"{field.tag} is not a tag")
        elif field.control_field:
            findings += _check_control(field, table[field.tag], record)
        else:
            findings += [*_check_indicators(field, table[field.tag]), *_check_subfields(field, table[field.tag])]
    return findings


@cache
def _table() -> dict[str, Any]:
    require_program("/usr/share/perl5/MARC/Schema.pm")
    fields: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))["fields"]
    return fields


def _check_control(field: pymarc.Field, definition: Mapping[str, Any], record: pymarc.Record) -> Iterator[str]:
    data = field.data or ""
    wanted = (LENGTHS_OF_007.get(data[:1], 0),) if field.tag == "007" else LENGTHS.get(field.tag, ())
    if wanted and len(data) not in wanted:
        yield f"{field.tag} has {len(data)} characters, not {wanted[0]}"
        return
    kinds = definition.get("types", {})
    for kind in _kinds_of(field.tag, data, str(record.leader)):
        yield from _check_fixed(field.tag, data, kinds.get(kind, {}).get("positions", {}))


def _kinds_of(tag: str, data: str, leader: str) -> tuple[str, ...]:
    """Return which of the tables for a fixed field hold, by what kind of thing the record is about."""
    kind, level = (leader[6], leader[7]) if tag == "008" else (data[:1], "m")
    by_kind = {"a": "Books", "t": "Books", "m": "Computer Files", "s": "Continuing Resources", "e": "Maps",
               "f": "Maps", "p": "Mixed Materials", "c": "Music", "d": "Music", "i": "Music", "j": "Music",
               "g": "Visual Materials", "k": "Visual Materials", "o": "Visual Materials", "r": "Visual Materials"}  # fmt: skip
    if tag == "007":
        return ("Common", *(("Electronic resource",) if data[:1] == "c" else ()))
    return ("All Materials", "Continuing Resources" if kind == "a" and level in "bis" else by_kind.get(kind, ""))


def _check_fixed(tag: str, data: str, positions: Mapping[str, Any]) -> Iterator[str]:
    for place, definition in positions.items():
        codes = definition.get("codes")
        value = data[definition["start"] : definition["end"]]
        if codes and value not in codes and not _is_list_of_codes(value, codes):
            yield f"{tag}/{place} ({definition['label']}) cannot be {value!r}"


def _is_list_of_codes(value: str, codes: Mapping[str, Any]) -> bool:
    """Say whether a place of several characters holds one code in each, as the illustrations of 008 do."""
    return len(value) > 1 and all(character in codes or character in "| " for character in value)


def _check_indicators(field: pymarc.Field, definition: Mapping[str, Any]) -> Iterator[str]:
    for number, value in enumerate(field.indicators or (" ", " "), start=1):
        known = (definition.get(f"indicator{number}") or {}).get("codes") or {" ": {}}
        allowed = {*known, *NEWER_INDICATORS.get((field.tag, number), ())}
        if value not in allowed and not ("1-9" in allowed and value in "123456789"):
            yield f"{field.tag} indicator {number} cannot be {value!r}"


def _check_subfields(field: pymarc.Field, definition: Mapping[str, Any]) -> Iterator[str]:
    known = {code: bool(row["repeatable"]) for code, row in definition.get("subfields", {}).items()}
    known |= NEWER_SUBFIELDS.get(field.tag, {})
    for code, count in sorted(Counter(subfield.code for subfield in field.subfields).items()):
        if code not in known:
            yield f"{field.tag} has no subfield ${code}"
        elif count > 1 and not known[code]:
            yield f"{field.tag} ${code} is not repeatable"
