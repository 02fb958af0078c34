"""A figure of plotly on a page: drawn as a picture where that can be done, told in words, with its numbers below.

No page runs the program that plotly would draw with (docs/decisions/0021).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from html import escape
from typing import Any

from courseforge.config import SiteSettings
from courseforge.model import FIGURE_DATA, Display
from courseforge.model.chart import Chart, Form
from courseforge.reading.plotly import PlotlyFigure
from courseforge.rendering.charts.drawing import draw_charts

Output = Mapping[str, Any]
Text = Callable[..., str]


def show_figure(figure: PlotlyFigure, display: Display, colors: SiteSettings, text: Text) -> Iterator[Output]:
    """Give what stands for a figure: one output with its numbers, and perhaps a remark.

    Args:
        display: what its cell says about what it shows.
        text: translates the page's own words.
    """
    numbers = {FIGURE_DATA: json.loads(json.dumps(asdict(figure.data)))} if figure.data.tables else {}
    if figure.charts:
        words = describe_charts(figure, text)
        drawn = draw_charts(figure.charts, figure.title, words, colors)
        own = {} if display.alts else {"image/svg+xml": {"alt": words}}
        yield _make_output({"image/svg+xml": drawn, **numbers}, own)
        if figure.has_more:
            remark = escape(text("In Jupyter this figure shows more than this drawing does."))
            yield _make_output({"text/html": f"<p>{remark}</p>"})
    else:
        yield _make_output({"text/html": _tell(figure, display, text), **numbers})


def _make_output(data: Mapping[str, Any], metadata: Mapping[str, Any] | None = None) -> Output:
    return {"output_type": "display_data", "data": data, "metadata": metadata or {}}


def _tell(figure: PlotlyFigure, display: Display, text: Text) -> str:
    title = figure.title or text("A figure")
    said = [*filter(None, display.alts[:1])]
    said.append(text("A page cannot draw a figure of this kind. Download the notebook to see it in Jupyter."))
    paragraphs = "".join(f"<p>{escape(words)}</p>" for words in said)
    return f'<div class="admonition note"><p class="admonition-title">{escape(title)}</p>{paragraphs}</div>'


def describe_charts(figure: PlotlyFigure, text: Text) -> str:
    """Say what kind of chart this is and what stands on its axes, for those who do not see it."""
    chart = figure.charts[0]
    said = [_name_kind(chart, text), figure.title]
    across, upright = (chart.up, chart.along) if chart.is_lying else (chart.along, chart.up)
    if across.title:
        said.append(text("Across: {axis}", axis=across.title))
    if upright.title:
        said.append(text("Upwards: {axis}", axis=upright.title))
    if chart.series[0].form is Form.SHARES:
        said.append(", ".join(str(place) for place in chart.series[0].places))
    said.append(", ".join(filter(None, (one.name for one in chart.series))))
    said += [one.title for one in figure.charts] if len(figure.charts) > 1 else []
    said.append(text("Its numbers stand in the table below."))
    return ". ".join(words.removesuffix(".") for words in said if words) + "."


def _name_kind(chart: Chart, text: Text) -> str:
    match chart.series[0].form:
        case Form.BARS if chart.series[0].ends:
            return text("Histogram")
        case Form.BARS:
            return text("Bar chart")
        case Form.POINTS:
            return text("Chart of points")
        case Form.SHARES:
            return text("Pie chart")
    return text("Line chart")
