"""The records of a repository, each with its name and its day, and what is left of those that were withdrawn."""

from dataclasses import dataclass
from operator import attrgetter
from urllib.parse import quote

from courseforge.catalog.collection import Collection
from courseforge.model import Record

_PLAIN = "-_.!~*'();/?:@&=+$,"  # may stand in an oai identifier as they are


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the repository.

    Attributes:
        identifier: ``oai:<domain>:<identifier of the record>``; it stays when a lesson moves.
        day: ISO 8601 date since when harvesters are told what they are told.
        record: None where it was withdrawn.
    """

    identifier: str
    day: str
    record: Record | None = None


def list_entries(collection: Collection, domain: str) -> tuple[Entry, ...]:
    """Return what was there or still is, the oldest first: what is new comes at the end, on the last page."""
    gone = (Entry(_name(collection.identify(item), domain), item.withdrawn) for item in collection.withdrawn)
    there = (
        # A record also says when its lesson last changed.
        Entry(_name(record.identifier or record.id, domain), max(record.recorded, record.last), record)
        for record in collection.records
    )
    entries = {entry.identifier: entry for entry in (*gone, *there) if entry.day}
    return tuple(sorted(entries.values(), key=attrgetter("day", "identifier")))


def _name(identifier: str, domain: str) -> str:
    return f"oai:{domain}:{quote(identifier, safe=_PLAIN)}"
