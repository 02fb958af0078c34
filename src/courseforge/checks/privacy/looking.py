"""How these rules look at texts, and what is the library's own. No finding repeats what it found."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any

from courseforge.checks.passage import Kind, Passage
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CourseSubject, LibrarySubject, PageSubject, ResultSubject

_NOT_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\D+")
_FEWEST_DIGITS = 7
_SHORTEST = 5
MOST = 50  # traces in one text: nobody mends more in one go


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that should not be public.

    Attributes:
        start: where in the passage.
        value: what it is. It is compared with what is the library's own, and never said.
    """

    start: int
    value: str
    message: str
    hint: str


Search = Callable[[Passage], Iterable[Trace]]
EVERYWHERE = frozenset(Kind) - {Kind.PAGE}


def look(course: CourseSubject, search: Search, kinds: Collection[Kind] = EVERYWHERE) -> Iterator[Finding]:
    """Look at every text of a course."""
    return _look(course.passages, course.library, search, kinds)


def everywhere(search: Search, *, pages: bool = False) -> Mapping[type[Any], Callable[[Any], Iterator[Finding]]]:
    """Look also at what lessons give today and, if wanted, at finished pages."""

    def in_results(result: ResultSubject) -> Iterator[Finding]:
        return _look(result.passages, result.library, search, {Kind.OUTPUT})

    def in_page(page: PageSubject) -> Iterator[Finding]:
        return _look((page.passage,), page.library, _leave_to_sources(search, page.library), {Kind.PAGE})

    return {ResultSubject: in_results, **({PageSubject: in_page} if pages else {})}


def _look(
    passages: Iterable[Passage], library: LibrarySubject, search: Search, kinds: Collection[Kind]
) -> Iterator[Finding]:
    said = set()
    for passage in passages:
        if passage.kind not in kinds:
            continue
        for trace in islice(search(passage), MOST):
            finding = Finding(passage.at(trace.start), trace.message, trace.hint)
            if finding not in said and not is_own(trace.value, library):
                said.add(finding)
                yield finding


def _leave_to_sources(search: Search, library: LibrarySubject) -> Search:
    """Leave out of a page what stands in a source: there it was looked at, and somebody may have allowed it."""

    def search_rest(passage: Passage) -> Iterator[Trace]:
        for trace in search(passage):
            value = unescape(trace.value)
            if not any(value in text.text for course in library.courses for text in course.passages):
                yield trace

    return search_rest


def is_own(value: str, library: LibrarySubject) -> bool:
    """Tell whether the library itself has made it public: in its settings, or as the address of a branch."""
    wanted = _plain(value)
    number = _DIGITS.sub("", value)
    for own in _list_own(library):
        plain = _plain(own)
        if len(wanted) >= _SHORTEST and wanted in plain:
            return True
        if len(number) >= _FEWEST_DIGITS and _DIGITS.sub("", own).endswith(number):
            return True
    return False


def _list_own(library: LibrarySubject) -> Iterator[str]:
    settings = library.settings.courseforge
    yield from settings.check.contacts
    yield from (settings.publisher.url, library.settings.html.baseurl, settings.catalog.email)
    for branch in library.vocabulary.branches.values():
        yield from (branch.address, branch.url)


def _plain(text: str) -> str:
    return _NOT_WORD.sub(" ", text.lower()).strip()
