"""Sources -> everything that is to be published, held to every gate, before anything is written."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from courseforge.checks import (
    LibrarySubject,
    PageSubject,
    check_outputs,
    check_pages,
    judge,
    take_results,
    take_saved,
)
from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic, Severity, has_errors, leave_out_known, paths_with_errors
from courseforge.errors import OutputError, SourceChangedError
from courseforge.execution.failures import diagnose_results
from courseforge.execution.isolation import diagnose_isolation
from courseforge.model import ExecutionResult, Library, Mode, PublishedItem, SiteFile, leave_out
from courseforge.model.watcher import Watcher
from courseforge.publishing.order import Order
from courseforge.publishing.running import execute
from courseforge.publishing.sources import make_subject, read_sources, today
from courseforge.publishing.withholding import hold_proposals, keep_courses, keep_lessons, keep_pages, withhold
from courseforge.reading import Reading, read_published
from courseforge.reading.at_rest import mark_sources
from courseforge.records import PUBLISHED_FILE, dump_published, make_records, stamp_records, update_published
from courseforge.rendering.firewall import inspect_site
from courseforge.rendering.foreign_theme import choose_theme
from courseforge.rendering.own_templates import read_templates
from courseforge.rendering.shards.confinement import choose_walls, find_extension_folders
from courseforge.rendering.shards.workers import prepare_template
from courseforge.rendering.site import build_site
from courseforge.rendering.workplace import Workplace
from courseforge.writing import holds, refuse_unwritable

_TEXTS = (".html", ".xml", ".json", ".txt", ".css", ".js", ".webmanifest")  # of a site: what rules can read
_ATTEMPTS = 3  # to find the sources at rest


@dataclass(frozen=True, slots=True)
class Draft:
    """What has passed every gate.

    Attributes:
        library: what is published; the rest is in ``unreadable``.
        items: the next ``catalog/published.json``; None where the old one could not be read and is better kept.
        diagnostics: what was said on the whole way, unsorted.
    """

    library: Library
    results: tuple[ExecutionResult, ...]
    files: tuple[SiteFile, ...]
    items: tuple[PublishedItem, ...] | None
    diagnostics: tuple[Diagnostic, ...]


def while_nobody_saves(root: Path, make: Callable[[], Draft], watcher: Watcher) -> Draft:
    """Make a draft of the sources as they were at one moment: if a file was saved meanwhile, begin again.

    Where files are saved all the time there is no such moment, and the last draft has to do.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        before = mark_sources(root)
        try:
            draft = make()
        except SourceChangedError:
            if attempt == _ATTEMPTS:
                raise
        else:
            if attempt == _ATTEMPTS or mark_sources(root) == before:
                return draft
        watcher.stage("again", 0)
    raise AssertionError


def make_draft(order: Order, *, run: bool, record: bool) -> Draft:
    """Read, run and render once.

    Args:
        run: the lessons' code; otherwise pages show the outputs that were saved in the files.
        record: it is going to be written down what was published.
    """
    if order.cluster is None and not (order.build / "shards").is_dir():
        prepare_template()  # nothing is kept: every course has to be made, by whom can get ready while we read
    settings, reading = read_sources(
        order.root, order.mode, order.watcher, run=run, rules=_is_judged(order.mode), memory=order.memory
    )
    return draft_reading(order, settings, reading, run=run, record=record)


def draft_reading(
    order: Order,
    settings: Settings,
    reading: Reading,
    *,
    run: bool,
    record: bool,
    only: Collection[str] | None = None,
) -> Draft:
    """Run and render what was read.

    Args:
        only: paths of lessons: no other is run, and pages are made of their courses alone. None: everything.
    """
    memory = order.memory
    library, waiting = withhold(reading.library, reading.diagnostics)
    if record:
        library, proposed = hold_proposals(library)
        waiting = (*waiting, *proposed)
        _refuse_unwritable_record(order.root, library)
    running = library
    if only is not None:
        library, running = keep_courses(library, only), keep_lessons(library, only)
    # What runs gets other pages: whoever makes them starts meanwhile, on another processor.
    soon = prepare_template if order.cluster is None else None
    results, about_store = execute(order, running, settings, beginning=soon) if run else ((), ())
    saved = not run or settings.execute.execute_notebooks == "off"
    outputs = take_saved(library.lessons, memory) if saved else take_results(results)
    failures = diagnose_results(results, library.courses)
    shown = results
    if order.mode is Mode.BOOK:
        failures, shown = keep_pages(failures, results, library)
    library = leave_out(library, paths_with_errors(failures))
    sources = replace(make_subject(order.root, library, settings, order.mode, memory), outputs=outputs)
    found = check_outputs(sources) if _is_judged(order.mode) else ()
    sources = replace(sources, library=leave_out(library, paths_with_errors(found)))
    said = (*waiting, *failures, *found, *diagnose_isolation(results), *about_store)
    workplace, about_pages = _open_workplace(order, settings)
    draft = _make_site(sources, shown, reading.levels, workplace, order.watcher, preview=not record)
    later = leave_out_known(draft.diagnostics, reading.diagnostics)
    whole = (*reading.diagnostics, *judge((*said, *about_pages), sources), *later)
    return replace(draft, results=results, diagnostics=whole)


