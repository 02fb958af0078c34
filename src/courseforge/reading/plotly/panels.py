"""Panels: what stands on one pair of axes is a chart; a figure may have several."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from courseforge.model.chart import Axis, AxisKind, Chart, Form, Series, Value
from courseforge.reading.plotly.axes import fit, read_axis
from courseforge.reading.plotly.columns import find_mapping, read_column, read_words
from courseforge.reading.plotly.histogram import read_histograms
from courseforge.reading.plotly.traces import RawSeries, Trace, kind_of, read_bars, read_pie, read_scatter

_READERS = {"scatter": read_scatter, "scattergl": read_scatter, "bar": read_bars}
_ON_AXES = frozenset({*_READERS, "histogram"})
_LONGEST_AXIS = 9  # characters: x2, yaxis12


@dataclass(frozen=True, slots=True)
class Panel:
    """Traces on the same pair of axes, and the chart they make; None where it is of a kind of its own."""

    traces: tuple[Trace, ...]
    chart: Chart | None


def is_empty(trace: Trace) -> bool:
    """Tell whether a trace has nothing to stand on its axes; some only make an entry of a legend."""
    return kind_of(trace) in _ON_AXES and not any(len(read_column(trace.get(key))) for key in "xy")


def read_panels(traces: Sequence[Trace], layout: Mapping[str, Any]) -> list[Panel]:
    """Put together what stands on the same axes; a pie, and what has no such axes, stands alone."""
    together: dict[object, list[Trace]] = {}
    for number, trace in enumerate(traces):
        axes = tuple(_name_axis(trace, key) for key in "xy")
        together.setdefault(axes if kind_of(trace) in _ON_AXES else number, []).append(trace)
    panels = [_read_panel(tuple(panel), layout) for panel in together.values()]
    return _reach_alike(_name_panels(panels), layout) if len(panels) > 1 else panels


def _read_panel(traces: tuple[Trace, ...], layout: Mapping[str, Any]) -> Panel:
    if kind_of(traces[0]) == "pie":
        read: list[RawSeries] | None = [pie] if (pie := read_pie(traces[0])) else None
    else:
        read = _read_traces(traces, layout)
    bars = [one for one in read or () if one.form is Form.BARS]
    if not read or len({bar.is_lying for bar in bars}) > 1 or (bars and bars[0].is_lying and len(bars) < len(read)):
        return Panel(traces, None)
    return Panel(traces, _make_chart(traces[0], read, layout))


def _read_traces(traces: Sequence[Trace], layout: Mapping[str, Any]) -> list[RawSeries] | None:
    """Read what stands on one pair of axes, in its order; None as soon as one of it cannot be read."""
    counted = [trace for trace in traces if kind_of(trace) == "histogram"]
    heaps = iter(read_histograms(counted, layout) or () if counted else ())
    made: list[RawSeries] = []
    for trace in traces:
        read = _READERS.get(kind_of(trace))
        one = read(trace) if read else next(heaps, None)
        if one is None:
            return None
        made.append(one)
    return made


def _make_chart(trace: Trace, read: Sequence[RawSeries], layout: Mapping[str, Any]) -> Chart:
    is_lying = any(one.is_lying for one in read)
    across, upright = (find_mapping(layout, _name_axis(trace, key)) for key in "xy")
    along = _read_along(upright if is_lying else across, read)
    up = read_axis(across if is_lying else upright, chain.from_iterable(one.values for one in read))
    series = tuple(
        Series(one.name, one.form, fit(one.places, along.kind), fit(one.values, up.kind), one.size, one.ends)
        for one in read
    )
    is_stacked = layout.get("barmode") in ("stack", "relative")
    return Chart(read_words(layout.get("title")), along, up, series, is_lying, is_stacked)


def _read_along(layout: Mapping[str, Any], read: Sequence[RawSeries]) -> Axis:
    if read[0].form is Form.SHARES:
        return Axis(kind=AxisKind.NAMES)
    places: Iterator[Value] = chain.from_iterable(one.places for one in read)
    return read_axis(layout, places)


def _name_axis(trace: Trace, key: str) -> str:
    """Return what the layout calls an axis that a trace calls ``x2``."""
    given = trace.get(f"{key}axis")
    return f"{key}axis{given[1:_LONGEST_AXIS]}" if isinstance(given, str) else f"{key}axis"


def _name_panels(panels: Iterable[Panel]) -> list[Panel]:
    """Call each panel by what its traces have in common; plotly.express keeps that in words for the pointer."""
    named = []
    for panel in panels:
        title = _find_common(panel.traces[0])
        chart = panel.chart and replace(panel.chart, title=title or panel.chart.series[0].name)
        named.append(replace(panel, chart=chart))
    return named


def _find_common(trace: Trace) -> str:
    words = trace.get("hovertemplate")
    parts = words[:2000].split("<br>") if isinstance(words, str) else []
    own = [read_words(part) for part in parts if "=" in part and "%{" not in part and "<extra" not in part]
    return ", ".join(filter(None, own))


def _reach_alike(panels: list[Panel], layout: Mapping[str, Any]) -> list[Panel]:
    """Let axes that plotly keeps alike reach equally far in all panels."""
    charts = [panel.chart for panel in panels if panel.chart]
    alike = {key for key in "xy" if any(find_mapping(layout, f"{key}axis{n}").get("matches") for n in range(2, 10))}
    if not alike or any(chart.is_lying or chart.series[0].form is Form.SHARES for chart in charts):
        return panels
    along = _join_reach(charts, "along") if "x" in alike else ()
    up = _join_reach(charts, "up") if "y" in alike else ()
    return [replace(panel, chart=panel.chart and _stretch(panel.chart, along, up)) for panel in panels]


def _join_reach(charts: Iterable[Chart], side: str) -> tuple[float, ...]:
    column = "places" if side == "along" else "values"
    numbers = [
        value
        for chart in charts
        if getattr(chart, side).kind is AxisKind.NUMBERS
        for one in chart.series
        for value in getattr(one, column)
        if isinstance(value, float)
    ]
    return (min(numbers), max(numbers)) if numbers else ()


def _stretch(chart: Chart, along: tuple[float, ...], up: tuple[float, ...]) -> Chart:
    return replace(
        chart,
        along=replace(chart.along, reach=chart.along.reach + along),
        up=replace(chart.up, reach=chart.up.reach + up),
    )
