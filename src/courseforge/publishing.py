"""The order of the stages: the only file that knows it.

sources -> Library -> (gate 1) -> results -> (gate 2) -> Records -> Site -> catalog files -> firewall (gate 3) -> disk
"""

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from courseforge.catalog import export_all
from courseforge.checks import (
    LibrarySubject,
    PageSubject,
    check_outputs,
    check_pages,
    check_sources,
    judge,
    list_modules,
    read_style,
    take_results,
    take_saved,
)  # fmt: skip
from courseforge.config import BUILD_FOLDER, Settings
from courseforge.diagnostics import (
    Diagnostic,
    Severity,
    has_errors,
    leave_out_known,
    paths_with_errors,
    sort_diagnostics,
)
from courseforge.errors import ConfigurationError, OutputError, SourceChangedError
from courseforge.execution import diagnose_isolation, diagnose_results, execute_lessons, recall_lessons
from courseforge.execution.executors import LOCAL, Cluster, open_executor
from courseforge.execution.strangers import confine_settings, diagnose_wishes, refuse_imports
from courseforge.model import CellOutputs, ExecutionResult, Library, Mode, PublishedItem, SiteFile, leave_out
from courseforge.reading import Reading, read_assets, read_library, read_published, read_settings
from courseforge.reading.at_rest import mark_sources
from courseforge.records import PUBLISHED_FILE, dump_published, make_records, update_published
from courseforge.writing import (
    hold_lock,
    holds,
    refuse_links,
    refuse_unwritable,
    remove_others,
    remove_parts,
    write_if_changed,
)  # fmt: skip

if TYPE_CHECKING:
    from courseforge.rendering import Watcher, Workplace


class _Silent:
    def stage(self, name: str, total: int) -> None: ...
    def started(self, what: str) -> None: ...
    def finished(self, what: str) -> None: ...


SILENT: "Watcher" = _Silent()
_TEXTS = (".html", ".xml", ".json", ".txt", ".css", ".js", ".webmanifest")  # of a site: what rules can read
_ATTEMPTS = 3  # to find the sources at rest


@dataclass(frozen=True, slots=True)
class Report:
    """What checking found.

    Attributes:
        lessons: that can be read, every language counted.
        courses: that have such a lesson.
        clean: lessons among them without an error or a warning of their own.
        sources: what was looked at.
    """

    diagnostics: tuple[Diagnostic, ...]
    lessons: int
    courses: int
    clean: int
    sources: LibrarySubject


