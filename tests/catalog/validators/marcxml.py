"""MARCXML: the form of the XML, and that pymarc and Perl's MARC tools read the same records from it."""

import io
from pathlib import Path

import pymarc
from lxml import etree

from .xml_form import validate_by_relax_ng

SHAPE = Path(__file__).parents[1] / "shapes" / "marcxml.rng"


def validate_marcxml(data: bytes) -> list[str]:
    """Return what is wrong with a MARCXML document of bibliographic records.

    The form is checked with our own RELAX NG reading of the MARCXML documentation.
    """
    findings = validate_by_relax_ng(data, SHAPE)
    if findings:
        return findings
    records = read_marcxml(data)
    written = len(etree.fromstring(data).findall(".//{http://www.loc.gov/MARC21/slim}record")) or 1
    return [] if len(records) == written else [f"pymarc reads {len(records)} records, and {written} are written"]


def read_marcxml(data: bytes) -> list[pymarc.Record]:
    """Return the records that pymarc reads from MARCXML."""
    return [record for record in pymarc.parse_xml_to_array(io.BytesIO(data), strict=True) if record is not None]
