"""The order of the stages: the only file that knows it.

sources -> Library -> (gate 1) -> results -> (gate 2) -> Records -> Site -> catalog files -> firewall (gate 3) -> disk
"""

import os
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from courseforge.catalog import export_all
from courseforge.config import BUILD_FOLDER, Settings
from courseforge.diagnostics import Diagnostic, Severity, has_errors, paths_with_errors, sort_diagnostics
from courseforge.errors import ConfigurationError
from courseforge.execution import diagnose_isolation, diagnose_results, execute_lessons
from courseforge.model import ExecutionResult, Library, PublishedItem, SiteFile
from courseforge.reading import Reading, read_library, read_published, read_settings
from courseforge.records import PUBLISHED_FILE, dump_published, make_records, update_published
from courseforge.rendering import Workplace, build_site, inspect_files, make_file, our_scripts
from courseforge.writing import hold_lock, remove_others, write_if_changed


class Watcher(Protocol):
    """Whoever wants to know how far the work is."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins (``reading``, ``running``, ``rendering``, ``writing``) with so many things to do."""

    def started(self, what: str) -> None:
        """Work on one of them begins."""

    def finished(self, what: str) -> None:
        """Work on it is done."""


class _Silent:
    def stage(self, name: str, total: int) -> None: ...
    def started(self, what: str) -> None: ...
    def finished(self, what: str) -> None: ...


SILENT: Watcher = _Silent()


