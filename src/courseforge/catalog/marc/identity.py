"""By what a record is known: numbers, call number, who made it, which language the thing is in."""

from collections.abc import Iterator

from pymarc import Field

from courseforge.catalog.marc.cataloging import Cataloging
from courseforge.catalog.marc.fields import data_field
from courseforge.catalog.marc.languages import UNDETERMINED, base, marc_language
from courseforge.model import Record


def make_identity(record: Record, cataloging: Cataloging) -> Iterator[Field]:
    """Make the fields 024 to 099."""
    number = cataloging.catalog.call_number, record.catalog.call_number
    yield from make_numbers(record.identifier or record.id, record.url, cataloging)
    yield from make_source(cataloging)
    yield from _make_languages(record)
    # Of no classification (https://www.oclc.org/bibformats/en/0xx/099.html); 090 and 092 are of LC and Dewey.
    yield from data_field("099", "  ", ("a", " ".join(filter(None, number))))


def make_numbers(identifier: str, url: str, cataloging: Cataloging) -> Iterator[Field]:
    """Say our number again: a library system gives 001 a number of its own."""
    if "://" in url:
        yield from data_field("024", "7 ", ("a", url), ("2", "uri"))
    if cataloging.code:
        yield from data_field("035", "  ", ("a", cataloging.control_number(identifier)))
    else:
        yield from data_field("024", "8 ", ("a", identifier))


def make_source(cataloging: Cataloging) -> Iterator[Field]:
    """Say who cataloged (040): by RDA, for any provider (https://www.loc.gov/aba/pcc/scs/documents/PN-RDA-Combined.html)."""
    agency, language = cataloging.agency, marc_language(cataloging.language)
    return data_field("040", "  ", ("a", agency), ("b", language), ("e", "rda"), ("e", "pn"), ("c", agency))


def _make_languages(record: Record) -> Iterator[Field]:
    """Say what 008 has no room for: the original's language, and a language that MARC has no code for."""
    code = marc_language(record.language)
    original = next((other.language for other in record.translations if other.original), "")
    if original:
        yield from data_field("041", "1 ", ("a", code), ("h", marc_language(original)))
    if code == UNDETERMINED and len(base(record.language)) == 3:
        yield from data_field("041", f"{1 if original else ' '}7", ("a", base(record.language)), ("2", "iso639-3"))
