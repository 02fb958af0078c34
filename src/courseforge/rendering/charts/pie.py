"""Shares of a whole: a pie, and beside it what each piece is called and how large it is."""

import math
from collections.abc import Iterator

from courseforge.model.chart import Series
from courseforge.rendering.charts.frame import WIDTH
from courseforge.rendering.charts.look import sign_of
from courseforge.rendering.charts.words import shorten, write

RADIUS = 96.0
_LEFT = 14.0
_ROW = 24.0


def draw_pie(one: Series, top: float) -> Iterator[str]:
    """Draw pieces clockwise from the top."""
    parts = [value if isinstance(value, float) else 0.0 for value in one.values]
    middle = (_LEFT + RADIUS, top + RADIUS)
    turned = 0.0
    first = top + RADIUS - _ROW * len(parts) / 2
    for number, (place, part) in enumerate(zip(one.places, parts, strict=True)):
        share = part / sum(parts)
        sign = sign_of(number)
        look = f'class="{sign.ink}" fill="{sign.fill}" stroke="currentColor" stroke-width="1.5"'
        yield f'<path {look} d="{_find_piece(middle, turned, share)}"/>'
        turned += share
        x, y = 2 * RADIUS + _LEFT + 26, first + number * _ROW
        yield f'<rect {look} x="{x}" y="{y:.1f}" width="18" height="14"/>'
        words = f"{share:.1%}".replace(".0%", "%")
        yield write(x + 26, y + 12, shorten(str(place or ""), WIDTH - x - 88), more=' class="ink"')
        yield write(WIDTH - 12, y + 12, words, "end", ' class="ink"')


def _find_piece(middle: tuple[float, float], turned: float, share: float) -> str:
    if share >= 1 - 1e-9:
        x, y = middle[0], middle[1] - RADIUS
        half = f"a{RADIUS} {RADIUS} 0 1 1"
        return f"M{x:.1f} {y:.1f}{half} 0 {2 * RADIUS}{half} 0 {-2 * RADIUS}Z"
    (x0, y0), (x1, y1) = (_find_edge(middle, turn) for turn in (turned, turned + share))
    arc = f"A{RADIUS} {RADIUS} 0 {int(share > 0.5)} 1 {x1:.1f} {y1:.1f}"
    return f"M{middle[0]:.1f} {middle[1]:.1f}L{x0:.1f} {y0:.1f}{arc}Z"


def _find_edge(middle: tuple[float, float], turn: float) -> tuple[float, float]:
    angle = 2 * math.pi * turn
    return middle[0] + RADIUS * math.sin(angle), middle[1] - RADIUS * math.cos(angle)
