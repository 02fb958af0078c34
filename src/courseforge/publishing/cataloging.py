"""Records and pages -> the catalog's files, kept on the disk until the site is written."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from courseforge.catalog import Collection, choose_formats, explain_silence, export_all
from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic
from courseforge.model import PublishedItem, Record, Site, SiteFile
from courseforge.publishing.shelf import FolderShelf
from courseforge.rendering.assembly import make_file
from courseforge.rendering.workplace import Workplace
from courseforge.writing import refuse_links, remove_others, write_if_changed

_FOLDER = "catalog"  # of what is built
_SHELF = "books"
_LARGE = 1 << 18  # bytes: larger files wait on the disk


def make_catalog(
    records: tuple[Record, ...],
    items: tuple[PublishedItem, ...],
    site: Site,
    settings: Settings,
    workplace: Workplace,
    *,
    preview: bool,
) -> tuple[SiteFile, ...]:
    """Make every file of the catalog.

    Args:
        preview: make only what is made at once.
    """
    formats = choose_formats(settings.courseforge.catalog.formats, preview=preview)
    collection = Collection(records, settings, items, {file.path: file for file in site.files})
    if preview:
        make = partial(_make_here, collection, formats)
        return workplace.memory.recall("catalog", (settings, records, hash(items)), make)
    folder, shelf = workplace.build / _FOLDER, FolderShelf(workplace.build / _SHELF)
    refuse_links(folder)
    made = tuple(_make_there(replace(collection, shelf=shelf), formats, workplace, shelf))
    remove_others(folder, {file.path for file in made if not isinstance(file.source, bytes)})
    shelf.remove_others()
    return made


def explain_gaps(settings: Settings) -> tuple[Diagnostic, ...]:
    """Say which formats a library gets no files of, where it asked for them or has an address to offer them at."""
    named = settings.courseforge.catalog.formats
    return explain_silence(named or choose_formats(()), settings) if named or settings.html.baseurl else ()


def _make_here(collection: Collection, formats: tuple[str, ...]) -> tuple[SiteFile, ...]:
    return tuple(make_file(path, data) for path, data in export_all(collection, formats))


def _make_there(
    collection: Collection, formats: tuple[str, ...], workplace: Workplace, shelf: FolderShelf
) -> Iterator[SiteFile]:
    """Hand on one file after another: of a large library, all of them together would not fit into memory."""
    for path, data in export_all(collection, formats):
        kept = shelf.find(path)
        if kept is not None:
            yield kept
            continue
        if len(data) < _LARGE:
            yield make_file(path, data)
            continue
        place = workplace.build / _FOLDER / path
        write_if_changed(place, data, durable=False)
        yield SiteFile(path, hashlib.sha256(data).hexdigest(), len(data), source=place)
