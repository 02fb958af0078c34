"""Histograms: plotly keeps the values and counts them where they are shown, so we count."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from courseforge.model.chart import AxisKind, Form, Value
from courseforge.model.plain_numbers import nice_step
from courseforge.reading.plotly.axes import fit, read_axis
from courseforge.reading.plotly.columns import find_mapping, read_column, read_number, read_values, read_words
from courseforge.reading.plotly.traces import RawSeries, Trace

_MOST_VALUES = 200_000  # of all histograms on one pair of axes; a sample would count something else
_MOST_BINS = 50
_USUAL_BINS = 20
_FINEST = 1e-100  # width of a range


@dataclass(frozen=True, slots=True)
class _Heap:
    """What one histogram counts.

    Attributes:
        weights: what each value adds.
    """

    name: str
    values: tuple[Value, ...]
    weights: tuple[float, ...]


def read_histograms(traces: Sequence[Trace], layout: Any) -> list[RawSeries] | None:
    """Count what histograms on the same axes count, in the same ranges; None where that is not a plain count."""
    keys = {"y" if _is_lying(trace) else "x" for trace in traces}
    total = sum(len(read_column(trace.get(key))) for trace in traces for key in keys)
    if len(keys) != 1 or total > _MOST_VALUES or any(map(_is_special, traces)):
        return None
    (along,) = keys
    heaps = [_read_heap(trace, along, "x" if along == "y" else "y") for trace in traces]
    axis = read_axis(find_mapping(layout, f"{along}axis"), [value for heap in heaps for value in heap.values[:1000]])
    match axis.kind:
        case AxisKind.NAMES:
            return [_count_names(heap, is_lying=along == "y") for heap in heaps]
        case AxisKind.NUMBERS if not axis.is_log:
            return _count_ranges(heaps, traces[0], along)
    return None


def _is_lying(trace: Trace) -> bool:
    return trace.get("orientation") == "h" or not len(read_column(trace.get("x")))


def _is_special(trace: Trace) -> bool:
    """Tell whether it shows shares, averages or sums up to a place instead of counts and sums."""
    of_kind = (trace.get("histnorm", ""), trace.get("histfunc", "count"))
    return of_kind not in (("", "count"), ("", "sum")) or bool(find_mapping(trace, "cumulative").get("enabled"))


def _read_heap(trace: Trace, along: str, up: str) -> _Heap:
    column = read_column(trace.get(along))
    values = read_values(column, range(len(column)))
    weighed = read_column(trace.get(up)) if trace.get("histfunc") == "sum" else ()
    size = min(len(values), len(weighed)) if weighed else len(values)
    given = map(read_number, read_values(weighed, range(size))) if weighed else (1.0,) * size
    return _Heap(read_words(trace.get("name")), values[:size], tuple(weight or 0.0 for weight in given))


def _count_names(heap: _Heap, *, is_lying: bool) -> RawSeries:
    counts: dict[Value, float] = {}
    for name, weight in zip(fit(heap.values, AxisKind.NAMES), heap.weights, strict=True):
        if name is not None:
            counts[name] = counts.get(name, 0.0) + weight
    return RawSeries(heap.name, Form.BARS, (*counts,), (*counts.values(),), len(counts), is_lying)


def _count_ranges(heaps: Sequence[_Heap], trace: Trace, along: str) -> list[RawSeries] | None:
    numbers = [fit(heap.values, AxisKind.NUMBERS) for heap in heaps]
    everything = [number for column in numbers for number in column if isinstance(number, float)]
    if not everything:
        return None
    start, step, count = _choose_bins(min(everything), max(everything), len(everything), trace, along)
    if count > _MOST_BINS:
        return None
    edges = [start + step * place for place in range(count + 1)]
    made = []
    for heap, column in zip(heaps, numbers, strict=True):
        counts = [0.0] * count
        for number, weight in zip(column, heap.weights, strict=True):
            place = math.floor((number - start) / step) if isinstance(number, float) else -1
            if 0 <= place <= count:
                counts[min(place, count - 1)] += weight
        is_lying, ends = along == "y", tuple(edges[1:])
        made.append(RawSeries(heap.name, Form.BARS, tuple(edges[:-1]), tuple(counts), count, is_lying, ends))
    return made


def _choose_bins(low: float, high: float, size: int, trace: Trace, along: str) -> tuple[float, float, int]:
    """Return where the first range starts, how wide each is, and how many there are."""
    said = find_mapping(trace, f"{along}bins")
    start, end, step = (_read_one(said.get(key)) for key in ("start", "end", "size"))
    wanted = _read_one(trace.get(f"nbins{along}"))
    if step is None or step < max(_FINEST, (high - low) * 1e-6):
        most = min(max(wanted or min(math.sqrt(size), _USUAL_BINS), 2), _MOST_BINS - 2)
        step = nice_step((high - low) / most)
    start = math.floor(low / step) * step if start is None else start
    last = max(high, start) if end is None else end
    count = math.floor((last - start) / step) + (1 if end is None else 0)
    return start, step, max(1, count) if count <= _MOST_BINS else _MOST_BINS + 1


def _read_one(given: Any) -> float | None:
    return read_number(read_values([given], (0,))[0])
