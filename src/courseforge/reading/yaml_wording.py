"""What the YAML parser says, in plain words."""

import re
from collections.abc import Sequence
from dataclasses import replace

import yaml

from courseforge.reading.codes import YAML_IS_WELL_FORMED, Fault, FaultError, refuse
from courseforge.reading.wording import escape
from courseforge.reading.yaml_quotes import find_quote_fault

# What libyaml says, what it means, what to do.
_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "There is a second colon in this line, or the line is indented too far.",
        'Put a text that has a colon in it in quotes: title: "Sound: a first beat".',
    ),
    (
        "that cannot start any token",
        "This value begins with a character that means something else in YAML (such as @, ` or %).",
        "Put the whole value in quotes.",
    ),
    (
        "could not find expected ':'",
        "This line is not of the form “key: value”.",
        "Put a colon and a space after the key; put a text of several lines in quotes.",
    ),
    ("unexpected end of stream", "A quotation mark is opened here and never closed.", "Close it on the same line."),
    ("expected ',' or", "A bracket is opened here and never closed, or a comma is missing.", "Close the bracket."),
    (
        "did not find expected",
        "This line does not fit the lines above it.",
        "Keys that belong together begin in the same column; list items begin with “- ”.",
    ),
    ("control characters are not allowed", "There is an invisible control character here.", "Delete it."),
)
_OTHERWISE = (
    "This line cannot be read as YAML.",
    "Compare it with the lines above; put a text with special characters in quotes.",
)
_TAB = re.compile(r" *(?:[-:] *|[\w.-]+ *: *)\t")
_CURLY_VALUE = re.compile(r"\s*+(?:- ++)*+(?:[\w.-]+ *: *+)?[\[{]?\s*+[“”„‟]")


def explain_yaml(error: yaml.YAMLError, text: str) -> FaultError:
    """Say in plain words why a text is not YAML."""
    words = " ".join(str(part) for part in (getattr(error, "problem", ""), getattr(error, "reason", "")) if part)
    reported = getattr(error, "problem_mark", None)
    lines = text.split("\n")
    if reported is not None and reported.line < len(lines):
        found = _explain_line(lines[reported.line], reported.line) or _explain_quotes(lines[: reported.line + 1])
        if found:
            return FaultError(replace(found, detail=words))
    mark = reported
    if "end of stream" in words or "expected ',' or" in words:
        mark = getattr(error, "context_mark", None) or mark
    position = getattr(error, "position", None)
    line = mark.line + 1 if mark else text.count("\n", 0, position) + 1 if isinstance(position, int) else None
    message, hint = next(((message, hint) for part, message, hint in _PLAIN_WORDS if part in words), _OTHERWISE)
    return refuse(YAML_IS_WELL_FORMED, message, hint, line=line, detail=words)


def _explain_line(line: str, number: int) -> Fault | None:
    """Say what an eye finds in the line where the parser stopped, whatever the parser took it for."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        message, hint = "This line is indented with a tab.", "Use spaces instead of the tab."
    elif _TAB.match(line):
        message, hint = "There is a tab in this line.", "Use a space instead of the tab."
    elif _CURLY_VALUE.match(line):
        message, hint = "These are curly quotes.", "Type straight ones, \" or ', around the text."
    else:
        return None
    return Fault(YAML_IS_WELL_FORMED, message, hint, line=number + 1)


def _explain_quotes(lines: Sequence[str]) -> Fault | None:
    found = find_quote_fault(lines)
    if found is None:
        return None
    if found.closed and found.bracketed:
        message = "The quotation marks in this line do not come in pairs."
        hint = "Each text in the list begins and ends with one; for marks in a text use the other kind outside."
    elif found.closed:
        message = "This line has a quotation mark inside quotation marks."
        hint = "Use the other kind outside: " + (found.mended or "'like \"this\"', or \"like 'this'\"")
    else:
        message = "A quotation mark is missing at the end of this line."
        hint = f"Close the text with the mark it begins with, {found.value[0]}"
    return Fault(YAML_IS_WELL_FORMED, message, escape(hint), line=found.line + 1)
