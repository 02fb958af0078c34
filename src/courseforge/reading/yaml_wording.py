"""What the YAML parser says, in plain words."""

import yaml

from courseforge.reading.codes import YAML_IS_WELL_FORMED, FaultError, refuse

# What libyaml says, what it means, what to do.
_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "There is a second colon in this line, or the line is indented too far.",
        'Put a text that has a colon in it in quotes: title: "Sound: a first beat".',
    ),
    ("tab character", "This line is indented with a tab.", "Use spaces instead of the tab."),
    ("character '\\t'", "This line is indented with a tab.", "Use spaces instead of the tab."),
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


def explain_yaml(error: yaml.YAMLError, text: str) -> FaultError:
    """Say in plain words why a text is not YAML."""
    words = " ".join(str(part) for part in (getattr(error, "problem", ""), getattr(error, "reason", "")) if part)
    mark = getattr(error, "problem_mark", None)
    if "end of stream" in words or "expected ',' or" in words:
        mark = getattr(error, "context_mark", None) or mark
    position = getattr(error, "position", None)
    line = mark.line + 1 if mark else text.count("\n", 0, position) + 1 if isinstance(position, int) else None
    for part, message, hint in _PLAIN_WORDS:
        if part in words:
            return refuse(YAML_IS_WELL_FORMED, message, hint, line=line, detail=words)
    return refuse(
        YAML_IS_WELL_FORMED,
        "This line cannot be read as YAML.",
        "Compare it with the lines above; put a text with special characters in quotes.",
        line=line,
        detail=words,
    )
