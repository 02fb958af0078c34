"""The whole repository in one file, which a gateway turns into answers.

After http://www.openarchives.org/OAI/2.0/guidelines-static-repository.htm: fewer than 5,000 records, no sets, and no
word of what was withdrawn.
"""

from collections.abc import Iterable, Iterator, Sequence

from courseforge.catalog.collection import Collection
from courseforge.catalog.oai.entries import Entry
from courseforge.catalog.oai.identity import STATIC_PATH, Repository, write_identity
from courseforge.catalog.oai.metadata_formats import METADATA_FORMATS, MetadataFormat, Writer, write_metadata_formats
from courseforge.catalog.xml_text import DECLARATION, branch, leaf

_MOST = 4999
_NAMESPACE = "http://www.openarchives.org/OAI/2.0/static-repository"
_NAMES = {
    "xmlns": _NAMESPACE,
    "xmlns:oai": "http://www.openarchives.org/OAI/2.0/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{_NAMESPACE} {_NAMESPACE}.xsd",
}


def write_static_repository(
    repository: Repository, entries: Sequence[Entry], collection: Collection
) -> Iterator[tuple[str, bytes]]:
    """Write the file, unless there is nothing for it to say or more than it may hold."""
    there = [entry for entry in entries if entry.record]
    if not 0 < len(there) <= _MOST:
        return
    identity = write_identity(repository, repository.static_url, there[0].day, deletions="no", prefix="oai:")
    parts = [
        branch("Identify", identity),
        branch("ListMetadataFormats", write_metadata_formats("oai:")),
        *(_write_list(row, there, row.open(collection)) for row in METADATA_FORMATS),
    ]
    yield STATIC_PATH, (DECLARATION + branch("Repository", "\n".join(parts), _NAMES) + "\n").encode()


def _write_list(row: MetadataFormat, entries: Iterable[Entry], write: Writer) -> str:
    records = (
        branch(
            "oai:record",
            branch("oai:header", leaf("oai:identifier", entry.identifier) + leaf("oai:datestamp", entry.day))
            + branch("oai:metadata", write(entry.record)),
        )
        for entry in entries
        if entry.record
    )
    return branch("ListRecords", "\n".join(records), {"metadataPrefix": row.prefix})
