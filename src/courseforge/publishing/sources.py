"""What an author has written, read and held to the rules: the beginning of everything that can be asked for."""

import os
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from courseforge.checks import LibrarySubject, judge, list_modules, rate_sources, read_style
from courseforge.config import Settings
from courseforge.diagnostics import has_errors, sort_diagnostics
from courseforge.errors import ConfigurationError
from courseforge.execution.strangers import confine_settings, diagnose_wishes, refuse_imports
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Library, Mode
from courseforge.model.watcher import SILENT, Watcher
from courseforge.reading import Reading, read_assets, read_library, read_published, read_settings
from courseforge.reading.book import is_book, read_book


def read_sources(
    root: Path,
    mode: Mode,
    watcher: Watcher = SILENT,
    *,
    run: bool = True,
    rules: bool = True,
    memory: Memory = NO_MEMORY,
) -> tuple[Settings, Reading]:
    """Read the settings and all lessons; what the rules find is among the reading's diagnostics.

    Args:
        run: the lessons' code, if it is up to the settings; otherwise pages will show what is saved in the files.
        rules: hold the lessons to the rules about good lessons.
        memory: of what was read and found before.

    Raises:
        ConfigurationError: the settings cannot be used.
    """
    if mode is Mode.UNTRUSTED:
        refuse_imports(root)
    settings, faults = read_settings(root)
    if has_errors(faults):
        raise ConfigurationError(sort_diagnostics(faults))
    watcher.stage("reading", 0)
    settings = memory.recognize("settings", settings)
    reading = (read_book if is_book(root) else read_library)(root, settings, memory)
    library = reading.library
    if not rules:
        said = judge((*faults, *reading.diagnostics), make_subject(root, library, settings, mode, memory))
        return settings, replace(reading, diagnostics=said)
    held = settings if run else replace(settings, execute=replace(settings.execute, execute_notebooks="off"))
    sources = replace(
        make_subject(root, library, held, mode, memory),
        assets=read_assets(root, library.courses, memory),
        style=read_style(library.lessons, memory),
        modules=_recognize_modules(memory),
    )
    inspected = rate_sources(sources, (*faults, *reading.diagnostics))
    said = inspected.diagnostics
    if mode is Mode.UNTRUSTED:
        said = (*said, *diagnose_wishes(library, settings))
        settings = confine_settings(settings)
        # what somebody else sends are lessons; whose works are shown is up to the library
        reading = replace(reading, library=replace(reading.library, showcase={}))
    return settings, replace(reading, diagnostics=said, levels=inspected.levels)


def choose_mode(root: Path, mode: Mode) -> Mode:
    """Say how a folder is treated: what lies there decides, but for a stranger's."""
    return Mode.BOOK if mode is Mode.LIBRARY and is_book(root) else mode


def _recognize_modules(memory: Memory) -> frozenset[str]:
    modules = list_modules()
    return memory.recall("modules", (modules,), lambda: modules)


def make_subject(
    root: Path, library: Library, settings: Settings, mode: Mode, memory: Memory = NO_MEMORY
) -> LibrarySubject:
    """Return a library as rules look at it on this day."""
    changed = _list_changed(root, library)
    return LibrarySubject(library, settings, mode, today=today(), changed=changed, memory=memory)


def _list_changed(root: Path, library: Library) -> Mapping[tuple[str, str], str]:
    """Name the reviewed lessons that have changed since they were published."""
    reviewed = [lesson for lesson in library.lessons if lesson.metadata.reviewed]
    if not reviewed:
        return {}
    from courseforge.records.publication import list_changed  # noqa: PLC0415 - every other check would wait for it

    return list_changed(reviewed, read_published(root)[0])


def today() -> str:
    """The day of this publication or check, the one date from outside (for the variable: reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else time.time()
    return date.isoformat(datetime.fromtimestamp(seconds, UTC).date())
