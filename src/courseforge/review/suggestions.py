"""Exact changes as a code host can offer them: lines of the file itself, in the place of others, with one click."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from courseforge.diagnostics import Diagnostic, Location, ReplaceLines
from courseforge.reporting.excerpts import Excerpts, is_private
from courseforge.reporting.wording import printable
from courseforge.review import limits
from courseforge.review.report import Suggestion

_MOST_LINES = 12
#: A line of a notebook's file that holds one line of a cell, and nothing else.
_NOTEBOOK_LINE = re.compile(r'(\s*)("(?:[^"\\]|\\.)*")(,?)')
_HUNK = re.compile(r"@@ -\d{1,8}(?:,\d{1,8})? \+(\d{1,8})(?:,\d{1,8})? @@")


def find_suggestions(
    diagnostics: Iterable[Diagnostic], files: Mapping[str, str], excerpts: Excerpts, prefix: str
) -> Iterator[Suggestion]:
    """Turn exact changes into suggestions; of what is private, none.

    Args:
        files: path -> text of the file.
        excerpts: with lines of the files.
        prefix: the library's folder as seen from the repository's root, with a slash; empty where they are one.
    """
    known = tuple(diagnostics)
    for diagnostic in known:
        fix = diagnostic.fix
        if not isinstance(fix, ReplaceLines) or not fix.old or fix.new is None or fix.path not in files:
            continue
        count = fix.old.count("\n") + 1
        lines = [Location(fix.path, line, fix.cell) for line in range(fix.first, fix.first + count)]
        if count > _MOST_LINES or any(is_private(line, known) for line in lines):
            continue
        first = fix.first if fix.cell is None else excerpts[lines[0]].line if lines[0] in excerpts else None
        if first and (suggestion := _make(diagnostic.code, fix, first, files[fix.path], prefix)):
            yield suggestion


def _make(code: str, fix: ReplaceLines, first: int, text: str, prefix: str) -> Suggestion | None:
    count = fix.old.count("\n") + 1
    there = text.split("\n")[first - 1 : first - 1 + count]
    new = fix.new or ""
    made = new.split("\n") if fix.cell is None else _rewrite(there, fix.old.split("\n"), new.split("\n"))
    old = "\n".join(there)
    if made is None or (fix.cell is None and old != fix.old) or len(old) + len("\n".join(made)) > limits.LINES:
        return None
    return Suggestion(prefix + fix.path, code, first, old, "\n".join(made))


def _rewrite(there: list[str], old: list[str], new: list[str]) -> list[str] | None:
    """Write lines of a cell as the notebook's file has them; None where it has them in another way."""
    if len(there) != len(old) or len(new) != len(old):
        return None
    made = []
    for line, was, shall in zip(there, old, new, strict=True):
        match = _NOTEBOOK_LINE.fullmatch(line)
        if match is None:
            return None
        said = json.loads(match[2])
        if said.rstrip("\n") != was:
            return None
        end = "\n" if said.endswith("\n") else ""
        made.append(f"{match[1]}{json.dumps(shall + end, ensure_ascii=False)}{match[3]}")
    return made


def fit_suggestions(suggestions: Iterable[Suggestion], patches: Mapping[str, str]) -> Iterator[Suggestion]:
    """Keep what stands word for word in the lines that the contribution writes, by the code host's own account.

    Args:
        patches: path -> the change as a unified diff without its head.
    """
    lines = {path: _read_lines(patch) for path, patch in patches.items()}
    for suggestion in suggestions:
        shown = lines.get(suggestion.path, {})
        old = suggestion.old.split("\n")
        there = [shown.get(number) for number in range(suggestion.first, suggestion.first + len(old))]
        plain = printable(suggestion.new) == suggestion.new  # or what is shown would not be what is taken over
        if there == old and suggestion.old != suggestion.new and plain:
            yield suggestion


def _read_lines(patch: str) -> dict[int, str]:
    """Number the new lines of a diff."""
    shown: dict[int, str] = {}
    number = 0
    for line in patch.split("\n"):
        if match := _HUNK.match(line):
            number = int(match[1])
        elif number and line[:1] in ("+", " "):
            if line[0] == "+":
                shown[number] = line[1:]
            number += 1
    return shown
