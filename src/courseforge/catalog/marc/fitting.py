"""Keeps a record within what its form can say: 9,999 bytes for a field, 99,999 for a record (ISO 2709).

What is too long is shortened at a word, and a record from which something is missing says so (008/38 and a note).
Addresses and numbers are never cut: a field whose address does not fit is left out.
"""

from collections.abc import Iterator, Sequence

from pymarc import Field, Indicators, Subfield

from courseforge.catalog.marc.fixed import SHORTENED_AT
from courseforge.catalog.marc.text import cut

LONGEST_FIELD, LONGEST_RECORD = 9_999, 99_999
_LEADER, _ENTRY, _ENDS = 24, 12, 2
_SHORTER = 2_000  # bytes of a field, where all of them are too much
_WHOLE = frozenset("0124568uow")  # subfields that mean nothing when they are cut
_NUMBERS = "100"  # fields before this one hold numbers and codes
# What is missed least, where there is too much of it, and what is missed most.
_LISTS = frozenset({"500", "505", "653"})
_NEEDED = frozenset({"024", "035", "040", "245", "264", "506", "520", "540", "588", "856"})


def fit(fields: Sequence[Field], note: Sequence[Field]) -> list[Field]:
    """Return the fields, shortened where they have to be.

    Args:
        note: what is added in that case.
    """
    if _is_small(fields):
        return list(fields)
    fitted = list(_shorten_all(fields, LONGEST_FIELD))
    if _measure_record((*fitted, *note)) > LONGEST_RECORD:
        fitted = _drop(list(_shorten_all(fields, _SHORTER)), note)
    if [field.as_marc("utf-8") for field in fitted] == [field.as_marc("utf-8") for field in fields]:
        return fitted
    marked = [_mark(field) if field.tag == "008" else field for field in fitted]
    return sorted((*marked, *note), key=lambda field: field.tag)


def _is_small(fields: Sequence[Field]) -> bool:
    """Tell quickly that nothing can be too long: no character has more than four bytes."""
    lengths = [sum(len(subfield.value) for subfield in field.subfields) for field in fields]
    return max(lengths, default=0) < 2_300 and sum(lengths) < 20_000 and len(fields) < 200


def _measure(field: Field) -> int:
    return len(field.as_marc("utf-8"))


def _measure_record(fields: Sequence[Field]) -> int:
    return _LEADER + _ENDS + sum(_measure(field) + _ENTRY for field in fields)


def _shorten_all(fields: Sequence[Field], size: int) -> Iterator[Field]:
    for field in fields:
        shortened = field if field.control_field or _measure(field) <= size else _shorten(field, size)
        if shortened is not None:
            yield shortened


def _shorten(field: Field, size: int) -> Field | None:
    """Cut the longest texts of a field until it fits."""
    subfields = list(field.subfields)
    while (over := _measure(_remake(field, subfields)) - size) > 0:
        cuttable = [place for place, subfield in enumerate(subfields) if _can_be_cut(field.tag, subfield.code)]
        if not cuttable:
            return None
        place = max(cuttable, key=lambda place: len(subfields[place].value.encode()))
        code, value = subfields[place].code, subfields[place].value
        length = len(value.encode())
        if length - over < 8:
            del subfields[place]
        else:
            subfields[place] = Subfield(code, cut(value, length - over))
    return _remake(field, subfields) if subfields else None


def _can_be_cut(tag: str, code: str) -> bool:
    return tag >= _NUMBERS and code not in _WHOLE


def _remake(field: Field, subfields: Sequence[Subfield]) -> Field:
    return Field(field.tag, Indicators(*field.indicators or "  "), list(subfields))


def _drop(fields: Sequence[Field], note: Sequence[Field]) -> list[Field]:
    """Leave out what is missed least, from the end, until the rest fits."""
    over = _measure_record((*fields, *note)) - LONGEST_RECORD
    dropped: set[int] = set()
    for field in sorted((field for field in reversed(fields) if not field.control_field), key=_rank):
        if over <= 0:
            break
        over -= _measure(field) + _ENTRY
        dropped.add(id(field))
    return [field for field in fields if id(field) not in dropped]


def _rank(field: Field) -> int:
    return 0 if field.tag in _LISTS else 1 if field.tag not in _NEEDED else 3 if field.tag == "245" else 2


def _mark(field: Field) -> Field:
    """Say in 008 that the record was shortened."""
    data = field.data or ""
    return Field("008", data=f"{data[:SHORTENED_AT]}s{data[SHORTENED_AT + 1 :]}")
