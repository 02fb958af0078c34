"""``catalog/manifest.json``: what this release holds, so that a harvester need not fetch what it has already.

Each item has two hashes: of what readers are given (``content``) and of what catalogs are told (``record``). What is
missing in a later manifest is only away; what was taken back on purpose stays there, with its day.
"""

import json
from collections.abc import Iterator
from typing import Any

from courseforge.catalog.collection import Collection
from courseforge.model import PublishedItem
from courseforge.records.addresses import PageKind, absolute_url, page_path

MANIFEST_FILE = "catalog/manifest.json"


def make_manifest(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Return the manifest; it is made last, for it names the files of all other formats."""
    content = {
        "format": 1,
        "title": collection.title,
        "url": collection.baseurl,
        "day": collection.day,
        "items": [_describe(item, collection) for item in collection.items],
        "files": [
            {"path": path, "size": size, "sha256": digest} for path, (size, digest) in sorted(collection.made.items())
        ],
    }
    yield MANIFEST_FILE, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _describe(item: PublishedItem, collection: Collection) -> dict[str, Any]:
    kind: PageKind = "lesson" if "/" in item.id else "course"
    path = page_path(kind, item.id, item.language, collection.language)
    said = {
        "identifier": collection.identify(item),
        "id": item.id,
        "kind": kind,
        "language": item.language,
        "url": absolute_url(path, collection.baseurl),
        "first": item.first,
        "last": item.last,
        "content": item.hash,
        "recorded": item.recorded,
        "record": item.record,
        "withdrawn": item.withdrawn,
        "moved_from": list(item.moved_from),
    }
    return {name: value for name, value in said.items() if value}
