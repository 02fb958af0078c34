"""Series inside a frame: lines, points and bars."""

from collections.abc import Iterator, Sequence

from courseforge.model.chart import Chart, Form, Series, Value
from courseforge.rendering.charts.frame import Frame
from courseforge.rendering.charts.look import sign_of
from courseforge.rendering.charts.scale import find_width

_THICK = 0.8  # of the room that a bar has
_MOST_ROOM = 0.25  # of the axis, for one place


def draw_series(frame: Frame, chart: Chart) -> Iterator[str]:
    """Draw every series: bars below, then lines, then points."""
    numbered = [*enumerate(chart.series)]
    yield from _draw_bars(frame, chart, [(number, one) for number, one in numbered if one.form is Form.BARS])
    has_bars = any(one.form is Form.BARS for one in chart.series)
    for number, one in numbered:
        if one.form in (Form.LINE, Form.LINE_WITH_POINTS):
            yield from _draw_line(frame, number, one, over_bars=has_bars)
    for number, one in numbered:
        if one.form in (Form.POINTS, Form.LINE_WITH_POINTS):
            yield from _draw_points(frame, number, one)


def _list_spots(frame: Frame, one: Series) -> Iterator[tuple[float, float] | None]:
    for place, value in zip(one.places, one.values, strict=True):
        across, up = frame.across.find(place), frame.upright.find(value)
        yield None if across is None or up is None else (frame.x(across), frame.y(up))


def _draw_line(frame: Frame, number: int, one: Series, *, over_bars: bool) -> Iterator[str]:
    steps: list[str] = []
    goes_on = False
    for spot in _list_spots(frame, one):
        if spot:
            steps.append(f"{'L' if goes_on else 'M'}{spot[0]:.1f} {spot[1]:.1f}")
        goes_on = spot is not None
    sign = sign_of(number)
    dash = f' stroke-dasharray="{sign.dash}"' if sign.dash else ""
    shape = f'fill="none" stroke-linejoin="round" d="{"".join(steps)}"'
    if over_bars:  # of another color, which may be as dark
        yield f'<path class="gap" stroke-width="6" {shape}/>'
    yield f'<path class="{sign.ink}" stroke="currentColor" stroke-width="2.2"{dash} {shape}/>'


def _draw_points(frame: Frame, number: int, one: Series) -> Iterator[str]:
    sign = sign_of(number)
    spots = filter(None, _list_spots(frame, one))
    marks = "".join(f"M{x:.1f} {y:.1f}{sign.marker}" for x, y in spots)
    yield f'<path class="{sign.ink} gap" fill="currentColor" stroke-width=".6" d="{marks}"/>'


def _draw_bars(frame: Frame, chart: Chart, bars: Sequence[tuple[int, Series]]) -> Iterator[str]:
    if not bars:
        return
    along, up = (frame.upright, frame.across) if chart.is_lying else (frame.across, frame.upright)
    shares = [share for _, one in bars for place in one.places if (share := along.find(place)) is not None]
    room = along.band or min(find_width(shares), _MOST_ROOM)
    zero = up.find(0.0) or 0.0
    heights: dict[tuple[Value, bool], float] = {}
    for order, (number, one) in enumerate(bars):
        for place, end, value in zip(one.places, one.ends or one.places, one.values, strict=True):
            share, height = along.find(place), value if isinstance(value, float) else None
            if share is None or not height:
                continue
            begin, thick = _find_side(share, along.find(end) if one.ends else None, room)
            base = zero
            if chart.is_stacked:
                key = (place, height < 0)
                base = up.share(heights.get(key, 0.0))
                heights[key] = height = heights.get(key, 0.0) + height
            else:
                thick /= len(bars)
                begin += (len(bars) - 1 - order if along.is_reversed else order) * thick
            yield _draw_bar(frame, number, (begin, thick), (base, up.share(height)), is_lying=chart.is_lying)


def _find_side(share: float, end: float | None, room: float) -> tuple[float, float]:
    """Return where a bar begins along its axis, and how thick it is."""
    if end is None:
        return share - _THICK * room / 2, _THICK * room
    return min(share, end), abs(end - share)


def _draw_bar(
    frame: Frame, number: int, side: tuple[float, float], length: tuple[float, float], *, is_lying: bool
) -> str:
    begin, thick = side
    low, high = sorted(length)
    if is_lying:
        x, y = frame.x(low), frame.y(begin + thick)
        width, height = (high - low) * frame.width, thick * frame.height
    else:
        x, y = frame.x(begin), frame.y(high)
        width, height = thick * frame.width, (high - low) * frame.height
    sign = sign_of(number)
    box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{sign.ink}" {box} fill="{sign.fill}" stroke="currentColor" stroke-width="1"/>'
