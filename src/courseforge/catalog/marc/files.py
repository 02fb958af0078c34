"""The files: everything, and what a library that loaded everything before has to add, replace and delete."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pymarc

from courseforge.catalog.collection import Collection
from courseforge.catalog.marc.cataloging import Cataloging, describe_cataloging
from courseforge.catalog.marc.record import make_marc_record
from courseforge.catalog.marc.withdrawn import make_deletion
from courseforge.catalog.marc.xml import CLOSING, OPENING, write_marcxml
from courseforge.model import Record
from courseforge.shares import take_shares

_FEW = 100  # records: fewer are made sooner than a process is forked


def make_marc_files(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Make the binary files (ISO 2709): ``all``, and ``new``, ``changed`` and ``deleted`` of a time.

    That time begins on the day for which an export was asked, else on the day of the last publication in which
    anything changed. An empty file says that there is nothing of its kind.
    """
    cataloging, since = describe_cataloging(collection), collection.since or collection.day
    everything, new, changed = BytesIO(), BytesIO(), BytesIO()
    for record, data in zip(collection.records, _make_each(collection, cataloging, _write_binary), strict=True):
        everything.write(data)
        if since and record.first >= since:
            new.write(data)
        elif since and record.recorded >= since:
            changed.write(data)
    gone = (item for item in collection.withdrawn if since and item.withdrawn >= since)
    yield "catalog/marc/all.mrc", everything.getvalue()
    yield "catalog/marc/new.mrc", new.getvalue()
    yield "catalog/marc/changed.mrc", changed.getvalue()
    yield "catalog/marc/deleted.mrc", b"".join(make_deletion(item, cataloging).as_marc() for item in gone)


def make_marcxml_file(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Make one MARCXML collection of everything."""
    cataloging = describe_cataloging(collection)
    document = BytesIO()
    document.write(OPENING.encode())
    for data in _make_each(collection, cataloging, _write_xml):
        document.write(data)
    document.write(CLOSING.encode())
    yield "catalog/marc/all.xml", document.getvalue()  # gives what was written, and no copy of it


def _make_each(
    collection: Collection, cataloging: Cataloging, write: Callable[[pymarc.Record], bytes]
) -> list[bytes]:
    def make(record: Record) -> bytes:
        return write(make_marc_record(record, cataloging))

    return take_shares(collection.records, make, dear=len(collection.records) > _FEW)


def _write_binary(record: pymarc.Record) -> bytes:
    return record.as_marc()


def _write_xml(record: pymarc.Record) -> bytes:
    return write_marcxml(record).encode()
