"""Diagnostics in words, for the person who wrote the lesson."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.text import Text

from courseforge.diagnostics import Diagnostic, Severity, sort_diagnostics
from courseforge.errors import ConfigurationError, CourseforgeError
from courseforge.reporting.wording import count, indent, join_words, printable, sentence

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def describe_check(
    diagnostics: Sequence[Diagnostic],
    *,
    lessons: int,
    courses: int,
    clean: int,
    width: int | None = None,
    verbose: bool = False,
) -> Iterator[Text]:
    """Say what ``check`` found: first what works, then what to mend, then the sum.

    Args:
        clean: lessons with neither an error nor a warning.
    """
    if not lessons and not diagnostics:
        yield from describe_emptiness()
        return
    yield Text(_what_works(lessons, courses, clean))
    yield from describe_diagnostics(diagnostics, width=width, verbose=verbose)
    yield Text()
    yield from describe_summary(diagnostics, width=width)


def describe_emptiness() -> Iterator[Text]:
    """Say that nobody has written a lesson yet, and how to begin."""
    yield Text("There are no lessons yet.", "bold")
    yield Text('  Begin a course: courseforge new course "My course"', "green")


def describe_diagnostics(
    diagnostics: Iterable[Diagnostic], *, width: int | None = None, verbose: bool = False
) -> Iterator[Text]:
    """Give each diagnostic its place, its message and its remedy; a blank line before each file."""
    for _, group in groupby(sort_diagnostics(diagnostics), key=lambda d: d.location.path):
        yield Text()
        for diagnostic in group:
            yield from _describe(diagnostic, width, verbose)


def describe_summary(diagnostics: Sequence[Diagnostic], *, width: int | None = None) -> Iterator[Text]:
    """Say in a sentence or two what all of it comes to."""
    found = Counter(d.severity for d in diagnostics)
    if not found:
        yield Text("No known problem found.", "bold green")
        return
    files = len({d.location.path for d in diagnostics})
    kinds = join_words(count(found[kind], name) for kind, name in _NAMES.items() if found[kind])
    told = f"{sentence(kinds)} in {count(files, 'file')}. {_consequence(found)}"
    yield from (Text(line, "bold") for line in indent(told, width, ""))


def describe_error(error: CourseforgeError, *, width: int | None = None, verbose: bool = False) -> Iterator[Text]:
    """Say why a command cannot go on, and what to do."""
    if isinstance(error, ConfigurationError):
        yield Text("The library's settings cannot be used as they are.", "bold red")
        yield from describe_diagnostics(error.diagnostics, width=width, verbose=verbose)
        return
    yield from (Text(line, "bold red") for line in indent(error.message, width, ""))
    if error.hint:
        yield from (Text(line, "green") for line in indent(error.hint, width, first="To mend: "))


def _describe(diagnostic: Diagnostic, width: int | None, verbose: bool) -> Iterator[Text]:
    name, style = _NAMES[diagnostic.severity], _STYLES[diagnostic.severity]
    yield Text.assemble((printable(str(diagnostic.location)), "bold"), ": ", (name, style), f" {diagnostic.code}")
    yield from map(Text, indent(diagnostic.message, width))
    if diagnostic.hint:
        yield from (Text(line, "green") for line in indent(diagnostic.hint, width, first="To mend: "))
    if verbose and diagnostic.detail:
        yield from (Text(line, "dim") for line in indent(diagnostic.detail, None, margin="    | "))


def _what_works(lessons: int, courses: int, clean: int) -> str:
    if not lessons:
        return "No lesson can be used yet."
    where = f"in {count(courses, 'course')}"
    if clean == lessons:
        return f"{count(lessons, 'lesson')} {where} read without a problem."
    if not clean:
        return f"{count(lessons, 'lesson')} {where} read."
    return f"{count(clean, 'lesson')} of {lessons} {where} read without a problem."


def _consequence(found: Counter[Severity]) -> str:
    if found[Severity.ERROR]:
        return "What has an error is not published until it is mended; the rest is."
    if found[Severity.WARNING]:
        return "Everything can be published; please look at the warnings."
    return "There is nothing you must do."
