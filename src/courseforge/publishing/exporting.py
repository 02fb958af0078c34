"""``export``: records and books in the formats that other systems read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from courseforge.catalog import EXPORTERS, Anthology, Collection, explain_silence
from courseforge.diagnostics import Diagnostic, Severity, hide_private, sort_diagnostics
from courseforge.errors import CourseforgeError
from courseforge.execution.executors import LOCAL, open_executor
from courseforge.model import Library, Mode, PublishedItem, Record, SiteFile
from courseforge.model.watcher import SILENT, Watcher
from courseforge.publishing.drafting import make_draft
from courseforge.publishing.order import Order, hold_build_folder
from courseforge.publishing.sources import read_sources, today
from courseforge.publishing.withholding import hold_proposals, withhold
from courseforge.reading import read_published
from courseforge.records import make_records, stamp_records, update_published
from courseforge.writing import write_if_changed


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What exporting gave.

    Attributes:
        folder: where the files are.
        files: their paths below it, sorted.
        records: lessons and courses that were described, every language counted.
        written: files that are new or different.
    """

    folder: Path
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    records: int
    written: int


def export(
    root: Path,
    name: str,
    folder: Path,
    *,
    lessons: Iterable[str] = (),
    since: str = "",
    title: str = "",
    watcher: Watcher = SILENT,
) -> ExportReport:
    """Write the files of one format, in the shape they have below ``catalog/`` of the site.

    What has errors is left out, as in a build. Nothing is noted in ``catalog/published.json``: to export is not to
    publish.

    Args:
        name: of the format (``EXPORTERS``).
        lessons: ids of the lessons and courses that are wanted, in their order; none for all.
        since: ISO 8601 date: only what catalogs are told otherwise since that day, and what was withdrawn since.
        title: of the book made of the wanted lessons.

    Raises:
        CourseforgeError: a wanted id is not published here.
    """
    root, lessons = root.absolute(), tuple(lessons)
    settings, reading = read_sources(root, Mode.LIBRARY, watcher)
    library, waiting = withhold(reading.library, reading.diagnostics)
    said: tuple[Diagnostic, ...] = (*reading.diagnostics, *waiting)
    files: tuple[SiteFile, ...] = ()
    if EXPORTERS[name].needs_pages:
        library, files, said = _make_pages(root, watcher)
    library, _ = hold_proposals(library)  # pages are made of them too, as for a preview; nobody is handed those
    published, faults = read_published(root)
    items, _ = update_published(library, published, today())
    records, items = stamp_records(make_records(library, settings, items), items, library.unreadable, today())
    collection = Collection(records, settings, items, {file.path: file for file in files})
    collection = _choose(collection, frozenset(lessons), since, whole=EXPORTERS[name].needs_pages)
    if lessons:
        collection = replace(collection, anthology=Anthology(lessons, title))
    made: list[str] = []
    written = 0
    for path, data in EXPORTERS[name].make(collection):
        written += write_if_changed(folder / path.removeprefix("catalog/"), data)
        made.append(path.removeprefix("catalog/"))
    errors = (d for d in (*said, *faults) if d.severity is Severity.ERROR)  # to find the rest is up to ``check``
    diagnostics = hide_private(sort_diagnostics((*errors, *explain_silence((name,), settings))))
    return ExportReport(folder, diagnostics, tuple(sorted(made)), len(collection.records), written)


def _make_pages(root: Path, watcher: Watcher) -> tuple[Library, tuple[SiteFile, ...], tuple[Diagnostic, ...]]:
    """Make the site's pages, without writing them down as published."""
    with open_executor(LOCAL, Mode.LIBRARY) as cluster, hold_build_folder(root, Mode.LIBRARY, watcher) as build:
        draft = make_draft(
            Order(root, build, Mode.LIBRARY, force=False, cluster=cluster, watcher=watcher), run=True, record=False
        )
    return draft.library, draft.files, draft.diagnostics


def _choose(collection: Collection, wanted: frozenset[str], since: str, *, whole: bool) -> Collection:
    """Leave the records that were asked for, and the withdrawn items of that time.

    Args:
        whole: a course in which anything has changed is left whole; no book has only the new half of it.
    """
    unknown = sorted(wanted - {record.id for record in collection.records})
    if unknown:
        hint = "An id is the course's folder and the lesson's file name: sound-lab/first-beat"
        raise CourseforgeError(f"Nothing with the id “{unknown[0]}” is published here.", hint)
    records = [record for record in collection.records if _is_wanted(record, wanted)]
    new = {_course_of(record) for record in records if record.recorded >= since}
    records = [record for record in records if record.recorded >= since or (whole and _course_of(record) in new)]
    items = [item for item in collection.items if not item.withdrawn or _is_gone_since(item, wanted, since)]
    return replace(collection, records=tuple(records), items=tuple(items), since=since)


def _is_wanted(record: Record, wanted: frozenset[str]) -> bool:
    return not wanted or record.id in wanted or record.course_id in wanted


def _course_of(record: Record) -> tuple[str, str]:
    return record.course_id or record.id, record.language


def _is_gone_since(item: PublishedItem, wanted: frozenset[str], since: str) -> bool:
    return not wanted and item.withdrawn >= since
