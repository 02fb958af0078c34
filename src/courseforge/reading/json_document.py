"""Strict JSON: what one program reads is what every other program reads.

Python's own reader takes duplicate names (the last wins), ``NaN``, numbers beyond every range and half characters.
A reviewer's viewer may see another notebook than the one that is run; so all of these are refused.
"""

import json
import math
from collections.abc import Iterable
from typing import Any

from courseforge.reading.broken_text import may_be_broken, refuse_broken
from courseforge.reading.codes import (
    FILE_IS_AS_NAMED,
    NESTING_IS_SHALLOW,
    FaultError,
    refuse,
)
from courseforge.reading.conflict import refuse_conflict
from courseforge.reading.json_wording import RESTORE, explain_json, explain_number, explain_repetition

MAX_DEPTH = 100

_MAX_DIGITS = 19
_MAX_READ = 4000  # digits; Python refuses to read a little more


def read_json(text: str) -> Any:
    """Read one JSON value.

    Raises:
        FaultError: it is not strict JSON, nested too deeply, or holds a broken character.
    """
    value = parse_json(text)
    if may_be_broken(text):
        refuse_broken(value)
    return value


def parse_json(text: str, *, any_number: bool = False) -> Any:
    """Read one JSON value whose texts may hold broken characters.

    Args:
        any_number: take ``NaN`` and huge numbers too, for whoever removes what holds them.

    Raises:
        FaultError: it is not strict JSON, or nested too deeply.
    """
    refuse_conflict(text)
    _refuse_page(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=float if any_number else _float,
            parse_int=_huge_integer if any_number else _integer,
            parse_constant=float if any_number else _constant,
        )
    except _TwiceError as error:
        raise explain_repetition(text, error.name) from error
    except _NumberError as error:
        raise explain_number(text, error.word) from error
    except json.JSONDecodeError as error:
        raise explain_json(text, error) from error
    except RecursionError as error:
        raise _too_deep() from error
    _refuse_depth(value)
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
        raise _TwiceError(_first_twice(name for name, _ in pairs))
    return made


def _first_twice(names: Iterable[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    raise AssertionError("called with names of which none stands twice")


def _float(word: str) -> float:
    number = float(word)
    if math.isinf(number):
        raise _NumberError(word)
    return number


def _integer(word: str) -> int:
    if len(word) > _MAX_DIGITS:
        raise _NumberError(word)
    return int(word)


def _huge_integer(word: str) -> float:
    return int(word) if len(word) < _MAX_READ else float(word)


def _constant(word: str) -> float:
    raise _NumberError(word)


def _refuse_page(text: str) -> None:
    if text.lstrip()[:1] == "<":
        raise refuse(
            FILE_IS_AS_NAMED,
            "This is a web page, not a notebook: probably the page around the notebook was saved.",
            "Download the notebook itself (on GitHub: “Download raw file”; in Colab: “Download .ipynb”).",
        )


def _too_deep() -> FaultError:
    return refuse(NESTING_IS_SHALLOW, f"Brackets lie more than {MAX_DEPTH} deep in each other.", RESTORE)


def _refuse_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [item for holder in level for item in _items(holder) if isinstance(item, dict | list)]
        if not level:
            return
    raise _too_deep()


def _items(holder: Any) -> Any:
    return holder.values() if isinstance(holder, dict) else holder if isinstance(holder, list) else ()
