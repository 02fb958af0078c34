"""Subjects x rules -> Diagnostics."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

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

MOST = 100  # places of one kind in one file: as many as a person would mend in one go


def _list_cells(courses: Iterable[CourseSubject]) -> Iterator[CellSubject]:
    for course in courses:
        yield from course.welcome
        for lesson in course.lessons:
            yield from lesson.cells


_IN_COURSES: Mapping[type, Callable[[Sequence[CourseSubject]], Iterable[Any]]] = {
    CourseSubject: lambda courses: courses,
    LessonSubject: lambda courses: (lesson for course in courses for lesson in course.lessons),
    CellSubject: _list_cells,
}

SOURCES = (LibrarySubject, *_IN_COURSES)


def inspect_sources(rules: Sequence[Rule[Any]], library: LibrarySubject) -> Iterator[Diagnostic]:
    """Hold what authors wrote to the rules."""

    def inspect_share(courses: Sequence[CourseSubject]) -> list[Diagnostic]:
        return list(_inspect_courses(rules, courses, library))

    for rule in rules:
        if LibrarySubject in rule.kinds:
            yield from _hold(rule, (library,), library)
    yield from take_shares(library.courses, inspect_share)


def _inspect_courses(
    rules: Sequence[Rule[Any]], courses: Sequence[CourseSubject], library: LibrarySubject
) -> Iterator[Diagnostic]:
    for rule in rules:
        for kind, list_subjects in _IN_COURSES.items():
            if kind in rule.kinds:
                yield from _hold(rule, list_subjects(courses), library)


def inspect_outputs(rules: Sequence[Rule[Any]], library: LibrarySubject) -> Iterator[Diagnostic]:
    """Hold what lessons give today to the rules."""
    results = [
        ResultSubject(lesson, library.outputs[key])
        for lesson in library.lessons
        if (key := (lesson.id, lesson.lesson.language)) in library.outputs
    ]
    for rule in rules:
        if ResultSubject in rule.kinds:
            yield from _hold(rule, results, library)


def inspect_pages(
    rules: Sequence[Rule[Any]], pages: Iterable[PageSubject], library: LibrarySubject
) -> Iterator[Diagnostic]:
    """Hold what readers are given to the rules; pages are read one after another."""
    own = [rule for rule in rules if PageSubject in rule.kinds]
    for page in pages if own else ():
        for rule in own:
            yield from _hold(rule, (page,), library)


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


def _hold(rule: Rule[Any], subjects: Iterable[Any], library: LibrarySubject) -> Iterator[Diagnostic]:
    """Hold each subject to a rule; a hostile file may break it a million times."""
    said: Counter[str] = Counter()
    for subject in subjects:
        for diagnostic in islice(rule.hold(subject, library.mode), MOST):
            said[diagnostic.location.path] += 1
            if said[diagnostic.location.path] <= MOST:
                yield diagnostic
