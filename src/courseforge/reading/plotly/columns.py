"""Columns of a figure: lists, and the packed numbers that plotly writes since its version 6."""

import binascii
import re
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import Any

from courseforge.model.chart import Value
from courseforge.model.figure_data import LONGEST

_PACKED = {"i1": "b", "u1": "B", "u1c": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "f4": "f", "f8": "d"}
_LARGEST = 1e100  # beyond, sums of two numbers are no numbers
_LONGEST_NUMBER = 40  # characters
_NUMBER = re.compile(r"[+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][+-]?\d{1,9})?")
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|s|em|strong|su[bp]|span|a)\b[^<>]{0,500}>", re.IGNORECASE)
_JOINING = "\u200c\u200d"  # between letters of Persian and parts of an emoji


def list_mappings(given: Any, most: int) -> list[Mapping[str, Any]]:
    """Return the mappings of a list, where it is one."""
    return [item for item in given[:most] if isinstance(item, Mapping)] if isinstance(given, list) else []


def find_mapping(given: Any, *keys: str) -> Mapping[str, Any]:
    """Go down through mappings; an empty one where there is none."""
    for key in keys:
        given = given.get(key) if isinstance(given, Mapping) else None
    return given if isinstance(given, Mapping) else {}


def read_column(given: Any) -> Sequence[Any]:
    """Return the values of a column as they stand; of what is no column, none."""
    if isinstance(given, list):
        return given
    return _unpack(given) if isinstance(given, Mapping) else ()


def _unpack(given: Mapping[str, Any]) -> Sequence[float]:
    kind, packed, shape = given.get("dtype"), given.get("bdata"), given.get("shape", "")
    if not isinstance(kind, str) or kind not in _PACKED or not isinstance(packed, str) or "," in str(shape)[:9]:
        return ()
    values = array(_PACKED[kind])
    try:
        values.frombytes(binascii.a2b_base64(packed, strict_mode=True))
    except (binascii.Error, ValueError):
        return ()
    if sys.byteorder == "big":
        values.byteswap()
    return values


def read_values(column: Sequence[Any], chosen: Iterable[int]) -> tuple[Value, ...]:
    """Read the values at some places of a column."""
    return tuple(_read_value(column[place]) for place in chosen)


def _read_value(given: Any) -> Value:
    """Read a number or a word; what is neither is a gap."""
    if isinstance(given, bool):
        return str(given)
    if isinstance(given, int | float):
        return _bound(given)
    return read_words(given) or None


def _bound(number: float) -> float | None:
    return float(number) if abs(number) <= _LARGEST else None  # of what is no number, nothing is true


def read_number(given: Value) -> float | None:
    """Read a number that may be written as a word."""
    if isinstance(given, str):
        short = given if len(given) <= _LONGEST_NUMBER and _NUMBER.fullmatch(given) else "nan"
        return _bound(float(short))
    return given


def read_words(given: Any) -> str:
    """Read a title or a name, without the few tags that plotly knows, in one line."""
    given = given.get("text") if isinstance(given, Mapping) else given
    if not isinstance(given, str):
        return ""
    plain = unescape(_TAG.sub("", _BREAK.sub(" ", given[: 4 * LONGEST])))
    line = " ".join(plain.split())
    return "".join(sign for sign in line if sign.isprintable() or sign in _JOINING)[:LONGEST].strip()
