"""Library + addresses -> Records: what catalogs are told, made without opening a file."""

from courseforge.records.addresses import absolute_url, page_path, relative_url
from courseforge.records.library_records import make_records
from courseforge.records.publication import PUBLISHED_FILE, dump_published, update_published
from courseforge.records.schema_org import describe, make_json_ld
from courseforge.records.stamps import stamp_records

__all__ = [
    "PUBLISHED_FILE",
    "absolute_url",
    "describe",
    "dump_published",
    "make_json_ld",
    "make_records",
    "page_path",
    "relative_url",
    "stamp_records",
    "update_published",
]
