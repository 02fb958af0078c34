"""Charts -> one SVG: a title, and each chart with its legend below the one before."""

from collections.abc import Iterator, Sequence
from html import escape

from courseforge.config import SiteSettings
from courseforge.model.chart import Chart, Form, Series
from courseforge.rendering.charts.frame import WIDTH, draw_frame, make_frame
from courseforge.rendering.charts.look import make_patterns, make_style, sign_of
from courseforge.rendering.charts.marks import draw_series
from courseforge.rendering.charts.pie import RADIUS, draw_pie
from courseforge.rendering.charts.words import measure, shorten, wrap, write

_SHOWN = 576  # CSS pixels: as wide as text
_HEIGHT, _LOWER = 230.0, 150.0  # of a chart, and of one of several
_TITLE_SIZE = 15.0
_LEGEND_ROW = 22.0
_SWATCH = 26.0


def draw_charts(charts: Sequence[Chart], title: str, description: str, colors: SiteSettings) -> str:
    """Draw charts below each other.

    Args:
        description: for those who open the file itself and listen to it.
        colors: of the library's site.
    """
    parts: list[str] = []
    y = 8.0
    for line in wrap(title, WIDTH - 28, 3, _TITLE_SIZE):
        y += 20
        parts.append(write(12, y, line, more=f' class="ink" font-weight="600" font-size="{_TITLE_SIZE:g}"'))
    for chart in charts:
        drawn, y = _draw_chart(chart, y + 10, is_one_of_several=len(charts) > 1)
        parts += drawn
    height = y + 10
    size = max(len(one.places) if one.form is Form.SHARES else len(c.series) for c in charts for one in c.series)
    words = f"<title>{escape(title)}</title>" if title else ""
    words += f"<desc>{escape(description)}</desc>"
    # Larger than what is shown, so that no edge shines through where a screen rounds sizes
    paper = f'<rect class="page" x="-9" y="-9" width="{WIDTH + 18:g}" height="{height + 18:.0f}"/>'
    body = "".join([words, make_style(colors), make_patterns(size), paper, *parts])
    return f"{_open(height)}{body}</svg>"


def _open(height: float) -> str:
    shown = f'width="{_SHOWN}" height="{round(height * _SHOWN / WIDTH)}"'
    font = 'font-family="system-ui,sans-serif" font-size="13"'
    box = f'viewBox="0 0 {WIDTH:g} {height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {shown} role="img" {font}>'


def _draw_chart(chart: Chart, y: float, *, is_one_of_several: bool) -> tuple[list[str], float]:
    parts: list[str] = []
    if is_one_of_several and chart.title:
        y += 16
        parts.append(write(12, y, shorten(chart.title, WIDTH - 24), more=' class="ink" font-weight="600"'))
        y += 6
    if chart.series[0].form is Form.SHARES:
        return [*parts, *draw_pie(chart.series[0], y + 6)], y + 2 * RADIUS + 12
    if any(one.name for one in chart.series) and len(chart.series) > 1:
        legend, y = _draw_legend(chart.series, y)
        parts += legend
    upright_title = (chart.along if chart.is_lying else chart.up).title
    if upright_title:
        y += 16
        parts.append(write(12, y, shorten(upright_title, WIDTH - 24), more=' class="ink"'))
    frame = make_frame(chart, y + 15, _LOWER if is_one_of_several else _HEIGHT)
    parts += [*draw_frame(frame, chart), *draw_series(frame, chart)]
    title_across = (chart.up if chart.is_lying else chart.along).title
    return parts, frame.top + frame.height + frame.bottom + (18 if title_across else 0)


def _draw_legend(series: Sequence[Series], y: float) -> tuple[list[str], float]:
    parts: list[str] = []
    x, y = 12.0, y + 14
    for number, one in enumerate(series):
        name = shorten(one.name or f"{number + 1}", WIDTH - 24 - _SWATCH)
        width = _SWATCH + measure(name) + 18
        if x + width > WIDTH - 6 and x > 12:
            x, y = 12.0, y + _LEGEND_ROW
        parts += [*_draw_swatch(number, one, x, y - 4.5), write(x + _SWATCH, y, name, more=' class="ink"')]
        x += width
    return parts, y + 6


def _draw_swatch(number: int, one: Series, x: float, y: float) -> Iterator[str]:
    sign = sign_of(number)
    if one.form is Form.BARS:
        box = f'x="{x:.1f}" y="{y - 7:.1f}" width="18" height="14"'
        yield f'<rect class="{sign.ink}" {box} fill="{sign.fill}" stroke="currentColor"/>'
    if one.form in (Form.LINE, Form.LINE_WITH_POINTS):
        dash = f' stroke-dasharray="{sign.dash}"' if sign.dash else ""
        yield f'<path class="{sign.ink}" stroke="currentColor" stroke-width="2.2"{dash} d="M{x:.1f} {y:.1f}h20"/>'
    if one.form in (Form.POINTS, Form.LINE_WITH_POINTS):
        yield f'<path class="{sign.ink}" fill="currentColor" d="M{x + 10:.1f} {y:.1f}{sign.marker}"/>'
