"""The files: everything, and what a library that loaded everything before has to add, replace and delete."""

from collections.abc import Iterator
from io import BytesIO

from courseforge.catalog.collection import Collection
from courseforge.catalog.marc.cataloging import describe_cataloging
from courseforge.catalog.marc.record import make_marc_record
from courseforge.catalog.marc.withdrawn import make_deletion
from courseforge.catalog.marc.xml import CLOSING, OPENING, write_marcxml


def make_marc_files(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Make the binary files (ISO 2709): ``all``, and ``new``, ``changed`` and ``deleted`` of a time.

    That time begins on the day for which an export was asked, else on the day of the last publication in which
    anything changed. An empty file says that there is nothing of its kind.
    """
    cataloging, since = describe_cataloging(collection), collection.since or collection.day
    everything, new, changed = BytesIO(), BytesIO(), BytesIO()
    for record in collection.records:
        data = make_marc_record(record, cataloging).as_marc()
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
    for record in collection.records:
        document.write(write_marcxml(make_marc_record(record, cataloging)).encode())
    document.write(CLOSING.encode())
    yield "catalog/marc/all.xml", document.getvalue()  # gives what was written, and no copy of it
