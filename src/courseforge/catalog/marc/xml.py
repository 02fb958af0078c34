"""MARCXML (https://www.loc.gov/standards/marcxml/)."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

import pymarc
from pymarc import Field

NAMESPACE = "http://www.loc.gov/MARC21/slim"
SCHEMA = f"{NAMESPACE} http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<collection xmlns="{NAMESPACE}" xmlns:xsi="{_INSTANCE}" xsi:schemaLocation="{SCHEMA}">\n'
)
CLOSING = "</collection>\n"


def write_marcxml(record: pymarc.Record, *, alone: bool = False) -> str:
    """Write one record as an element.

    Args:
        alone: it stands in a document of another kind, and brings its namespace and schema along.
    """
    attributes = f' xmlns="{NAMESPACE}" xmlns:xsi="{_INSTANCE}" xsi:schemaLocation="{SCHEMA}"' if alone else ""
    fields = "".join(map(_write_field, record.fields))
    return f"<record{attributes}>\n <leader>{record.leader}</leader>\n{fields}</record>\n"


def _write_field(field: Field) -> str:
    if field.control_field:
        return f' <controlfield tag="{field.tag}">{escape(field.data or "")}</controlfield>\n'
    first, second = field.indicators or "  "
    opening = f' <datafield tag="{field.tag}" ind1={quoteattr(first)} ind2={quoteattr(second)}>\n'
    return f"{opening}{''.join(_write_subfields(field))} </datafield>\n"


def _write_subfields(field: Field) -> Iterator[str]:
    for subfield in field.subfields:
        yield f'  <subfield code="{subfield.code}">{escape(subfield.value)}</subfield>\n'
