"""Numbers as readers of a table want them: with as many digits as tell something."""

import math
from collections.abc import Sequence

_DIGITS = 5  # that tell something
_SMALLEST = 1e-100  # step; below, sums stay as they are


def show_numbers(numbers: Sequence[float]) -> list[str]:
    """Write numbers with five digits that tell something, counted from the largest of them."""
    largest = max((abs(number) for number in numbers if math.isfinite(number)), default=0.0)
    size = math.floor(math.log10(largest)) + 1 if largest else 1
    if not -3 < size <= 15:
        return [f"{number:.{_DIGITS}g}" if math.isfinite(number) else "" for number in numbers]
    return [_show_number(number, max(0, _DIGITS - size)) for number in numbers]


def _show_number(number: float, decimals: int) -> str:
    if not math.isfinite(number):
        return ""
    written = f"{number:.{decimals}f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written == "-0" else written


def choose_evenly(size: int, most: int) -> Sequence[int]:
    """Choose places between the first and the last, evenly."""
    if size <= most:
        return range(size)
    return [round(number * (size - 1) / (most - 1)) for number in range(most)]


def nice_step(least: float) -> float:
    """Return the smallest of …, 1, 2, 5, 10, 20, … that is no less; 1 where there is nothing to divide."""
    if not least > _SMALLEST:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10, 20) if factor * power >= least * (1 - 1e-9))
