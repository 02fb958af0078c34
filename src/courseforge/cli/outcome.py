"""What a result means for the shell."""

import os
from collections.abc import Iterable
from pathlib import Path

from courseforge.config import CONFIG_FILE
from courseforge.diagnostics import Diagnostic, paths_with_errors
from courseforge.errors import ExitCode


def choose_exit_code(diagnostics: Iterable[Diagnostic]) -> ExitCode:
    """Tell an error in the settings, which stops everything, from errors in the content."""
    troubled = paths_with_errors(diagnostics)
    if CONFIG_FILE in troubled:
        return ExitCode.CANNOT_RUN
    return ExitCode.CONTENT if troubled else ExitCode.CLEAN


def name_site(site: Path, folder: Path) -> str:
    """Name the site's folder as seen from the library's, with forward slashes."""
    return Path(os.path.relpath(site, folder)).as_posix()
