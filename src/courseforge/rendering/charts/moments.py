"""Days and hours along an axis: at which of them a line stands, and what it is called."""

from collections.abc import Iterator
from datetime import datetime, timedelta

_BEGIN = datetime(1970, 1, 1)
_FIRST, _LAST = ((end - _BEGIN).total_seconds() for end in (datetime.min, datetime(9999, 12, 31)))
_DAY = 86_400
_STEPS = (1, 5, 15, 30, 60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, _DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
_SECONDS_OF_A_MONTH = 30.4 * _DAY
_MOST_LINES = 12  # whatever happens


def count_seconds(written: str) -> float:
    """Return the seconds from a fixed day to a moment (ISO 8601)."""
    return (datetime.fromisoformat(written) - _BEGIN).total_seconds()


def list_moments(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """Choose round moments between two others."""
    low, high = max(low, _FIRST), min(high, _LAST)
    least = (high - low) / most
    step = next((step for step in _STEPS if step >= least), None)
    if step is not None:
        return [*_list_even(low, high, step)]
    months = next((n for n in _MONTHS if n * _SECONDS_OF_A_MONTH >= least), _MONTHS[-1])
    return [*_list_months(low, high, months)]


def _list_even(low: float, high: float, step: int) -> Iterator[tuple[float, str]]:
    first = -int(-low // step) * step
    for number in range(_MOST_LINES):
        seconds = first + number * step
        if low <= seconds <= high:
            moment = _BEGIN + timedelta(seconds=seconds)
            if step >= _DAY:
                yield seconds, moment.date().isoformat()
            else:
                yield seconds, moment.strftime("%H:%M:%S" if step < 60 else "%H:%M")


def _list_months(low: float, high: float, months: int) -> Iterator[tuple[float, str]]:
    first = _BEGIN + timedelta(seconds=low)
    count = (first.year * 12 + first.month - 1) // months * months
    for number in range(_MOST_LINES):
        year, month = divmod(count + number * months, 12)
        if not 1 <= year <= 9999:
            continue
        moment = datetime(year, month + 1, 1)
        seconds = (moment - _BEGIN).total_seconds()
        if low <= seconds <= high:
            yield seconds, f"{year}" if months % 12 == 0 else f"{year}-{month + 1:02}"
