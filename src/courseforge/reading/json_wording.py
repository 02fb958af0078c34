"""What is wrong with a text that is not strict JSON, in plain words and with its line."""

import json
import re
from collections.abc import Iterator

from courseforge.reading.codes import (
    JSON_IS_WELL_FORMED,
    JSON_KEYS_ARE_UNIQUE,
    JSON_NUMBERS_ARE_PLAIN,
    FaultError,
    refuse,
)
from courseforge.reading.source_file import line_at
from courseforge.reading.wording import show

RESTORE = "Restore the file from an earlier version, or open it in Jupyter and save it again."

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def explain_json(text: str, error: json.JSONDecodeError) -> FaultError:
    """Say why a text is not JSON."""
    before = text[: error.pos].rstrip()
    place = f"line {error.lineno}, column {error.colno}"
    if not text[error.pos :].strip() or error.msg.startswith("Unterminated"):
        message = f"The file ends too early ({place}): a part of it is missing."
    elif "trailing comma" in error.msg or (before.endswith(",") and text[error.pos] in "]}"):
        comma = before.rfind(",") if before.endswith(",") else error.pos
        line, column = line_at(text, comma), comma - text.rfind("\n", 0, comma)
        message = f"There is a comma too many at line {line}, column {column}: nothing follows it before the bracket."
        return refuse(JSON_IS_WELL_FORMED, message, "Delete this comma.", line=line, detail=error.msg)
    elif error.msg.startswith("Extra data"):
        message = f"The notebook ends, and then there is more ({place})."
    elif error.msg.startswith("Invalid control"):
        message = f"A text holds a line break or an invisible control character ({place})."
    elif error.pos == 0:
        message = "This is not a notebook: it does not begin with a curly bracket {."
    else:
        message = f"The file is not written as a notebook should be (JSON), at {place}."
    return refuse(JSON_IS_WELL_FORMED, message, RESTORE, line=error.lineno, detail=error.msg)


def explain_repetition(text: str, name: str) -> FaultError:
    """Say that a name stands twice in one place, and where."""
    return refuse(
        JSON_KEYS_ARE_UNIQUE,
        f"The name {show(name)} stands twice in the same place; programs disagree about which one counts.",
        "Delete one of the two. If you did not write this by hand, ask where the file comes from.",
        line=_line_of_repetition(text, name),
    )


def _line_of_repetition(text: str, name: str) -> int | None:
    seen: list[set[str]] = []
    previous: tuple[str, int] | None = None
    for word, position in _tokens(text):
        if word in {"{", "["}:
            seen.append(set())
        elif word in "}]" and seen:
            seen.pop()
        elif word == ":" and previous and seen and json.loads(previous[0], strict=False) == name:
            if name in seen[-1]:
                return line_at(text, previous[1])
            seen[-1].add(name)
        previous = (word, position) if word.startswith('"') else None
    return None


def explain_number(text: str, word: str) -> FaultError:
    """Say that a number is none, and where."""
    position = next((at for token, at in _tokens(text) if token == word), None)
    return refuse(
        JSON_NUMBERS_ARE_PLAIN,
        f"{show(word)} is not a number that every program can read.",
        "Clear the notebook's outputs, or put the value in quotes.",
        line=None if position is None else line_at(text, position),
    )


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    return ((match[0], match.start()) for match in _TOKEN.finditer(text))
