"""Statements of school standards that a lesson serves, as Common Cartridge names them: by GUID alone."""

import re
from collections.abc import Iterator

from courseforge.catalog.xml_text import branch, leaf
from courseforge.model import Alignment, Record

NAMESPACE = "http://www.imsglobal.org/xsd/imsccv1p3/imscsmd_v1p0"
_GUID = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9a-fA-F])")


def write_standards(record: Record) -> str:
    """Write the standards that a lesson teaches or assesses; nothing where none of them has a GUID."""
    sets = "".join(_list_sets(record))
    inner = branch("curriculumStandardsMetadata", sets)
    return branch("curriculumStandardsMetadataSet", inner, {"xmlns": NAMESPACE}) if sets else ""


def find_guid(alignment: Alignment) -> str:
    """Return the GUID in a statement's code or address, as CASE registries give them; empty where there is none."""
    found = _GUID.search(alignment.code) or _GUID.search(alignment.url)
    return found[0] if found else ""


def _list_sets(record: Record) -> Iterator[str]:
    for alignment in record.alignments:
        guid = find_guid(alignment)
        if guid and alignment.type != "prerequisite":
            label = " ".join(f"{alignment.framework} {alignment.code or alignment.name}".replace(guid, "").split())
            version = {"version": alignment.version} if alignment.version else {}
            yield branch("setOfGUIDs", branch("labelledGUID", leaf("label", label) + leaf("GUID", guid)), version)
