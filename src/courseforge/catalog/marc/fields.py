"""Makes fields out of texts."""

import re
from collections.abc import Iterator

from pymarc import Field, Indicators, Subfield

from courseforge.catalog.marc.text import clean

# What only qualifies other subfields: a field with nothing else says nothing.
_QUALIFIERS = frozenset("0124678ei")
_SUBFIELD = re.compile(r"\s{0,9}\$([a-z])\s{0,9}")


def data_field(tag: str, indicators: str, *subfields: tuple[str, str]) -> Iterator[Field]:
    """Make a data field of the subfields that say something, or none where none does.

    Args:
        indicators: two characters, a blank for each that says nothing.
        subfields: code and text of each, in order.
    """
    made = [Subfield(code, text) for code, given in subfields if (text := clean(given))]
    if any(subfield.code not in _QUALIFIERS for subfield in made):
        yield Field(tag, indicators=Indicators(indicators[0], indicators[1]), subfields=made)


def divide(text: str) -> tuple[tuple[str, str], ...]:
    """Part a heading as a cataloger may write it: ``Larkfield Public Library. $b Sewing Room``."""
    first, *rest = _SUBFIELD.split(text)
    return ("a", first), *zip(rest[::2], rest[1::2], strict=True)


def control_field(tag: str, data: str) -> Iterator[Field]:
    """Make a control field, or none where nothing is known."""
    if data := (data if data.isascii() and data.isprintable() else clean(data)):
        yield Field(tag, data=data)
