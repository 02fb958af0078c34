"""Library -> Diagnostics: the facts that should hold about lessons."""

from collections.abc import Iterable, Mapping

from courseforge.checks.inspection import inspect_outputs, inspect_pages, inspect_sources
from courseforge.checks.rule import Rule
from courseforge.checks.rules import RULES
from courseforge.checks.subject import LibrarySubject, PageSubject
from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic, sort_diagnostics
from courseforge.model import Asset, Library, Mode

__all__ = [
    "RULES",
    "LibrarySubject",
    "PageSubject",
    "Rule",
    "check_library",
    "check_outputs",
    "check_pages",
]


def check_library(
    library: Library,
    settings: Settings | None = None,
    mode: Mode = Mode.LIBRARY,
    assets: Mapping[str, Asset] | None = None,
) -> tuple[Diagnostic, ...]:
    """Hold what authors wrote to every rule."""
    subject = LibrarySubject(library, settings or Settings(), mode, assets or {})
    return sort_diagnostics(inspect_sources(RULES, subject))


def check_outputs(library: LibrarySubject) -> tuple[Diagnostic, ...]:
    """Hold what lessons give today to every rule."""
    return sort_diagnostics(inspect_outputs(RULES, library))


def check_pages(pages: Iterable[PageSubject], library: LibrarySubject) -> tuple[Diagnostic, ...]:
    """Hold what readers are given to every rule."""
    return sort_diagnostics(inspect_pages(RULES, pages, library))
