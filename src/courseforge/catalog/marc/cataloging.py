"""Who catalogs, in which language, by which local rules: what all records of a library have in common."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pymarc import Field

from courseforge import __version__
from courseforge.catalog.collection import Collection
from courseforge.catalog.marc.fields import data_field
from courseforge.catalog.marc.text import clean
from courseforge.config import CatalogSettings
from courseforge.model.marc_line import MarcLine, parse_marc_line
from courseforge.rendering.interface import Interface

PROGRAM = f"courseforge {__version__}"
_CODE = re.compile(r"[A-Za-z0-9:/-]{1,16}")  # ISIL, ISO 15511; MARC organization codes look the same


@dataclass(frozen=True, slots=True)
class Cataloging:
    """What a record needs to know besides what it describes.

    Attributes:
        language: of cataloging (BCP 47): the library's own, whatever a lesson is written in.
        ui: the words of that language.
        code: MARC organization code of the library; empty: it states none, or none that can be one.
        agency: that code, else the library's name.
        catalog: what the library's records say besides what its lessons say.
        local: fields of every record.
    """

    language: str
    ui: Interface
    code: str
    agency: str
    catalog: CatalogSettings
    local: tuple[Field, ...]

    def control_number(self, identifier: str) -> str:
        """Name another of our records: ``(TxLark)sound-lab/first-beat``; empty without an organization code."""
        return f"({self.code}){identifier}" if self.code and identifier else ""


def describe_cataloging(collection: Collection) -> Cataloging:
    """Return what a collection's records have in common."""
    stated = collection.settings.courseforge.publisher.code.strip()
    code = stated if _CODE.fullmatch(stated) else ""
    return Cataloging(
        language=collection.language,
        ui=Interface(collection.language),
        code=code,
        agency=code or clean(collection.publisher),
        catalog=collection.catalog,
        local=tuple(read_local_fields(collection.catalog.fields)),
    )


def read_local_fields(lines: tuple[str, ...]) -> Iterator[Field]:
    """Make the fields that catalogers wrote; a line that cannot be read was named when its file was read."""
    for line in lines:
        parsed = parse_marc_line(line)
        if isinstance(parsed, MarcLine):
            yield from data_field(parsed.tag, parsed.indicators, *parsed.subfields)
