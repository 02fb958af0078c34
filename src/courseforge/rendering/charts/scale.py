"""From what stands along an axis to a place on paper, and the lines by which eyes find their way."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from courseforge.model.chart import Axis, AxisKind, Value
from courseforge.model.plain_numbers import nice_step
from courseforge.rendering.charts.moments import count_seconds, list_moments

_MARGIN = 0.03  # of an axis, left free at both its ends
_GROUPED = 5  # digits; a number with more is written in groups of three


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis that has been measured.

    Attributes:
        low: what stands at its beginning, counted as its kind is.
        names: where each name stands, where there are names.
        lines: share of the axis and words of each line.
        band: share of the axis that belongs to one name.
    """

    kind: AxisKind
    is_log: bool
    is_reversed: bool
    low: float
    high: float
    names: Mapping[str, float]
    lines: tuple[tuple[float, str], ...]
    band: float = 0.0

    def find(self, value: Value) -> float | None:
        """Return at which share of the axis a value stands, 0 to 1; None for a gap."""
        number = self.names.get(value) if isinstance(value, str) and self.names else count(value, self)
        return None if number is None else self.share(number)

    def share(self, number: float) -> float:
        """Return at which share of the axis a counted value stands."""
        share = (number - self.low) / (self.high - self.low)
        return 1 - share if self.is_reversed else share


def count(value: Value, axis: Axis | Scale) -> float | None:
    """Return the number that stands for a value on an axis."""
    if value is None:
        return None
    if axis.kind is AxisKind.MOMENTS:
        return count_seconds(value) if isinstance(value, str) else value
    if isinstance(value, str) or (axis.is_log and value <= 0):
        return None
    return math.log10(value) if axis.is_log else value


def make_scale(axis: Axis, values: Iterable[Value], *, most: int, is_whole: bool, is_tight: bool = False) -> Scale:
    """Measure an axis.

    Args:
        most: lines that there is room for.
        is_whole: it begins and ends at a line.
        is_tight: it begins and ends with its values.
    """
    if axis.kind is AxisKind.NAMES:
        return _make_names(axis, values)
    numbers = [number for value in (*values, *axis.reach) if (number := count(value, axis)) is not None]
    low, high = _find_ends(numbers)
    step = nice_step((high - low) / most)
    if axis.kind is AxisKind.NUMBERS and not axis.is_log and all(map(float.is_integer, numbers)):
        step = max(step, 1.0)  # between years, or people, is nothing
    if is_whole and axis.kind is AxisKind.NUMBERS and not axis.is_log:
        low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
        high = max(high, low + step)  # what is next to nothing, beside a step, is nothing
    elif not is_tight:
        low, high = low - _MARGIN * (high - low), high + _MARGIN * (high - low)
    scale = Scale(axis.kind, axis.is_log, axis.is_reversed, low, high, {}, ())
    lines = _list_lines(scale, step, most)
    return replace(scale, lines=tuple((scale.share(number), words) for number, words in lines))


def _make_names(axis: Axis, values: Iterable[Value]) -> Scale:
    given = dict.fromkeys(value for value in values if isinstance(value, str))
    names = dict.fromkeys([*(name for name in axis.order if name in given), *given])
    places = {name: place + 0.5 for place, name in enumerate(names)}
    size = max(len(places), 1)
    scale = Scale(axis.kind, False, axis.is_reversed, 0.0, size, places, (), band=1 / size)
    return replace(scale, lines=tuple((scale.share(place), name) for name, place in places.items()))


def _find_ends(numbers: list[float]) -> tuple[float, float]:
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    if high - low > 1e-12 * max(abs(low), abs(high)):
        return low, high
    room = abs(low) / 10 or 1.0
    return low - room, high + room


def _list_lines(scale: Scale, step: float, most: int) -> list[tuple[float, str]]:
    if scale.kind is AxisKind.MOMENTS:
        return list_moments(scale.low, scale.high, most)
    if scale.is_log and scale.high - scale.low < 10 * most:
        return _list_powers(scale.low, scale.high, most)
    return _list_even(scale.low, scale.high, step, most)


def _list_even(low: float, high: float, step: float, most: int) -> list[tuple[float, str]]:
    first = math.ceil(low / step - 1e-9)
    numbers = [(first + place) * step for place in range(most + 2)]
    return [(number, _write(number, step)) for number in numbers if number <= high + step * 1e-9]


def _list_powers(low: float, high: float, most: int) -> list[tuple[float, str]]:
    powers = range(math.floor(low), math.ceil(high) + 1)
    for factors in ((1, 2, 5), (1,)):
        numbers = [power + math.log10(factor) for power in powers for factor in factors]
        inside = [number for number in numbers if low <= number <= high]
        if 2 <= len(inside) <= most + 1:
            break
    if len(inside) < 2:
        step = nice_step((10**high - 10**low) / most)
        even = _list_even(10**low, 10**high, step, most)
        return [(math.log10(number), words) for number, words in even if number > 0]
    thinned = inside[:: max(1, math.ceil(len(inside) / most))]
    return [(number, _write(10**number, 10 ** math.floor(number + 1e-9))) for number in thinned]


def _write(number: float, step: float) -> str:
    """Write a number as finely as lines lie apart."""
    if abs(number) >= 1e12 or step < 1e-6:
        return f"{number:.4g}"
    written = f"{number:.{max(0, -math.floor(math.log10(step) + 1e-9))}f}"
    whole, point, rest = written.partition(".")
    if len(whole.lstrip("-")) >= _GROUPED:
        whole = f"{int(whole):,}".replace(",", "\u202f")  # a thin space: points and commas differ by language
    return "0" if not number else f"{whole}{point}{rest}"


def find_width(places: Iterable[float]) -> float:
    """Return the least distance between places that bars stand on; 1 where there is one place alone."""
    ordered = sorted(set(places))
    return min((after - before for before, after in pairwise(ordered)), default=1.0)
