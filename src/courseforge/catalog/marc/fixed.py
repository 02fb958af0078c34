"""Leader and fixed fields: everything that is said by a code in its place."""

from collections.abc import Iterator

from pymarc import Field

from courseforge.catalog.marc.audience import code_audience
from courseforge.catalog.marc.cataloging import Cataloging
from courseforge.catalog.marc.fields import control_field
from courseforge.catalog.marc.languages import marc_language
from courseforge.model import Record

_GOVERNMENT = {"local": "l", "state": "s", "federal": "f", "other": "z"}
_UNKNOWN = "u"
_NO_COUNTRY = "xx "
SHORTENED_AT = 38  # of 008: what does not fit into a record was left out


def make_leader(status: str, level: str) -> str:
    """Make a leader: language material, a monograph, UTF-8, ISBD punctuation; lengths are filled in on writing.

    A lesson changes after it was published, but an integrating resource (07 ``i``) has an 008 without audience.

    Args:
        status: 05: ``n``, ``c`` or ``d``.
        level: 17, how complete it is.
    """
    return f"00000{status}am a2200000{level}i 4500"


def describe_status(record: Record) -> str:
    """Return the leader of a record: partial until a cataloger has looked at it, then minimal, which is final."""
    is_corrected = record.first and record.recorded > record.first
    return make_leader("c" if is_corrected else "n", "7" if record.catalog.reviewed.date else "5")


def make_fixed_fields(record: Record, cataloging: Cataloging) -> Iterator[Field]:
    """Make the fields 001 to 008."""
    government = _GOVERNMENT.get(cataloging.catalog.government, _UNKNOWN)
    audience = code_audience(record)
    yield from control_field("001", record.identifier or record.id)
    yield from control_field("003", cataloging.code)
    yield from control_field("005", stamp(record.recorded or record.last or record.first))
    yield Field("006", data=f"m    {audience}o  d {government}      ")
    yield Field("007", data=f"cr un{_code_sound(record)}||||||||")
    yield Field("008", data=_describe(record, audience, government, cataloging.catalog.country))


def stamp(day: str) -> str:
    """Write a day as field 005 has it; of the hour nothing is known."""
    return f"{day.replace('-', '')}000000.0" if day else ""


def _describe(record: Record, audience: str, government: str, country: str) -> str:
    """Make 008 of a book, which is what a lesson in words is."""
    language = marc_language(record.language)
    pictures = _code_pictures(record)
    return f"{start_of_008(record.first, country)}{pictures}{audience}o||||{government}000 0|{language} d"


def start_of_008(first: str, country: str) -> str:
    """Make 008/00-17: entered on file, date of publication, place."""
    entered = first[2:].replace("-", "") if first else "      "
    date = f"s{first[:4]}    " if first else "nuuuuuuuu"
    known = country.isascii() and country.isalpha() and country.islower() and len(country) in (2, 3)
    return f"{entered}{date}{country.ljust(3) if known else _NO_COUNTRY}"


def _code_pictures(record: Record) -> str:
    modes = record.accessibility.modes
    return "a   " if "visual" in modes else "    " if modes else "||||"


def _code_sound(record: Record) -> str:
    modes = record.accessibility.modes
    return "a" if "auditory" in modes else " " if modes else "u"
