"""What was plotted, as words: names and days as the axis has them, numbers with as many digits as tell something."""

import math
import sys
from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import pairwise
from numbers import Number
from typing import Any

from courseforge.model.figure_data import LONGEST
from courseforge.model.plain_numbers import show_numbers

_NAMING = frozenset({"FixedFormatter", "FuncFormatter", "StrCategoryFormatter"})
_NAMED = frozenset({"FixedLocator", "StrCategoryLocator"})
_NEAR = 1e-6  # of the distance between two names


def show_values(values: Sequence[Any], axis: Any, *, is_bar: bool = False) -> list[str]:
    """Write values of one axis.

    Args:
        is_bar: they are the middles of bars, which may stand beside the name that is meant.
    """
    if not all(isinstance(value, Number) for value in values):
        return _show_things(values)
    numbers = [_to_float(value) for value in values]
    named = _find_names(numbers, axis, 0.5 if is_bar else _NEAR)
    if named is not None:
        return named
    if "Date" in type(axis.get_major_formatter()).__name__:
        return _show_days(numbers, axis)
    return show_numbers(numbers)


def has_names(axis: Any) -> bool:
    """Tell whether places on an axis have names or are days, instead of numbers."""
    return bool(_list_names(axis)) or "Date" in type(axis.get_major_formatter()).__name__


def _to_float(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return math.nan


def _find_names(numbers: Sequence[float], axis: Any, reach: float) -> list[str] | None:
    """Return the name at each place, where every place has one."""
    names = _list_names(axis)
    if not names:
        return None
    ticks = sorted(names)
    distance = min((after - before for before, after in pairwise(ticks)), default=1.0)
    found: list[str] = []
    for number in numbers:
        near = min(ticks, key=lambda tick: abs(tick - number))
        if not abs(near - number) <= reach * distance:
            return None
        found.append(names[near])
    return found


def _list_names(axis: Any) -> dict[float, str]:
    """Name the places of an axis that an author, or the words that were plotted, gave names."""
    formatter, locator = axis.get_major_formatter(), axis.get_major_locator()
    if type(formatter).__name__ not in _NAMING or type(locator).__name__ not in _NAMED:
        return {}
    ticks = [float(tick) for tick in axis.get_majorticklocs()]
    words = (" ".join(str(word).split())[:LONGEST] for word in formatter.format_ticks(ticks))
    return {tick: word for tick, word in zip(ticks, words, strict=False) if word}


def _show_days(numbers: Sequence[float], axis: Any) -> list[str]:
    """Write what matplotlib or pandas counts from its own first day."""
    if (step := getattr(axis.get_major_formatter(), "freq", None)) is not None and "pandas" in sys.modules:
        period = sys.modules["pandas"].Period
        return [str(period(ordinal=round(number), freq=step)) for number in numbers]
    to_day = sys.modules["matplotlib.dates"].num2date
    return _show_things([to_day(number).replace(tzinfo=None) if math.isfinite(number) else "" for number in numbers])


def _show_things(values: Sequence[Any]) -> list[str]:
    """Write words and days; days without an hour where no value has one."""
    plain = [_to_moment(value) for value in values]
    has_hours = any(isinstance(value, datetime) and value.time() != time() for value in plain)
    return [_show_thing(value, has_hours) for value in plain]


def _to_moment(value: Any) -> Any:
    if type(value).__name__ != "datetime64":
        return value
    return value.astype("datetime64[us]").item()


def _show_thing(value: Any, has_hours: bool) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")[:16] if has_hours else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Number):
        return show_numbers([_to_float(value)])[0]
    return "" if value is None else " ".join(str(value).split())[:LONGEST]