@dataclass(frozen=True, slots=True)
class RunReport:
    """What running gave, in lesson order."""

    results: tuple[ExecutionResult, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What building gave.

    Attributes:
        site: the folder of the published site.
        pages: HTML pages of the site.
        lessons: lessons published, every language counted.
        written: files of the site that are new or different.
        removed: files that no longer belong to it.
        kept: nothing could be published, so the site was left as it was.
    """

    site: Path
    diagnostics: tuple[Diagnostic, ...]
    results: tuple[ExecutionResult, ...]
    pages: int
    lessons: int
    written: int
    removed: int
    kept: bool = False


def check(root: Path, *, mode: Mode = Mode.LIBRARY, external: bool = False) -> Report:
    """Read everything and say what is wrong with it; no lesson is run.

    Args:
        mode: what the folder holds and whose it is.
        external: ask other sites whether the linked pages are still there.
    """
    settings, reading = _read(root, SILENT, mode)
    outputs = _recall_outputs(root, settings, reading.library, mode)
    sources = LibrarySubject(reading.library, settings, mode, outputs=outputs)
    said = (*reading.diagnostics, *check_outputs(sources))
    if external:
        said = (*said, *_check_links(root, sources))
    lessons = tuple(reading.library.lessons)
    courses = {course.id for course in reading.library.courses}
    to_mend = {d.location.path for d in said if d.severity is not Severity.INFO}
    clean = sum(lesson.path not in to_mend for lesson in lessons)
    return Report(sort_diagnostics(said), len(lessons), len(courses), clean, sources)


def _check_links(root: Path, library: LibrarySubject) -> tuple[Diagnostic, ...]:
    """Ask other sites; a stranger's folder is not believed about what they answered earlier."""
    from courseforge.checks.external import check_external  # noqa: PLC0415 - every other check would wait for it

    with TemporaryDirectory() as elsewhere:
        folder = Path(elsewhere) if library.mode is Mode.UNTRUSTED else root / BUILD_FOLDER
        refuse_links(folder)
        return judge(check_external(library, folder / "links.json"), library)


def _recall_outputs(
    root: Path, settings: Settings, library: Library, mode: Mode
) -> Mapping[tuple[str, str], tuple[CellOutputs, ...]]:
    """Return what the last runs gave, where that still holds; a stranger's folder is not believed about it."""
    if settings.execute.execute_notebooks == "off":
        return take_saved(library.lessons)
    if mode is Mode.UNTRUSTED:
        return {}
    return take_results(recall_lessons(library.courses, root, root / BUILD_FOLDER / "cache", settings))


def run(
    root: Path,
    *,
    force: bool = False,
    prune: bool = False,
    mode: Mode = Mode.LIBRARY,
    executor: str = LOCAL,
    watcher: "Watcher" = SILENT,
) -> RunReport:
    """Run every lesson that can be read.

    Args:
        force: run also what has not changed since its last run.
        prune: forget earlier runs that no lesson uses any more.
        mode: what the folder holds and whose it is.
        executor: who does the work (``open_executor``).
    """
    root = root.absolute()  # workers stand elsewhere
    with open_executor(executor) as cluster, _hold_build_folder(root, mode, watcher) as build:
        settings, reading = _read(root, watcher, mode)
        library = leave_out(reading.library, paths_with_errors(reading.diagnostics))
        said = list(reading.diagnostics)
        run_all = partial(_execute, library, settings, root, build, cluster)
        results = run_all(force=force, prune=prune, mode=mode, watcher=watcher, say=said.append)
    said += (*diagnose_results(results, library.courses), *diagnose_isolation(results))
    return RunReport(results, sort_diagnostics(said))


def publish(
    root: Path,
    *,
    execute: bool = True,
    force: bool = False,
    record: bool = True,
    mode: Mode = Mode.LIBRARY,
    executor: str = LOCAL,
    watcher: "Watcher" = SILENT,
) -> BuildReport:
    """Make the site. What has errors is left out; everything else is published.

    Args:
        execute: run the lessons; otherwise pages show the outputs that were saved in the files.
        force: run also what has not changed since its last run.
        record: write down in ``catalog/published.json`` what was published; a preview does not.
        mode: what the folder holds and whose it is.
        executor: who does the work (``open_executor``).
    """
    # A check makes no pages, and would wait for these a third of its start.
    from courseforge.rendering import Workplace  # noqa: PLC0415
    from courseforge.rendering.shards.confinement import choose_walls, find_extension_folders  # noqa: PLC0415

    root = root.absolute()  # workers stand elsewhere
    record = record and mode is not Mode.UNTRUSTED
    refuse_links(root / "catalog")
    with open_executor(executor) as cluster, _hold_build_folder(root, mode, watcher) as build:
        site = build / "site"
        refuse_unwritable(site, build / "stage", build / "shards")

        def make_draft() -> _Draft:
            settings, reading = _read(root, watcher, mode)
            library = leave_out(reading.library, paths_with_errors(reading.diagnostics))
            if record:
                _refuse_unwritable_record(root, library)
            results: tuple[ExecutionResult, ...] = ()
            about_store: list[Diagnostic] = []
            if execute:
                run_all = partial(_execute, library, settings, root, build, cluster)
                results = run_all(force=force, mode=mode, watcher=watcher, say=about_store.append)
            saved = not execute or settings.execute.execute_notebooks == "off"
            outputs = take_saved(library.lessons) if saved else take_results(results)
            failures = diagnose_results(results, library.courses)
            library = leave_out(library, paths_with_errors(failures))
            sources = LibrarySubject(library, settings, mode, outputs=outputs)
            found = check_outputs(sources)
            sources = replace(sources, library=leave_out(library, paths_with_errors(found)))
            said = (*failures, *found, *diagnose_isolation(results), *about_store)
            walls, folders = choose_walls(settings, mode), find_extension_folders(settings, root)
            workplace = Workplace(root, build, settings.courseforge.execute.workers, cluster, walls, folders)
            draft = _draft(sources, results, workplace, watcher)
            later = leave_out_known(draft.diagnostics, reading.diagnostics)
            return replace(draft, diagnostics=(*reading.diagnostics, *judge(said, sources), *later))

        draft = _while_nobody_saves(root, make_draft, watcher)
        said = sort_diagnostics(draft.diagnostics)
        if draft.library.unreadable and not draft.library.courses and site.exists():
            return BuildReport(site, said, draft.results, 0, 0, 0, 0, kept=True)
        written = _write(draft.files, site, watcher)
        removed = remove_others(site, {file.path for file in draft.files})
        if record and draft.items is not None:
            write_if_changed(root / PUBLISHED_FILE, dump_published(draft.items))
    pages = sum(file.path.endswith(".html") for file in draft.files)
    return BuildReport(site, said, draft.results, pages, len(list(draft.library.lessons)), written, removed)


@dataclass(frozen=True, slots=True)
class _Draft:
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


def _while_nobody_saves(root: Path, make_draft: Callable[[], _Draft], watcher: "Watcher") -> _Draft:
    """Make a draft of the sources as they were at one moment: if a file was saved meanwhile, begin again.

    Where files are saved all the time there is no such moment, and the last draft has to do.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        before = mark_sources(root)
        try:
            draft = make_draft()
        except SourceChangedError:
            if attempt == _ATTEMPTS:
                raise
        else:
            if attempt == _ATTEMPTS or mark_sources(root) == before:
                return draft
        watcher.stage("again", 0)
    raise AssertionError


def _draft(
    sources: LibrarySubject, results: tuple[ExecutionResult, ...], workplace: "Workplace", watcher: "Watcher"
) -> _Draft:
    """Make records, pages and catalog files; what does not pass is left out, and the rest made without it.

    Pages name each other, and records name pages: so one that is missing must be missing everywhere.
    """
    from courseforge.rendering import build_site, inspect_site, make_file  # noqa: PLC0415 - as in ``publish``

    published, faults = read_published(workplace.root)
    library, settings = sources.library, sources.settings
    failed: tuple[Diagnostic, ...] = ()
    while True:
        items, vanished = update_published(library, published, _today())
        records = make_records(library, settings, items)
        built = build_site(library, results, records, settings, workplace=workplace, watcher=watcher)
        files = (*built.site.files, *(make_file(path, data) for path, data in export_all(records).items()))
        refused, refusals = inspect_site(files, built.origins, built.scripts)
        sources = replace(sources, library=library)
        found = (*judge(built.diagnostics, sources), *refusals, *_check_pages(files, built.origins, sources))
        errors = tuple(d for d in found if d.severity is Severity.ERROR)
        rest = leave_out(library, paths_with_errors(errors))
        if len(list(rest.lessons)) == len(list(library.lessons)):
            break
        failed, library = (*failed, *errors), rest
    files = tuple(file for file in files if file.path not in refused)
    said = (*faults, *vanished, *failed, *found)
    return _Draft(library, results, files, None if has_errors(faults) else items, said)


def _check_pages(
    files: Iterable[SiteFile], origins: Mapping[str, str], sources: LibrarySubject
) -> tuple[Diagnostic, ...]:
    """Hold what readers are given to the rules: pages, feeds, and everything else that is text."""
    texts = (file for file in files if file.path.endswith(_TEXTS))
    return check_pages(
        (
            PageSubject(file.path, file.read_bytes().decode(errors="replace"), sources, origins.get(file.path, ""))
            for file in texts
        ),
        sources,
    )


def _write(files: Collection[SiteFile], site: Path, watcher: "Watcher") -> int:
    """Write what is new or different, each file in one step; count them."""
    watcher.stage("writing", len(files))
    written = 0
    for file in files:
        written += write_if_changed(site / file.path, file.read_bytes(), durable=False)
        watcher.finished(file.path)
    return written


def _refuse_unwritable_record(root: Path, library: Library) -> None:
    """Refuse before the long work what would be refused after it, unless there is nothing new to write down."""
    published, faults = read_published(root)
    if has_errors(faults):
        return
    try:
        refuse_unwritable((root / PUBLISHED_FILE).parent)
    except OutputError:
        items, _ = update_published(library, published, _today())
        if not holds(root / PUBLISHED_FILE, dump_published(items)):
            raise


@contextmanager
def _hold_build_folder(root: Path, mode: Mode, watcher: "Watcher") -> Iterator[Path]:
    """Keep the folder of everything that is built for us alone, and clear away what a killed process left there.

    A stranger's folder lies apart and is empty: whatever a contribution brought along there is not believed, and
    nothing that it makes is believed later.
    """
    build = root / BUILD_FOLDER
    refuse_links(build)
    with hold_lock(build / "lock", lambda: watcher.stage("waiting", 0)):
        if mode is Mode.UNTRUSTED:
            build /= "untrusted"
            refuse_links(build)
            remove_others(build, ())
        refuse_links(*(build / name for name in ("site", "stage", "shards", "cache")))
        remove_parts(build / "cache")
        remove_parts(root / "catalog", "published.json")
        yield build


def _read(root: Path, watcher: "Watcher", mode: Mode) -> tuple[Settings, Reading]:
    if mode is Mode.UNTRUSTED:
        refuse_imports(root)
    settings, faults = read_settings(root)
    if has_errors(faults):
        raise ConfigurationError(sort_diagnostics(faults))
    watcher.stage("reading", 0)
    reading = read_library(root, settings)
    assets, style = read_assets(root, reading.library.courses), read_style(reading.library.lessons)
    sources = LibrarySubject(
        reading.library, settings, mode, assets, today=_today(), style=style, modules=list_modules()
    )
    said = check_sources(sources, (*faults, *reading.diagnostics))
    if mode is Mode.UNTRUSTED:
        said = (*said, *diagnose_wishes(reading.library, settings))
        settings = confine_settings(settings)
    return settings, replace(reading, diagnostics=said)


def _execute(
    library: Library,
    settings: Settings,
    root: Path,
    build: Path,
    cluster: Cluster | None,
    *,
    force: bool,
    prune: bool = False,
    mode: Mode,
    watcher: "Watcher",
    say: Callable[[Diagnostic], None],
) -> tuple[ExecutionResult, ...]:
    watcher.stage("running", len(list(library.lessons)))
    return execute_lessons(
        library.courses,
        root=root,
        cache=build / "cache",
        settings=settings,
        force=force,
        mode=mode,
        cluster=cluster,
        starting=lambda lesson: watcher.started(lesson.path),
        progress=lambda result: watcher.finished(result.path),
        prune=prune,
        say=say,
    )


def _today() -> str:
    """The day of this publication or check, the one date from outside (for the variable: reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else time.time()
    return date.isoformat(datetime.fromtimestamp(seconds, UTC).date())
