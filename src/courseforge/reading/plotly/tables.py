"""The numbers of a figure as tables: of charts what was plotted, of any other figure the columns it was made from."""

from collections.abc import Iterator, Sequence

from courseforge.model import DataTable
from courseforge.model.chart import Chart, Series, Value
from courseforge.model.figure_data import MOST_COLUMNS, MOST_ROWS
from courseforge.model.plain_numbers import choose_evenly, show_numbers
from courseforge.reading.plotly.columns import read_column, read_values
from courseforge.reading.plotly.traces import Trace

#: Columns that say something about the same things, the first that is there being what they are called by.
_COLUMNS = ("ids", "labels", "locations", "theta", "lat", "lon", "x", "y", "z", "r", "values", "open", "high", "low")


def tabulate_chart(chart: Chart) -> Iterator[DataTable]:
    """Put values at the same places beside each other."""
    together: dict[tuple[Value, ...], list[Series]] = {}
    for one in chart.series:
        together.setdefault(one.places, []).append(one)
    for same in together.values():
        for start in range(0, len(same), MOST_COLUMNS):
            yield _make_table(chart, same[start : start + MOST_COLUMNS], is_only=len(together) == 1)


def _make_table(chart: Chart, same: Sequence[Series], *, is_only: bool) -> DataTable:
    first = same[0]
    chosen = choose_evenly(len(first.places), MOST_ROWS)
    places = [first.places, first.ends] if first.ends else [first.places]
    columns = [_show([column[place] for place in chosen]) for column in [*places, *(one.values for one in same)]]
    title, names = chart.title, tuple(one.name for one in same)
    if len(same) == 1:
        # The name says what this table is, where there are several; its column is what the axis says.
        title = chart.title if is_only else " – ".join(filter(None, (chart.title, first.name)))
        names = (chart.up.title or first.name,)
    rows = tuple(zip(*columns, strict=True))
    return DataTable(title, chart.along.title, bool(first.ends), names, rows, max(first.size, len(first.places)))


def tabulate_columns(title: str, trace: Trace, heads: dict[str, str]) -> Iterator[DataTable]:
    """List what a trace of any kind was made from, where that is columns of the same length."""
    columns = {key: read_column(trace.get(key)) for key in _COLUMNS}
    size = max(map(len, columns.values()))
    alike = {key: column for key, column in columns.items() if size and len(column) == size}
    chosen = choose_evenly(size, MOST_ROWS)
    read = {key: read_values(column, chosen) for key, column in alike.items()}
    read = {key: values for key, values in read.items() if any(value is not None for value in values)}
    if len(read) > 1:
        first, *others = (heads.get(key) or key for key in read)
        rows = tuple(zip(*map(_show, read.values()), strict=True))
        yield DataTable(title, first, has_ranges=False, series=tuple(others), rows=rows, rows_in_all=size)


def _show(values: Sequence[Value]) -> list[str]:
    numbers = show_numbers([value if isinstance(value, float) else float("nan") for value in values])
    return [value if isinstance(value, str) else number for value, number in zip(values, numbers, strict=True)]
