"""What stands along an axis: numbers, names or moments, as the figure says or as its values are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from courseforge.model.chart import Axis, AxisKind, Value
from courseforge.model.plain_numbers import show_numbers
from courseforge.reading.plotly.columns import read_column, read_number, read_values, read_words

_DECLARED = {
    "category": AxisKind.NAMES,
    "multicategory": AxisKind.NAMES,
    "linear": AxisKind.NUMBERS,
    "log": AxisKind.NUMBERS,
    "date": AxisKind.MOMENTS,
}
_MOST_NAMES = 1000
_SHORTEST_MOMENT = 7  # 2026-11: a year alone is a number


def read_axis(layout: Mapping[str, Any], values: Iterable[Value]) -> Axis:
    """Make an axis for these values."""
    declared = layout.get("type")
    kind = _DECLARED.get(declared) if isinstance(declared, str) else None
    kind = kind or _guess(values)
    order = read_column(layout.get("categoryarray")) if kind is AxisKind.NAMES else ()
    return Axis(
        title=read_words(layout.get("title")),
        kind=kind,
        is_log=kind is AxisKind.NUMBERS and declared == "log",
        is_reversed=layout.get("autorange") == "reversed",
        order=fit(read_values(order, range(min(len(order), _MOST_NAMES))), AxisKind.NAMES),  # type: ignore[arg-type]
        reach=_read_reach(layout) if kind is AxisKind.NUMBERS and declared != "log" else (),
    )


def _guess(values: Iterable[Value]) -> AxisKind:
    given = [value for value in values if value is not None]
    if all(read_number(value) is not None for value in given):
        return AxisKind.NUMBERS
    if all(isinstance(value, str) and read_moment(value) for value in given):
        return AxisKind.MOMENTS
    return AxisKind.NAMES


def _read_reach(layout: Mapping[str, Any]) -> tuple[float, ...]:
    given = read_column(layout.get("range"))
    reach = tuple(read_number(value) for value in read_values(given, range(min(len(given), 2))))
    return tuple(sorted(number for number in reach if number is not None))


def fit(values: Sequence[Value], kind: AxisKind) -> tuple[Value, ...]:
    """Make of values what stands along an axis; what has no place there is a gap."""
    match kind:
        case AxisKind.NUMBERS:
            return tuple(map(read_number, values))
        case AxisKind.NAMES:
            return tuple(show_numbers([value])[0] if isinstance(value, float) else value for value in values)
        case AxisKind.MOMENTS:
            return _show_moments(values)


def _show_moments(values: Sequence[Value]) -> tuple[Value, ...]:
    """Write moments alike: without an hour where no value has one, and seconds likewise."""
    moments = [read_moment(value) if isinstance(value, str) else None for value in values]
    if all(moment is None or moment.time() == time() for moment in moments):
        return tuple(moment.date().isoformat() if moment else None for moment in moments)
    precision = "seconds" if any(moment and moment.second for moment in moments) else "minutes"
    return tuple(moment.isoformat(" ", precision) if moment else None for moment in moments)


def read_moment(text: str) -> datetime | None:
    """Read ``2026-11-28``, ``2026-11`` or ``2026-11-28T10:00:00.000000000``; the time zone is left out."""
    short = text[:26].rstrip("Z")  # microseconds; plotly writes nanoseconds too
    try:
        moment = datetime.fromisoformat(f"{short}-01" if len(short) == _SHORTEST_MOMENT else short)
    except ValueError:
        return None
    return moment.replace(tzinfo=None) if len(short) >= _SHORTEST_MOMENT and "-" in short else None
