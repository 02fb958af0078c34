"""What a result means for the shell."""

import os
from collections.abc import Iterable
from pathlib import Path

from courseforge.diagnostics import Diagnostic, has_errors
from courseforge.errors import ExitCode


def choose_exit_code(diagnostics: Iterable[Diagnostic]) -> ExitCode:
    """Say whether the content has errors; warnings alone are clean."""
    return ExitCode.CONTENT if has_errors(diagnostics) else ExitCode.CLEAN


def name_site(site: Path, folder: Path) -> str:
    """Name the site's folder as seen from the library's, with forward slashes."""
    return Path(os.path.relpath(site, folder)).as_posix()
