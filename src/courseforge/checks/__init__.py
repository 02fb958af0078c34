"""Library -> Diagnostics: the facts that should hold about lessons."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from courseforge.checks.inspection import (
    SOURCES,
    Inspected,
    inspect_and_rate,
    inspect_outputs,
    inspect_pages,
    inspect_sources,
    tell_once,
)
from courseforge.checks.modules import list_modules
from courseforge.checks.outputs import find_unknown, say_unknown, take_results, take_saved
from courseforge.checks.page import Page, nearest_codes, read_pages
from courseforge.checks.rule import Rule
from courseforge.checks.rules import RULES
from courseforge.checks.style import read_style
from courseforge.checks.subject import LibrarySubject, PageSubject, ResultSubject
from courseforge.checks.verdict import judge, list_doubtful, say_unused
from courseforge.diagnostics import Diagnostic, has_errors
from courseforge.model import Course

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
    "rate_sources",
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
    return rate_sources(library, said).diagnostics


def rate_sources(library: LibrarySubject, said: Iterable[Diagnostic] = ()) -> Inspected:
    """Hold what authors wrote to every rule as ``check_sources`` does, and tell how hard each lesson is to read."""
    inspected = inspect_and_rate(RULES, library)
    judged = judge((*said, *inspected.diagnostics), library, _list_codes(*SOURCES))
    return replace(inspected, diagnostics=tell_once(RULES, judged))


def check_outputs(library: LibrarySubject, said: Iterable[Diagnostic] = ()) -> tuple[Diagnostic, ...]:
    """Hold what lessons give today to every rule.

    Args:
        library: what was read.
        said: what was found before; as long as there are errors, nobody is asked to run what cannot run.
    """
    unknown = find_unknown(library)
    found = tuple(inspect_outputs(RULES, library))
    judged = judge(found, library, () if unknown else _list_codes(ResultSubject))
    if not unknown:
        judged = (*judged, *_find_unused(library, found, ResultSubject))
    return judged if has_errors(said) else (*judged, *say_unknown(unknown))


def check_pages(pages: Sequence[PageSubject], library: LibrarySubject) -> tuple[Diagnostic, ...]:
    """Hold what readers are given to every rule."""
    found = tuple(inspect_pages(RULES, pages, library))
    return (
        *judge(found, library, _list_codes(PageSubject)),
        *_find_unused(library, found, PageSubject, ResultSubject),
    )


def _find_unused(library: LibrarySubject, found: Iterable[Diagnostic], *kinds: type[Any]) -> tuple[Diagnostic, ...]:
    """Name suppressions that suppress nothing anywhere, of rules that look for one fact in several kinds.

    Args:
        library: what is left of it; who is not published needs no pages.
        found: in the kind that was looked at last.
        kinds: that one, and others besides the sources that were looked at before.
    """
    seen = {*SOURCES, *kinds}
    rules = [rule for rule in RULES if kinds[0] in rule.kinds and len(rule.kinds) > 1 and rule.kinds <= seen]
    doubtful = list_doubtful(library, {rule.code for rule in rules})
    if not doubtful:
        return ()
    codes, paths = {one.code for one in doubtful}, {one.path for one in doubtful}
    again = [rule for rule in rules if rule.code in codes]
    courses = (course for course in library.library.courses if paths & {*course.own_paths, *_list_paths(course)})
    part = replace(library, library=replace(library.library, courses=tuple(courses)))
    return say_unused(doubtful, (*found, *inspect_sources(again, part), *inspect_outputs(again, part)))


def _list_paths(course: Course) -> Iterable[str]:
    return (lesson.path for lesson in course.lessons)


def _list_codes(*kinds: type[Any]) -> tuple[str, ...]:
    """Name the rules that look at these kinds alone: of them all is known that there is to know."""
    return tuple(rule.code for rule in RULES if rule.kinds <= frozenset(kinds))
