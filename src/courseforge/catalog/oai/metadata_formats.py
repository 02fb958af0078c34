"""The formats in which a repository gives its records."""

from collections.abc import Callable
from dataclasses import dataclass

from courseforge.catalog.collection import Collection
from courseforge.catalog.oai import dublin_core, marcxml
from courseforge.catalog.xml_text import branch, leaf
from courseforge.model import Record

#: Writes a record as one XML element that declares its own namespaces.
Writer = Callable[[Record], str]


@dataclass(frozen=True, slots=True)
class MetadataFormat:
    """One row.

    Attributes:
        prefix: its name in requests.
        schema: address of its XML Schema.
        open: makes ready to write the records of a collection.
    """

    prefix: str
    schema: str
    namespace: str
    open: Callable[[Collection], Writer]


METADATA_FORMATS = (
    MetadataFormat("oai_dc", dublin_core.SCHEMA, dublin_core.NAMESPACE, lambda _: dublin_core.write_dublin_core),
    MetadataFormat("marcxml", marcxml.SCHEMA, marcxml.NAMESPACE, marcxml.open_marcxml),
)


def write_metadata_formats(prefix: str = "") -> str:
    """Write what stands in ``ListMetadataFormats``.

    Args:
        prefix: of the names of elements.
    """
    return "".join(
        branch(
            f"{prefix}metadataFormat",
            leaf(f"{prefix}metadataPrefix", row.prefix)
            + leaf(f"{prefix}schema", row.schema)
            + leaf(f"{prefix}metadataNamespace", row.namespace),
        )
        for row in METADATA_FORMATS
    )