def _is_judged(mode: Mode) -> bool:
    """Tell whether lessons are held to the rules while they are built; a book's pages only when somebody checks them.

    A Jupyter Book was written for other rules, and a thousand suggestions would hide what its pages lose.
    """
    return mode is not Mode.BOOK


def _open_workplace(order: Order, settings: Settings) -> tuple[Workplace, tuple[Diagnostic, ...]]:
    """Say where pages are made and with what; a stranger's templates are not the library's."""
    templates, said = read_templates(order.root) if order.mode is not Mode.UNTRUSTED else ({}, ())
    theme, about_theme = choose_theme(settings, order.mode)
    workplace = Workplace(
        order.root,
        order.build,
        settings.courseforge.execute.workers,
        order.cluster,
        choose_walls(settings, order.mode),
        find_extension_folders(settings, order.root),
        templates,
        theme,
        order.memory,
    )
    return workplace, (*said, *about_theme)


def _make_site(
    sources: LibrarySubject,
    results: tuple[ExecutionResult, ...],
    levels: Mapping[tuple[str, str], float],
    workplace: Workplace,
    watcher: Watcher,
    *,
    preview: bool,
) -> Draft:
    """Make records, pages and catalog files; what does not pass is left out, and the rest made without it.

    Pages name each other, and records name pages: so one that is missing must be missing everywhere.
    """
    is_book = sources.mode is Mode.BOOK  # what it published, nobody has written down
    published, faults = ((), ()) if is_book else read_published(workplace.root)
    library, settings, memory = sources.library, sources.settings, sources.memory
    failed: tuple[Diagnostic, ...] = ()
    while True:
        items, vanished = update_published(library, published, today(), memory)
        records, items = stamp_records(
            make_records(library, settings, items), items, library.unreadable, today(), memory
        )
        built = build_site(
            library, results, records, settings, items=items, levels=levels, workplace=workplace, watcher=watcher
        )
        files = built.site.files
        if not is_book or settings.courseforge.catalog.formats:
            from courseforge.publishing.cataloging import make_catalog  # noqa: PLC0415 - no Jupyter Book needs it

            files = (*files, *make_catalog(records, items, built.site, settings, workplace, preview=preview))
        ours = [file for file in files if not file.path.startswith(built.foreign)]
        refused, refusals = inspect_site(ours, built.origins, built.scripts, memory)
        sources = replace(sources, library=library)
        texts = [file for file in ours if file.path.endswith(_TEXTS) and file.path not in built.repeated]
        rules = _check_pages(texts, built.origins, sources) if _is_judged(sources.mode) else ()
        found = (*judge(built.diagnostics, sources), *refusals, *rules)
        errors = tuple(d for d in found if d.severity is Severity.ERROR)
        rest = leave_out(library, paths_with_errors(errors))
        if len(list(rest.lessons)) == len(list(library.lessons)):
            break
        failed, library = (*failed, *errors), rest
    files = tuple(file for file in files if file.path not in refused)
    said = (*faults, *vanished, *failed, *found, *(() if preview else _explain_gaps(settings)))
    return Draft(library, results, files, None if has_errors(faults) else items, said)


def _explain_gaps(settings: Settings) -> tuple[Diagnostic, ...]:
    from courseforge.publishing.cataloging import explain_gaps  # noqa: PLC0415 - no Jupyter Book needs it

    return explain_gaps(settings)


def _check_pages(
    texts: Iterable[SiteFile], origins: Mapping[str, str], sources: LibrarySubject
) -> tuple[Diagnostic, ...]:
    """Hold what readers are given to the rules: pages, feeds, and everything else that is text."""
    pages = [
        PageSubject(file.path, partial(_read_text, file), sources, origins.get(file.path, ""), file.sha256)
        for file in texts
    ]
    return check_pages(pages, sources)


def _read_text(file: SiteFile) -> str:
    return file.read_bytes().decode(errors="replace")


def _refuse_unwritable_record(root: Path, library: Library) -> None:
    """Refuse before the long work what would be refused after it, unless there is nothing new to write down."""
    published, faults = read_published(root)
    if has_errors(faults):
        return
    try:
        refuse_unwritable((root / PUBLISHED_FILE).parent)
    except OutputError:
        items, _ = update_published(library, published, today())
        if not holds(root / PUBLISHED_FILE, dump_published(items)):
            raise
