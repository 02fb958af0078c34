"""A chart that can be drawn on a page: what stands on its two axes, whatever program it comes from."""

from dataclasses import dataclass
from enum import StrEnum

#: A number, a name, a moment (ISO 8601, as words), or a gap.
Value = float | str | None


class AxisKind(StrEnum):
    """What stands along an axis."""

    NUMBERS = "numbers"
    NAMES = "names"
    MOMENTS = "moments"


class Form(StrEnum):
    """How a series is drawn."""

    LINE = "line"
    POINTS = "points"
    LINE_WITH_POINTS = "line with points"
    BARS = "bars"
    SHARES = "shares"  # of a whole: a pie


@dataclass(frozen=True, slots=True)
class Axis:
    """One of the two axes.

    Attributes:
        order: names in the order in which they stand; those that are missing follow.
        reach: numbers that it shows at least, besides those of the series.
    """

    title: str = ""
    kind: AxisKind = AxisKind.NUMBERS
    is_log: bool = False
    is_reversed: bool = False
    order: tuple[str, ...] = ()
    reach: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Values that belong together.

    Attributes:
        name: empty where there is but one.
        places: on the axis along which the values stand; names of the shares in a pie.
        ends: where each place is a range, its end (a histogram).
        size: how many values there were before they were thinned out.
    """

    name: str
    form: Form
    places: tuple[Value, ...]
    values: tuple[Value, ...]
    size: int
    ends: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole.

    Attributes:
        along: the axis of the places: across the page, or upright where the chart lies.
        up: the axis of the values.
        is_lying: its bars grow sideways.
        is_stacked: its bars stand on each other instead of side by side.
    """

    title: str
    along: Axis
    up: Axis
    series: tuple[Series, ...]
    is_lying: bool = False
    is_stacked: bool = False
