"""Subjects x rules -> Diagnostics."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any

from courseforge.checks.enclosure import LookedElsewhereError, enclose_course, enclose_pages
from courseforge.checks.rule import Rule
from courseforge.checks.shares import take_shares
from courseforge.checks.subject import (
    CellSubject,
    CourseSubject,
    LessonSubject,
    LibrarySubject,
    PageSubject,
    ResultSubject,
)
from courseforge.diagnostics import Diagnostic
from courseforge.model import Mode

MOST = 100  # places of one kind in one file: as many as a person would mend in one go


def _list_cells(course: CourseSubject) -> Iterator[CellSubject]:
    yield from course.welcome
    for lesson in course.lessons:
        yield from lesson.cells


def _list_results(course: CourseSubject) -> Iterator[ResultSubject]:
    for lesson in course.lessons:
        outputs = course.library.outputs.get((lesson.id, lesson.lesson.language))
        if outputs is not None:
            yield ResultSubject(lesson, outputs)


_Kinds = Mapping[type, Callable[[Any], Iterable[Any]]]
_PAGES: _Kinds = {PageSubject: lambda page: (page,)}
_SOURCES_OF_A_COURSE: _Kinds = {
    CourseSubject: lambda course: (course,),
    LessonSubject: lambda course: course.lessons,
    CellSubject: _list_cells,
}
_RESULTS_OF_A_COURSE: _Kinds = {ResultSubject: _list_results}

SOURCES = (LibrarySubject, *_SOURCES_OF_A_COURSE)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in a course or page without a look elsewhere, and the rules that wanted one."""

    diagnostics: tuple[Diagnostic, ...]
    looking: tuple[Rule[Any], ...]


def inspect_sources(rules: Sequence[Rule[Any]], library: LibrarySubject) -> Iterator[Diagnostic]:
    """Hold what authors wrote to the rules."""

    def inspect_share(courses: Sequence[CourseSubject]) -> list[Diagnostic]:
        return [said for course in courses for said in _inspect_course(rules, course, _SOURCES_OF_A_COURSE)]

    for rule in rules:
        if LibrarySubject in rule.kinds:
            yield from _hold(rule, (library,), library.mode)
    yield from take_shares(library.courses, inspect_share)


def inspect_outputs(rules: Sequence[Rule[Any]], library: LibrarySubject) -> Iterator[Diagnostic]:
    """Hold what lessons give today to the rules."""
    for course in library.courses:
        yield from _inspect_course(rules, course, _RESULTS_OF_A_COURSE)


def _inspect_course(rules: Sequence[Rule[Any]], course: CourseSubject, kinds: _Kinds) -> Iterator[Diagnostic]:
    """Hold a course to the rules; those that look no further are asked only about a course that is not the same."""
    alone, things = enclose_course(course)
    name = ("found", course.course.path, course.course.language, *kinds)
    codes = tuple(rule.code for rule in rules)
    found = course.library.memory.recall(name, (codes, *things), lambda: _inspect_alone(rules, alone, kinds))
    yield from _look_elsewhere(found, course, kinds)


def _look_elsewhere(found: _Found, thing: CourseSubject | PageSubject, kinds: _Kinds) -> Iterator[Diagnostic]:
    yield from found.diagnostics
    for rule in found.looking:
        yield from _hold_all(rule, thing, kinds)


def _inspect_alone(rules: Sequence[Rule[Any]], thing: CourseSubject | PageSubject, kinds: _Kinds) -> _Found:
    diagnostics: list[Diagnostic] = []
    looking: list[Rule[Any]] = []
    for rule in rules:
        try:
            diagnostics += list(_hold_all(rule, thing, kinds))
        except LookedElsewhereError:
            looking.append(rule)
    return _Found(tuple(diagnostics), tuple(looking))


def _hold_all(rule: Rule[Any], thing: CourseSubject | PageSubject, kinds: _Kinds) -> Iterator[Diagnostic]:
    for kind, list_subjects in kinds.items():
        if kind in rule.kinds:
            yield from _hold(rule, list_subjects(thing), thing.library.mode)


def inspect_pages(
    rules: Sequence[Rule[Any]], pages: Iterable[PageSubject], library: LibrarySubject
) -> Iterator[Diagnostic]:
    """Hold what readers are given to the rules; pages are read one after another."""
    own = [rule for rule in rules if PageSubject in rule.kinds]
    codes = tuple(rule.code for rule in own)
    alone, things = enclose_pages(library)
    for page in pages if own else ():
        of = (page.digest, page.source, codes, *things)
        make = partial(_inspect_page, own, page, alone)
        yield from _look_elsewhere(library.memory.recall(("found", page.path), of, make), page, _PAGES)


def _inspect_page(rules: Sequence[Rule[Any]], page: PageSubject, alone: LibrarySubject) -> _Found:
    return _inspect_alone(rules, replace(page, library=alone), _PAGES)


def tell_once(rules: Sequence[Rule[Any]], diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Keep of what says the same about a computer only the first, which counts the others."""
    codes = {rule.code for rule in rules if rule.once}
    told: dict[Any, Diagnostic] = {}
    others: Counter[Any] = Counter()
    for number, diagnostic in enumerate(diagnostics):
        key = (diagnostic.code, diagnostic.message) if diagnostic.code in codes else number
        others[key] += key in told
        told.setdefault(key, diagnostic)
    return tuple(_count_in(told[key], others[key]) for key in told)


def _count_in(diagnostic: Diagnostic, others: int) -> Diagnostic:
    more = f" The same holds for {others} more of the lessons." if others else ""
    return replace(diagnostic, message=diagnostic.message + more)


def _hold(rule: Rule[Any], subjects: Iterable[Any], mode: Mode) -> Iterator[Diagnostic]:
    """Hold each subject to a rule; a hostile file may break it a million times."""
    said: Counter[str] = Counter()
    for subject in subjects:
        for diagnostic in islice(rule.hold(subject, mode), MOST):
            said[diagnostic.location.path] += 1
            if said[diagnostic.location.path] <= MOST:
                yield diagnostic
