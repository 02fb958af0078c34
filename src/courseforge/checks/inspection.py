"""Subjects x rules -> Diagnostics."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any

from courseforge.checks.enclosure import LookedElsewhereError, enclose_course, enclose_pages
from courseforge.checks.readability import rate_lesson
from courseforge.checks.rule import Rule
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
from courseforge.shares import take_shares

MOST = 100  # places of one kind in one file: as many as a person would mend in one go
_FEW = 100  # lessons or pages: fewer are looked at sooner than a process is forked


def _list_cells(course: CourseSubject) -> Iterator[CellSubject]:
    yield from course.welcome
    for lesson in course.lessons:
        yield from lesson.cells


def _list_results(course: CourseSubject) -> Iterator[ResultSubject]:
    for lesson in course.lessons:
        outputs = course.library.outputs.get((lesson.id, lesson.lesson.language))
        if outputs is not None:
            yield ResultSubject(lesson, outputs)


Levels = Mapping[tuple[str, str], float]
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
class Inspected:
    """What came of holding what authors wrote to the rules.

    Attributes:
        levels: how hard each lesson is to read, by id and language, where a formula tells (``rate_lesson``). It is
            told here, by whoever has parsed the lesson for the rules.
    """

    diagnostics: tuple[Diagnostic, ...]
    levels: Levels


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in a course or page without a look elsewhere, and the rules that wanted one."""

    diagnostics: tuple[Diagnostic, ...]
    looking: tuple[Rule[Any], ...]
    levels: Levels


def inspect_sources(rules: Sequence[Rule[Any]], library: LibrarySubject) -> Iterator[Diagnostic]:
    """Hold what authors wrote to the rules."""
    yield from inspect_and_rate(rules, library).diagnostics


def inspect_and_rate(rules: Sequence[Rule[Any]], library: LibrarySubject) -> Inspected:
    """Hold what authors wrote to the rules, and tell how hard each lesson is to read."""
    alone = [rule for rule in rules if LibrarySubject in rule.kinds]
    said = [diagnostic for rule in alone for diagnostic in _hold(rule, (library,), library.mode)]
    levels: dict[tuple[str, str], float] = {}
    for found in _inspect_courses(rules, library, _SOURCES_OF_A_COURSE):
        said += found.diagnostics
        levels |= found.levels
    return Inspected(tuple(said), levels)


def inspect_outputs(rules: Sequence[Rule[Any]], library: LibrarySubject) -> Iterator[Diagnostic]:
    """Hold what lessons give today to the rules."""
    for found in _inspect_courses(rules, library, _RESULTS_OF_A_COURSE):
        yield from found.diagnostics


def _inspect_courses(rules: Sequence[Rule[Any]], library: LibrarySubject, kinds: _Kinds) -> list[Inspected]:
    own = [rule for rule in rules if not rule.kinds.isdisjoint(kinds)]
    many = sum(len(course.lessons) for course in library.courses) > _FEW
    return take_shares(library.courses, partial(_inspect_course, own, kinds=kinds), dear=many)


def _inspect_course(rules: Sequence[Rule[Any]], course: CourseSubject, kinds: _Kinds) -> Inspected:
    """Hold a course to the rules; those that look no further are asked only about a course that is not the same."""
    alone, things = enclose_course(course)
    name = ("found", course.course.path, course.course.language, *kinds)
    codes = tuple(rule.code for rule in rules)
    found = course.library.memory.recall(name, (codes, *things), lambda: _inspect_alone(rules, alone, kinds))
    return Inspected(tuple(_look_elsewhere(found, course, kinds)), found.levels)


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
    levels = _rate_lessons(thing) if isinstance(thing, CourseSubject) and CourseSubject in kinds else {}
    return _Found(tuple(diagnostics), tuple(looking), levels)


def _rate_lessons(course: CourseSubject) -> Levels:
    rated = ((lesson, rate_lesson(lesson)) for lesson in course.lessons)
    return {(lesson.id, lesson.lesson.language): level for lesson, level in rated if level is not None}


def _hold_all(rule: Rule[Any], thing: CourseSubject | PageSubject, kinds: _Kinds) -> Iterator[Diagnostic]:
    for kind, list_subjects in kinds.items():
        if kind in rule.kinds:
            yield from _hold(rule, list_subjects(thing), thing.library.mode)


def inspect_pages(
    rules: Sequence[Rule[Any]], pages: Sequence[PageSubject], library: LibrarySubject
) -> Iterator[Diagnostic]:
    """Hold what readers are given to the rules; of many pages few are in memory at the same time."""
    own = [rule for rule in rules if PageSubject in rule.kinds]
    codes = tuple(rule.code for rule in own)
    alone, things = enclose_pages(library)

    def inspect_page(page: PageSubject) -> list[Diagnostic]:
        of = (page.digest, page.source, codes, *things)
        make = partial(_inspect_alone, own, replace(page, library=alone), _PAGES)
        found = library.memory.recall(("found", page.path), of, make)
        return list(_look_elsewhere(found, replace(page), _PAGES))  # a copy, with which its text goes

    for found in take_shares(pages, inspect_page, dear=len(pages) > _FEW) if own else ():
        yield from found


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
