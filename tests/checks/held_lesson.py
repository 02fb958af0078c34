"""One lesson in a small library, held to every rule in this process."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from tests.checks.case import HERE, TODAY

from courseforge.checks import LibrarySubject, check_outputs, check_sources
from courseforge.checks.outputs import take_saved
from courseforge.diagnostics import Diagnostic
from courseforge.model import Mode
from courseforge.reading import read_assets, read_library, read_settings


def write_library(folder: Path) -> Path:
    """Copy a library with nothing wrong, and return its folder."""
    shutil.copytree(HERE / "base", folder / "library")
    return folder / "library"


def hold(library: Path, mode: Mode) -> Iterable[Diagnostic]:
    """Read a library and hold it to every rule."""
    settings, faults = read_settings(library)
    read = read_library(library, settings)
    assets, outputs = read_assets(library, read.library.courses), take_saved(read.library.lessons)
    subject = LibrarySubject(read.library, settings, mode, assets, outputs, TODAY)
    return (*faults, *check_sources(subject, read.diagnostics), *check_outputs(subject))
