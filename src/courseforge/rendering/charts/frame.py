"""The frame of a chart: where on paper its two axes run, with their lines, words and titles."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from courseforge.model.chart import Axis, AxisKind, Chart, Form, Value
from courseforge.rendering.charts.scale import Scale, count, find_width, make_scale
from courseforge.rendering.charts.words import measure, shorten, write

WIDTH = 420.0
_HIGHEST = 700.0  # of what lies between the axes
_ROW = 30.0  # of a bar that lies
_RIGHT = 18.0
_WIDEST = 150.0  # words at the left
_SLANTED = 85.0  # of a name that stands aslant
_COSINE = 0.77  # of the slant
_LINES_ACROSS, _LINES_UP = 6, 5


@dataclass(frozen=True, slots=True)
class Frame:
    """Two axes, measured.

    Attributes:
        bottom: how much room the words below it take.
    """

    left: float
    top: float
    width: float
    height: float
    across: Scale
    upright: Scale
    bottom: float

    def x(self, share: float) -> float:
        """Return where a share of the axis across the page lies."""
        return self.left + share * self.width

    def y(self, share: float) -> float:
        """Return where a share of the upright axis lies."""
        return self.top + (1 - share) * self.height


def make_frame(chart: Chart, top: float, height: float) -> Frame:
    """Measure both axes of a chart.

    Args:
        top: where it begins.
        height: of what lies between the axes, where nothing else asks for more or less.
    """
    has_bars = any(one.form is Form.BARS for one in chart.series)
    along, up = _measure_along(chart, has_bars=has_bars), _measure_up(chart, has_bars=has_bars)
    across, upright = (up, along) if chart.is_lying else (along, up)
    longest = max((measure(words) for _, words in upright.lines), default=0.0)
    left = min(longest, _WIDEST) + 14
    width = WIDTH - left - _RIGHT
    rows = len(along.names) if chart.is_lying else 0
    groups = 1 if chart.is_stacked else len(chart.series)
    height = min(max(height / 2, rows * _ROW * (1 + groups) / 2), _HIGHEST) if rows else height
    is_slanted = _needs_slant(across, width)
    return Frame(left, top, width, height, across, upright, 74 if is_slanted else 22)


def _measure_along(chart: Chart, *, has_bars: bool) -> Scale:
    axis = chart.along
    values: list[Value] = [value for one in chart.series for value in one.places]
    values += [end for one in chart.series for end in one.ends]
    ends = any(one.ends for one in chart.series)
    if has_bars and not ends and axis.kind is not AxisKind.NAMES:
        axis = _make_room(axis, values)
    return make_scale(axis, values, most=_LINES_ACROSS, is_whole=False, is_tight=has_bars)


def _make_room(axis: Axis, values: list[Value]) -> Axis:
    """Let an axis reach half a bar further than where its bars stand."""
    counted = [number for value in values if (number := count(value, axis)) is not None]
    if not counted:
        return axis
    half = find_width(counted) / 2
    return replace(axis, reach=(*axis.reach, min(counted) - half, max(counted) + half))


def _measure_up(chart: Chart, *, has_bars: bool) -> Scale:
    values: list[Value] = [value for one in chart.series for value in one.values]
    if has_bars:
        values += [0.0, *(_list_sums(chart) if chart.is_stacked else ())]
    return make_scale(chart.up, values, most=_LINES_UP, is_whole=True)


def _list_sums(chart: Chart) -> Iterator[float]:
    """Give how far bars that stand on each other reach, up and down."""
    sums: dict[tuple[Value, bool], float] = {}
    for one in chart.series:
        for place, value in zip(one.places, one.values, strict=True):
            if one.form is Form.BARS and isinstance(value, float):
                key = (place, value < 0)
                sums[key] = sums.get(key, 0.0) + value
    yield from sums.values()


def _needs_slant(across: Scale, width: float) -> bool:
    return bool(across.names) and any(measure(words) > width * across.band - 6 for _, words in across.lines)


def draw_frame(frame: Frame, chart: Chart) -> Iterator[str]:
    """Draw lines and words; the series come on top of them."""
    right, foot = frame.left + frame.width, frame.top + frame.height
    for share, words in _list_rows(frame):
        y = frame.y(share)
        if not frame.upright.names:
            yield f'<path class="line" d="M{frame.left:.1f} {y:.1f}H{right:.1f}"/>'
        yield write(frame.left - 7, y + 4.5, shorten(words, _WIDEST), "end", ' class="note"')
    for share, words in frame.across.lines if not frame.across.names else ():
        x = frame.x(share)
        yield f'<path class="line" d="M{x:.1f} {frame.top:.1f}V{foot:.1f}"/>'
        inside = min(x, WIDTH - 4 - measure(words) / 2)
        yield write(inside, foot + 17, words, "middle", ' class="note"')
    yield from _draw_names(frame, foot)
    for y in (foot, *_find_zero(frame)):
        yield f'<path class="edge" d="M{frame.left:.1f} {y:.1f}H{right:.1f}"/>'
    title_across = (chart.up if chart.is_lying else chart.along).title
    if title_across:
        yield write(right, foot + frame.bottom + 14, shorten(title_across, WIDTH - 20), "end", ' class="ink"')


def _find_zero(frame: Frame) -> Iterator[float]:
    """Give where values turn from less than nothing to more, if they do."""
    scale = frame.upright
    if scale.kind is AxisKind.NUMBERS and not scale.is_log and scale.low < 0 < scale.high:
        yield frame.y(scale.share(0.0))


def _list_rows(frame: Frame) -> list[tuple[float, str]]:
    lines = frame.upright.lines
    every = -(-len(lines) * 16 // int(frame.height)) if lines else 1  # as many as there is room for
    return [*lines[:: max(1, every)]]


def _draw_names(frame: Frame, foot: float) -> Iterator[str]:
    if not frame.across.names:
        return
    slot = frame.width * frame.across.band
    every = max(1, int(15 / slot) + 1) if slot < 15 else 1
    for share, words in frame.across.lines[::every]:
        x = frame.x(share)
        if frame.bottom > 22:
            turn = f' class="note" transform="rotate(-40 {x + 4:.1f} {foot + 14:.1f})"'
            yield write(x + 4, foot + 14, shorten(words, min(_SLANTED, x / _COSINE)), "end", turn)
        else:
            yield write(x, foot + 17, words, "middle", ' class="note"')
