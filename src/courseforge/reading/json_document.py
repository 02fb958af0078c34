"""Strict JSON: what one program reads is what every other program reads.

Python's own reader takes duplicate names (the last wins), ``NaN``, numbers beyond every range and half characters.
A reviewer's viewer may see another notebook than the one that is run; so all of these are refused.
"""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from courseforge.reading.codes import (
    CHARACTERS_ARE_WHOLE,
    FILE_IS_AS_NAMED,
    JSON_IS_WELL_FORMED,
    JSON_KEYS_ARE_UNIQUE,
    JSON_NUMBERS_ARE_PLAIN,
    NESTING_IS_SHALLOW,
    FaultError,
    refuse,
)
from courseforge.reading.source_file import line_at, refuse_conflict
from courseforge.reading.wording import show

MAX_DEPTH = 100

JsonPath = tuple[str | int, ...]

_MAX_DIGITS = 19
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_BROKEN = re.compile("[\0\ud800-\udfff]")
_BROKEN_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_RESTORE = "Restore the file from an earlier version, or open it in Jupyter and save it again."


def read_json(text: str) -> Any:
    """Read one JSON value.

    Raises:
        FaultError: it is not strict JSON, or nested too deeply.
    """
    refuse_conflict(text)
    _refuse_page(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_float,
            parse_int=_integer,
            parse_constant=_constant,
        )
    except _TwiceError as error:
        raise _twice(text, error.name) from error
    except _NumberError as error:
        raise _bad_number(text, error.word) from error
    except json.JSONDecodeError as error:
        raise _malformed(text, error) from error
    except RecursionError as error:
        raise _too_deep() from error
    _refuse_depth(value)
    if _BROKEN_ESCAPE.search(text) or _BROKEN.search(text):
        _refuse_broken(value)
    return value


class _TwiceError(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class _NumberError(Exception):
    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return made


def _float(word: str) -> float:
    number = float(word)
    if math.isinf(number):
        raise _NumberError(word)
    return number


def _integer(word: str) -> int:
    if len(word) > _MAX_DIGITS:
        raise _NumberError(word)
    return int(word)


def _constant(word: str) -> float:
    raise _NumberError(word)


def _refuse_page(text: str) -> None:
    if text.lstrip()[:1] == "<":
        raise refuse(
            FILE_IS_AS_NAMED,
            "This is a web page, not a notebook: probably the page around the notebook was saved.",
            "Download the notebook itself (on GitHub: “Download raw file”; in Colab: “Download .ipynb”).",
        )


def _malformed(text: str, error: json.JSONDecodeError) -> FaultError:
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
    return refuse(JSON_IS_WELL_FORMED, message, _RESTORE, line=error.lineno, detail=error.msg)


def _twice(text: str, name: str) -> FaultError:
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


def _bad_number(text: str, word: str) -> FaultError:
    position = next((at for token, at in _tokens(text) if token == word), None)
    return refuse(
        JSON_NUMBERS_ARE_PLAIN,
        f"{show(word)} is not a number that every program can read.",
        "Clear the notebook's outputs, or put the value in quotes.",
        line=None if position is None else line_at(text, position),
    )


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    return ((match[0], match.start()) for match in _TOKEN.finditer(text))


def _too_deep() -> FaultError:
    return refuse(NESTING_IS_SHALLOW, f"Brackets lie more than {MAX_DEPTH} deep in each other.", _RESTORE)


def _refuse_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [item for holder in level for item in _items(holder) if isinstance(item, dict | list)]
        if not level:
            return
    raise _too_deep()


def _items(holder: Any) -> Any:
    return holder.values() if isinstance(holder, dict) else holder if isinstance(holder, list) else ()


def _refuse_broken(value: Any) -> None:
    pending: list[tuple[Any, JsonPath]] = [(value, ())]
    while pending:
        item, path = pending.pop()
        if isinstance(item, str):
            _refuse_broken_text(item, path)
        elif isinstance(item, dict):
            for key, inner in item.items():
                _refuse_broken_text(key, path)
                pending.append((inner, (*path, key)))
        elif isinstance(item, list):
            pending.extend((inner, (*path, index)) for index, inner in enumerate(item))


def _refuse_broken_text(text: str, path: JsonPath) -> None:
    match = _BROKEN.search(text)
    if match is None:
        return
    kind = "A NUL character (an invisible zero)" if match[0] == "\0" else "Half a character"
    cell = path[1] + 1 if len(path) > 1 and path[0] == "cells" and isinstance(path[1], int) else None
    where = "an output" if "outputs" in path else "the text" if cell else "a text outside the cells"
    raise refuse(
        CHARACTERS_ARE_WHOLE,
        f"{kind} stands in {where}, at character {match.start() + 1}.",
        "Clear the cell's outputs." if "outputs" in path else "Delete it and type the character again.",
        cell=cell,
    )
