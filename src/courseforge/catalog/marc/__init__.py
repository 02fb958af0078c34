"""Records -> MARC 21 and MARCXML, the formats that library systems load. The only importer of pymarc."""

from courseforge.catalog.marc.cataloging import Cataloging, describe_cataloging
from courseforge.catalog.marc.files import make_marc_files, make_marcxml_file
from courseforge.catalog.marc.record import make_marc_record
from courseforge.catalog.marc.withdrawn import make_deletion
from courseforge.catalog.marc.xml import write_marcxml

__all__ = [
    "Cataloging",
    "describe_cataloging",
    "make_deletion",
    "make_marc_files",
    "make_marc_record",
    "make_marcxml_file",
    "write_marcxml",
]
