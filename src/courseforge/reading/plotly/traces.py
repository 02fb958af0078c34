"""Traces, as plotly calls what is drawn, one after another: lines, points, bars and pies become series."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courseforge.model.chart import Form, Value
from courseforge.model.plain_numbers import choose_evenly, show_numbers
from courseforge.reading.plotly.columns import find_mapping, read_column, read_number, read_values, read_words

Trace = Mapping[str, Any]

MOST_POINTS = 500  # of a series; a page is no wider
_WITH_POINTS = 20  # points; shorter lines show theirs, if nothing is said
_SHARE_SIZE = 100  # shares of one pie that are read


@dataclass(frozen=True, slots=True)
class RawSeries:
    """A series before anybody knows what stands along its axes.

    Attributes:
        is_lying: its places stand on the upright axis.
    """

    name: str
    form: Form
    places: tuple[Value, ...]
    values: tuple[Value, ...]
    size: int
    is_lying: bool = False
    ends: tuple[float, ...] = ()


def kind_of(trace: Trace) -> str:
    """Name the kind of a trace."""
    kind = trace.get("type", "scatter")
    return kind if isinstance(kind, str) else ""


def read_scatter(trace: Trace) -> RawSeries | None:
    """Read lines and points; None where they are drawn in a way of their own."""
    form = _read_form(trace)
    if form is None or trace.get("stackgroup"):
        return None
    return _read_pairs(trace, form, "x", "y")


def read_bars(trace: Trace) -> RawSeries | None:
    """Read bars."""
    if trace.get("base") is not None:
        return None  # they begin anywhere
    is_lying = trace.get("orientation") == "h"
    return _read_pairs(trace, Form.BARS, *(("y", "x") if is_lying else ("x", "y")))


def read_pie(trace: Trace) -> RawSeries | None:
    """Read the shares of a pie, the largest first if nothing else is said; None where they make no whole."""
    labels, values = read_column(trace.get("labels")), read_column(trace.get("values"))
    size = min(len(labels) or len(values), len(values) or len(labels))
    if not 0 < size <= _SHARE_SIZE:
        return None
    names = read_values(labels, range(size)) if labels else [str(place) for place in range(size)]
    parts = read_values(values, range(size)) if values else (1.0,) * size
    shares: dict[str, float] = {}
    for name, part in zip(names, map(read_number, parts), strict=True):
        if part is None or part < 0:
            return None
        label = show_numbers([name])[0] if isinstance(name, float) else name or ""
        shares[label] = shares.get(label, 0.0) + part
    ordered = [*shares.items()] if trace.get("sort") is False else sorted(shares.items(), key=lambda pair: -pair[1])
    if sum(shares.values()) <= 0:
        return None
    ordered_names, ordered_parts = zip(*ordered, strict=True)
    return RawSeries(_name(trace), Form.SHARES, ordered_names, ordered_parts, len(shares))


def _read_form(trace: Trace) -> Form | None:
    mode = trace.get("mode")
    if not isinstance(mode, str):
        size = max(len(read_column(trace.get(key))) for key in ("x", "y"))
        return Form.LINE_WITH_POINTS if size < _WITH_POINTS else Form.LINE
    has_line, has_points = "lines" in mode, "markers" in mode
    if has_line and has_points:
        return Form.LINE_WITH_POINTS
    return Form.LINE if has_line else Form.POINTS if has_points else None


def _read_pairs(trace: Trace, form: Form, along: str, up: str) -> RawSeries | None:
    places, values = read_column(trace.get(along)), read_column(trace.get(up))
    places = places or _count(trace, along, len(values))
    values = values or _count(trace, up, len(places))
    size = min(len(places), len(values))
    chosen = choose_evenly(size, MOST_POINTS)
    if not size:
        return None
    return RawSeries(
        _name(trace), form, read_values(places, chosen), read_values(values, chosen), size, is_lying=along == "y"
    )


def _count(trace: Trace, axis: str, size: int) -> Sequence[float]:
    """Give the places of values that say none: plotly counts from 0, or as the trace says."""
    start, step = read_number(_plain(trace.get(f"{axis}0"))), read_number(_plain(trace.get(f"d{axis}")))
    start, step = start or 0.0, 1.0 if step is None else step
    return range(size) if (start, step) == (0.0, 1.0) else [start + step * place for place in range(size)]


def _plain(given: Any) -> Value:
    return read_values([given], (0,))[0]


def _name(trace: Trace) -> str:
    return read_words(trace.get("name"))


def says_more(trace: Trace) -> bool:
    """Tell whether a trace shows what a plain drawing of it does not: errors, sizes, shades, words, areas."""
    marker = find_mapping(trace, "marker")
    has_errors = any(find_mapping(trace, key).get("visible", key in trace) for key in ("error_x", "error_y"))
    has_words = isinstance(trace.get("mode"), str) and "text" in trace["mode"]
    has_area = trace.get("fill") not in (None, "none", "")
    return bool(has_errors or has_words or has_area or any(read_column(marker.get(k)) for k in ("size", "color")))
