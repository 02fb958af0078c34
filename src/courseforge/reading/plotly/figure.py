"""The whole of a figure: the charts that pages can draw of it, and its numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from courseforge.model import DataTable, FigureData
from courseforge.model.chart import AxisKind, Chart, Form, Series
from courseforge.model.figure_data import MOST_TABLES
from courseforge.reading.plotly.columns import find_mapping, list_mappings, read_words
from courseforge.reading.plotly.embedded import find_embedded, join_lines
from courseforge.reading.plotly.panels import Panel, is_empty, read_panels
from courseforge.reading.plotly.tables import tabulate_chart, tabulate_columns
from courseforge.reading.plotly.traces import says_more

PLOTLY = "application/vnd.plotly.v1+json"

_MOST_TRACES = 40  # that are read at all
_MOST_CHARTS = 6  # below each other
_MOST_SERIES = 8  # of a chart, that eyes can tell apart
_MOST_BARS = 200  # of a chart
_MORE = ("shapes", "images", "sliders", "updatemenus")  # of a layout


@dataclass(frozen=True, slots=True)
class PlotlyFigure:
    """What is known of a figure.

    Attributes:
        charts: what a page can draw, one below the other; empty where it cannot draw all of them.
        data: the numbers; without tables where even they cannot be read.
        has_more: the figure shows more than its charts, or its tables, say.
    """

    title: str
    charts: tuple[Chart, ...]
    data: FigureData
    has_more: bool


def find_plotly(output: Mapping[str, Any]) -> PlotlyFigure | None:
    """Read the figure of an output; None where it holds none."""
    data = output.get("data")
    if not isinstance(data, Mapping):
        return None
    given = data.get(PLOTLY) or find_embedded(join_lines(data.get("text/html")))
    return _read_figure(given) if isinstance(given, Mapping) else None


def _read_figure(given: Mapping[str, Any]) -> PlotlyFigure:
    layout = find_mapping(given, "layout")
    every = list_mappings(given.get("data"), _MOST_TRACES + 1)
    traces = [trace for trace in every[:_MOST_TRACES] if trace.get("visible", True) is True and not is_empty(trace)]
    panels = read_panels(traces, layout)
    charts = tuple(panel.chart for panel in panels if panel.chart)
    tables = [table for panel in panels for table in _list_tables(panel, layout)]
    can_be_drawn = len(charts) == len(panels) <= _MOST_CHARTS and all(map(_is_drawable, charts))
    is_cut = len(every) > _MOST_TRACES
    has_notes = bool(layout.get("annotations")) and len(panels) == 1  # those of several are what they are called
    extra = any(map(says_more, traces)) or any(map(layout.get, _MORE)) or bool(given.get("frames"))
    is_thinned = any(one.size > len(one.places) for chart in charts for one in chart.series)
    return PlotlyFigure(
        title=read_words(layout.get("title")),
        charts=charts if can_be_drawn and not is_cut else (),
        data=FigureData(tuple(tables[:MOST_TABLES])),
        has_more=extra or has_notes or is_thinned or is_cut or len(tables) > MOST_TABLES,
    )


def _list_tables(panel: Panel, layout: Mapping[str, Any]) -> Iterator[DataTable]:
    if panel.chart:
        yield from tabulate_chart(panel.chart)
        return
    heads = {key: read_words(find_mapping(layout, f"{key}axis").get("title")) for key in "xy"}
    for trace in panel.traces:
        yield from tabulate_columns(read_words(trace.get("name")), trace, heads)


def _is_drawable(chart: Chart) -> bool:
    """Tell whether all that a chart holds can be drawn, and told apart."""
    if chart.series[0].form is Form.SHARES:
        return len(chart.series[0].places) <= _MOST_SERIES
    bars = [one for one in chart.series if one.form is Form.BARS]
    return (
        len(chart.series) <= _MOST_SERIES
        and any(map(_has_point, chart.series))
        and sum(len(one.places) for one in bars) <= _MOST_BARS
        and not (bars and (chart.up.is_log or chart.up.kind is not AxisKind.NUMBERS))
        and (chart.is_stacked or all(len(set(one.places)) == len(one.places) for one in bars))
    )


def _has_point(one: Series) -> bool:
    return any(place is not None and value is not None for place, value in zip(one.places, one.values, strict=True))
