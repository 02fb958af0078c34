"""What stands beside a contribution besides the comment: suggestions at its lines, and a verdict at its commit."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from courseforge.diagnostics import Severity
from courseforge.forge import Annotation, Verdict
from courseforge.reporting.rule_words import name_rule
from courseforge.review.quoting import fence
from courseforge.review.report import Report, Suggestion
from courseforge.review.suggestions import fit_suggestions
from courseforge.review.words import open_words

_MARK = "<!-- courseforge suggestion {key} -->"
_MARKED = re.compile(r"<!-- courseforge suggestion ([0-9a-f]{16}) -->")
_MOST = 10  # suggestions at a time
_LESSONS = (".ipynb", ".md", ".yml")


def make_verdict(report: Report) -> Verdict:
    """Say in one line how it stands."""
    words = open_words(report.language)
    errors = sum(said.severity is Severity.ERROR for said in report.said)
    warnings = sum(said.severity is Severity.WARNING for said in report.said)
    told = words.text("What there is to say stands in the comment.")
    if errors:
        title = words.count("{n} thing must be mended first", "{n} things must be mended first", errors)
        return Verdict("failure", title, told)
    if warnings:
        return Verdict("neutral", words.count("{n} thing to look at", "{n} things to look at", warnings), told)
    if report.flags:
        look = words.count(
            "{n} file for a person to look at", "{n} files for a person to look at", report.flags_in_all
        )
        return Verdict("neutral", look, told)
    return Verdict("success", words.text("No known problem was found"), told)


def say_opening(report: Report) -> str:
    """Say what stands above the suggestions."""
    return open_words(report.language).text("Each of these can be taken over with a click.")


def choose_annotations(
    suggestions: Sequence[Suggestion], patches: Mapping[str, str], said: Iterable[str]
) -> tuple[Annotation, ...]:
    """Choose the suggestions that fit the lines of a contribution and do not stand there yet.

    Args:
        patches: path -> unified diff, by the code host's own account.
        said: what stands beside the lines already.
    """
    lessons = [one for one in suggestions if one.path.endswith(_LESSONS) and "/." not in f"/{one.path}"]
    there = {key for text in said for key in _MARKED.findall(text)}
    chosen = _leave_out(list(fit_suggestions(lessons, patches)), there)[:_MOST]
    return tuple(Annotation(one.path, one.first, one.first + one.old.count("\n"), _write(one)) for one in chosen)


def _leave_out(suggestions: Sequence[Suggestion], there: set[str]) -> list[Suggestion]:
    """Leave out what stands there already, and what is about lines that another one is about."""
    taken: set[tuple[str, int]] = set()
    kept = []
    for one in suggestions:
        lines = {(one.path, line) for line in range(one.first, one.first + one.old.count("\n") + 1)}
        if _key(one) not in there and not taken & lines:
            taken |= lines
            kept.append(one)
    return kept


def _write(suggestion: Suggestion) -> str:
    name = name_rule(suggestion.code).replace("-", " ")
    told = f"{suggestion.code}: {name}" if name else suggestion.code
    return f"{_MARK.format(key=_key(suggestion))}\n{told}\n\n{fence(suggestion.new, 'suggestion')}"


def _key(suggestion: Suggestion) -> str:
    words = "\0".join((suggestion.path, suggestion.code, suggestion.old, suggestion.new))
    return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:16]