@dataclass(frozen=True, slots=True)
class Report:
    """What checking found."""

    diagnostics: tuple[Diagnostic, ...]
    lessons: int
    courses: int


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
    """

    site: Path
    diagnostics: tuple[Diagnostic, ...]
    results: tuple[ExecutionResult, ...]
    pages: int
    lessons: int
    written: int
    removed: int


def check(root: Path) -> Report:
    """Read everything and say what is wrong with it; no lesson is run."""
    _, reading = _read(root, SILENT)
    courses = {course.id for course in reading.library.courses}
    return Report(sort_diagnostics(reading.diagnostics), len(list(reading.library.lessons)), len(courses))


def run(root: Path, *, force: bool = False, watcher: Watcher = SILENT) -> RunReport:
    """Run every lesson that can be read.

    Args:
        force: run also what has not changed since its last run.
    """
    settings, reading = _read(root, watcher)
    library = _without(reading.library, paths_with_errors(reading.diagnostics))
    with hold_lock(root / BUILD_FOLDER / "lock"):
        results = _execute(library, settings, root, force=force, watcher=watcher)
    diagnostics = (*reading.diagnostics, *diagnose_results(results, library.courses), *diagnose_isolation(results))
    return RunReport(results, sort_diagnostics(diagnostics))


def publish(root: Path, *, execute: bool = True, force: bool = False, watcher: Watcher = SILENT) -> BuildReport:
    """Make the site. A lesson with errors is left out; the others are published.

    Args:
        execute: run the lessons; otherwise pages show the outputs that were saved in the files.
        force: run also what has not changed since its last run.
    """
    settings, reading = _read(root, watcher)
    library = _without(reading.library, paths_with_errors(reading.diagnostics))
    with hold_lock(root / BUILD_FOLDER / "lock"):
        results = _execute(library, settings, root, force=force, watcher=watcher) if execute else ()
        failures = diagnose_results(results, library.courses)
        draft = _draft(_without(library, paths_with_errors(failures)), results, settings, root, watcher)
        refusals = inspect_files(draft.files, our_scripts(settings))
        files = _allowed(draft.files, refusals)
        site = root / BUILD_FOLDER / "site"
        written = _write(files, site, watcher)
        removed = remove_others(site, {file.path for file in files})
        if draft.items is not None:
            write_if_changed(root / PUBLISHED_FILE, dump_published(draft.items))
    about_running = (*failures, *diagnose_isolation(results))
    said = sort_diagnostics((*reading.diagnostics, *about_running, *draft.diagnostics, *refusals))
    pages = sum(file.path.endswith(".html") for file in files)
    return BuildReport(site, said, results, pages, draft.lessons, written, removed)


@dataclass(frozen=True, slots=True)
class _Draft:
    """Everything that would be published, before the last gate.

    Attributes:
        items: the next ``catalog/published.json``; None where the old one could not be read and is better kept.
    """

    files: tuple[SiteFile, ...]
    lessons: int
    items: tuple[PublishedItem, ...] | None
    diagnostics: tuple[Diagnostic, ...]


def _draft(
    library: Library, results: tuple[ExecutionResult, ...], settings: Settings, root: Path, watcher: Watcher
) -> _Draft:
    """Make records, pages and catalog files; what cannot be rendered is left out, and the rest made without it."""
    published, faults = read_published(root)
    workplace = Workplace(root, root / BUILD_FOLDER, settings.courseforge.execute.workers)
    broken: tuple[Diagnostic, ...] = ()
    while True:
        items, vanished = update_published(library, published, _today())
        records = make_records(library, settings, items)
        built = build_site(library, results, records, settings, workplace=workplace, watcher=watcher)
        failed = tuple(d for d in built.diagnostics if d.severity is Severity.ERROR)
        if not failed or not library.courses:
            break
        broken += failed
        library = _without_broken(library, paths_with_errors(failed))
    files = (*built.site.files, *(make_file(path, data) for path, data in export_all(records).items()))
    said = (*faults, *vanished, *broken, *built.diagnostics)
    return _Draft(files, len(list(library.lessons)), None if has_errors(faults) else items, said)


def _write(files: Collection[SiteFile], site: Path, watcher: Watcher) -> int:
    """Write what is new or different, each file in one step; count them."""
    watcher.stage("writing", len(files))
    written = 0
    for file in files:
        written += write_if_changed(site / file.path, file.read_bytes(), durable=False)
        watcher.finished(file.path)
    return written


def _read(root: Path, watcher: Watcher) -> tuple[Settings, Reading]:
    settings, faults = read_settings(root)
    if has_errors(faults):
        raise ConfigurationError(sort_diagnostics(faults))
    watcher.stage("reading", 0)
    reading = read_library(root, settings)
    return settings, replace(reading, diagnostics=(*faults, *reading.diagnostics))


def _execute(
    library: Library, settings: Settings, root: Path, *, force: bool, watcher: Watcher
) -> tuple[ExecutionResult, ...]:
    watcher.stage("running", len(list(library.lessons)))
    return execute_lessons(
        library.courses,
        root=root,
        cache=root / BUILD_FOLDER / "cache",
        settings=settings,
        force=force,
        starting=lambda lesson: watcher.started(lesson.path),
        progress=lambda result: watcher.finished(result.path),
    )


def _without(library: Library, paths: frozenset[str]) -> Library:
    """Leave the lessons out that cannot be published; they are remembered, for they have not vanished."""
    gone = {lesson.id for lesson in library.lessons if lesson.path in paths}
    courses = [
        replace(course, lessons=tuple(lesson for lesson in course.lessons if lesson.path not in paths))
        for course in library.courses
    ]
    return replace(
        library,
        courses=tuple(course for course in courses if course.lessons),
        unreadable=library.unreadable | gone,
    )


def _without_broken(library: Library, paths: frozenset[str]) -> Library:
    """Leave out what no page could be made of: lessons, and the whole course where it is the course's own page."""
    lessons = {lesson.path for lesson in library.lessons}
    courses = {course.path for course in library.courses for path in paths - lessons if path.startswith(course.path)}
    inside = {lesson.path for course in library.courses if course.path in courses for lesson in course.lessons}
    return _without(library, (paths & lessons) | frozenset(inside))


def _allowed(files: Iterable[SiteFile], refusals: Iterable[Diagnostic]) -> tuple[SiteFile, ...]:
    refused = paths_with_errors(refusals)
    return tuple(file for file in files if file.path not in refused)


def _today() -> str:
    """The day of this publication, the one date from outside (for the variable: reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else time.time()
    return date.isoformat(datetime.fromtimestamp(seconds, UTC).date())
