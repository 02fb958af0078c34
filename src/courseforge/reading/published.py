"""``catalog/published.json``: what readers have been given so far."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from courseforge.diagnostics import Diagnostic
from courseforge.model import PublishedItem
from courseforge.reading.codes import MOST, PUBLISHED_IS_INTACT, Fault, FaultError, refuse
from courseforge.reading.json_document import read_json
from courseforge.reading.names import is_id
from courseforge.reading.source_file import MAX_LESSON_BYTES, decode, read_bytes
from courseforge.reading.wording import show

PUBLISHED_FILE = "catalog/published.json"
FORMAT = 1

_NAMES = ("id", "language", "first", "last", "hash")
_LATER = ("identifier", "record", "recorded", "withdrawn")  # not yet in every file, and not of every item
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_HASH = re.compile(r"[0-9a-f]{64}")
_RESTORE = "courseforge writes this file itself: restore it from an earlier version."


def read_published(root: Path) -> tuple[tuple[PublishedItem, ...], tuple[Diagnostic, ...]]:
    """Read the committed list of published items; a file that is not there is an empty list."""
    path = root / PUBLISHED_FILE
    if not path.exists() and not path.is_symlink():
        return (), ()
    try:
        text, faults = decode(read_bytes(path, MAX_LESSON_BYTES))
        items = _read_items(read_json(text))
    except FaultError as error:
        return (), tuple(fault.at(PUBLISHED_FILE) for fault in error.faults)
    return items, tuple(fault.at(PUBLISHED_FILE) for fault in faults)


def _read_items(document: Any) -> tuple[PublishedItem, ...]:
    if (
        not isinstance(document, dict)
        or document.get("format") != FORMAT
        or not isinstance(document.get("items"), list)
    ):
        raise refuse(PUBLISHED_IS_INTACT, f"This is not a list of published items of format {FORMAT}.", _RESTORE)
    items: list[PublishedItem] = []
    faults: list[Fault] = []
    places: set[tuple[str, str]] = set()
    for number, raw in enumerate(document["items"], start=1):
        if len(faults) >= MOST:
            break
        item = _read_item(raw)
        if item is None:
            faults.append(Fault(PUBLISHED_IS_INTACT, f"Item {number} cannot be read.", _RESTORE))
        elif (item.id, item.language) in places:
            message = f"{show(item.id)} stands twice in the language {show(item.language)}."
            faults.append(Fault(PUBLISHED_IS_INTACT, message, _RESTORE))
        else:
            places.add((item.id, item.language))
            items.append(item)
    if faults:
        raise FaultError(*faults)
    return tuple(items)


def _read_item(raw: Any) -> PublishedItem | None:
    if not isinstance(raw, dict):
        return None
    texts = {name: raw.get(name, "") for name in (*_NAMES, *_LATER)}
    moved_from = raw.get("moved_from", [])
    if not all(isinstance(text, str) for text in texts.values()) or not all(texts[name] for name in _NAMES):
        return None
    if not isinstance(moved_from, list) or not all(isinstance(id, str) and is_id(id) for id in moved_from):
        return None
    item = replace(PublishedItem("", "", "", "", ""), **texts, moved_from=tuple(moved_from))
    dated = all(_DATE.fullmatch(day) for day in (item.first, item.last, item.recorded, item.withdrawn) if day)
    return item if dated and all(_HASH.fullmatch(digest) for digest in (item.hash, item.record) if digest) else None
