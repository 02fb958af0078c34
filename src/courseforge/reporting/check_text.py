"""What ``check`` found, in words."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from courseforge.diagnostics import Diagnostic, Severity
from courseforge.reporting.excerpts import Excerpts
from courseforge.reporting.rule_words import is_fixable, name_explanation, name_rule
from courseforge.reporting.text import describe_diagnostics, describe_emptiness, describe_summary
from courseforge.reporting.wording import count, indent


def describe_check(
    diagnostics: Sequence[Diagnostic],
    *,
    lessons: int,
    courses: int,
    clean: int,
    excerpts: Excerpts | None = None,
    width: int | None = None,
    verbose: bool = False,
) -> Iterator[Text]:
    """Say what ``check`` found: first what works, then what to mend, then the sum.

    Args:
        clean: lessons with neither an error nor a warning.
        excerpts: the lines that the diagnostics point at.
    """
    if not lessons and not diagnostics:
        yield from describe_emptiness()
        return
    yield Text(_what_works(lessons, courses, clean))
    yield from describe_diagnostics(diagnostics, excerpts=excerpts, width=width, verbose=verbose)
    yield Text()
    yield from describe_summary(diagnostics, width=width)
    yield from _describe_next_steps(diagnostics, width)


def describe_change_check(
    base: str,
    diagnostics: Sequence[Diagnostic],
    elsewhere: Sequence[Diagnostic],
    *,
    lessons: int,
    excerpts: Excerpts | None = None,
    width: int | None = None,
    verbose: bool = False,
) -> Iterator[Text]:
    """Say what ``check --changed`` found: in the lessons of the change, then what the change broke elsewhere.

    Args:
        base: what it was compared with.
        diagnostics: of what has changed.
        elsewhere: of what has not.
        lessons: that the change is about.
    """
    said = (*diagnostics, *elsewhere)
    if not lessons and not said:
        yield Text(f"No lesson differs from {base}.")
        return
    yield Text(f"{count(lessons, 'lesson')} with changes since {base}.".capitalize())
    yield from describe_diagnostics(diagnostics, excerpts=excerpts, width=width, verbose=verbose)
    if elsewhere:
        yield Text()
        yield from (Text(line, "bold") for line in indent("In other files, about what was changed here:", width, ""))
        yield from describe_diagnostics(elsewhere, excerpts=excerpts, width=width, verbose=verbose)
    yield Text()
    yield from describe_summary(said, width=width)
    yield from _describe_next_steps(said, width)


def _describe_next_steps(diagnostics: Sequence[Diagnostic], width: int | None) -> Iterator[Text]:
    """Say what a machine can do, and where a person reads on."""
    if fixable := sum(map(is_fixable, diagnostics)):
        yield from map(Text, indent(f"{_say_fixable(fixable, len(diagnostics))}: courseforge check --fix", width, ""))
    weightiest = [d for kind in Severity for d in diagnostics if d.severity is kind and name_rule(d.code)]
    if weightiest:
        explained = name_explanation(weightiest[0].code)
        yield from map(Text, indent(f"What a rule asks, why, and an example: {explained}", width, ""))


def _say_fixable(fixable: int, all_of_them: int) -> str:
    if fixable == all_of_them:
        return "It can be mended for you" if fixable == 1 else "All of it can be mended for you"
    return f"{fixable} of them can be mended for you"


def _what_works(lessons: int, courses: int, clean: int) -> str:
    if not lessons:
        return "No lesson can be used yet."
    where = f"in {count(courses, 'course')}"
    if clean == lessons:
        return f"{count(lessons, 'lesson')} {where} read without a problem."
    if not clean:
        return f"{count(lessons, 'lesson')} {where} read."
    return f"{count(clean, 'lesson')} of {lessons} {where} read without a problem."
