"""Library -> Diagnostics: the facts that should hold about lessons."""

from collections.abc import Iterable
from typing import Any

from courseforge.checks.inspection import SOURCES, inspect_outputs, inspect_pages, inspect_sources, tell_once
from courseforge.checks.modules import list_modules
from courseforge.checks.outputs import find_unknown, say_unknown, take_results, take_saved
from courseforge.checks.page import Page, nearest_codes, read_pages
from courseforge.checks.rule import Rule
from courseforge.checks.rules import RULES
from courseforge.checks.style import read_style
from courseforge.checks.subject import LibrarySubject, PageSubject, ResultSubject
from courseforge.checks.verdict import judge
from courseforge.diagnostics import Diagnostic, has_errors

__all__ = [
    "RULES",
    "LibrarySubject",
    "Page",
    "PageSubject",
    "Rule",
    "check_outputs",
    "check_pages",
    "check_sources",
    "judge",
    "list_modules",
    "nearest_codes",
    "read_pages",
    "read_style",
    "take_results",
    "take_saved",
]


def check_sources(library: LibrarySubject, said: Iterable[Diagnostic] = ()) -> tuple[Diagnostic, ...]:
    """Hold what authors wrote to every rule, and every suppression to its own.

    Args:
        library: what was read.
        said: what reading has found, for suppressions are about that too.
    """
    return tell_once(RULES, judge((*said, *inspect_sources(RULES, library)), library, _list_codes(*SOURCES)))


def check_outputs(library: LibrarySubject, said: Iterable[Diagnostic] = ()) -> tuple[Diagnostic, ...]:
    """Hold what lessons give today to every rule.

    Args:
        library: what was read.
        said: what was found before; as long as there are errors, nobody is asked to run what cannot run.
    """
    unknown = find_unknown(library)
    judged = judge(inspect_outputs(RULES, library), library, () if unknown else _list_codes(ResultSubject))
    return judged if has_errors(said) else (*judged, *say_unknown(unknown))


def check_pages(pages: Iterable[PageSubject], library: LibrarySubject) -> tuple[Diagnostic, ...]:
    """Hold what readers are given to every rule."""
    return judge(inspect_pages(RULES, pages, library), library, _list_codes(PageSubject))


def _list_codes(*kinds: type[Any]) -> tuple[str, ...]:
    """Name the rules that look at these kinds alone: of them all is known that there is to know."""
    return tuple(rule.code for rule in RULES if rule.kinds <= frozenset(kinds))
