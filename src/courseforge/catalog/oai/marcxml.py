"""A record as MARCXML: the same that library systems load, for harvesters that know more than Dublin Core."""

from collections.abc import Callable

from courseforge.catalog.collection import Collection
from courseforge.catalog.marc import describe_cataloging, make_marc_record, write_marcxml
from courseforge.model import Record

NAMESPACE = "http://www.loc.gov/MARC21/slim"
SCHEMA = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"


def open_marcxml(collection: Collection) -> Callable[[Record], str]:
    """Return what writes the records of a library."""
    cataloging = describe_cataloging(collection)
    return lambda record: write_marcxml(make_marc_record(record, cataloging), alone=True).rstrip()
