"""The numbers behind a figure, as they are read off it where it is drawn, and shown below it on a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: Kind of an output: the numbers travel beside the picture, as JSON of ``FigureData``.
FIGURE_DATA = "application/vnd.courseforge.figure-data+json"

MOST_ROWS = 50  # of one table; more is thinned out
MOST_COLUMNS = 10  # of one table, besides the first
MOST_TABLES = 12  # of one figure
LONGEST = 200  # characters of a title, a name or a value


@dataclass(frozen=True, slots=True)
class DataTable:
    """What was plotted on one pair of axes against the same places.

    Attributes:
        title: of the axes; empty where it has none.
        axis: what the places are, as the axis says.
        has_ranges: each place is a range and takes two columns, from and to (a histogram).
        series: what each further column is called; empty where nothing says it.
        rows: places first.
        rows_in_all: how many there were before they were thinned out.
    """

    title: str
    axis: str
    has_ranges: bool
    series: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    rows_in_all: int


@dataclass(frozen=True, slots=True)
class FigureData:
    """The tables of one figure.

    Attributes:
        unread: kinds of what the figure shows besides: ``areas``, ``boxes``, ``maps``, ``shapes`` or ``more``.
    """

    tables: tuple[DataTable, ...]
    unread: tuple[str, ...] = ()


def find_figure_data(output: Mapping[str, Any]) -> FigureData | None:
    """Return the numbers that come with an output; None where there are none of the form above.

    A lesson's code can send anything under this name.
    """
    data = output.get("data")
    given = data.get(FIGURE_DATA) if isinstance(data, Mapping) else None
    try:
        return None if given is None else _read(given)
    except (ValueError, TypeError, KeyError):
        return None


def _read(given: Any) -> FigureData:
    tables = tuple(_read_table(table) for table in _demand(given["tables"], list)[:MOST_TABLES])
    return FigureData(tables, _read_words(given["unread"], MOST_TABLES))


def _read_table(given: Any) -> DataTable:
    series = _read_words(given["series"], MOST_COLUMNS)
    has_ranges = _demand(given["has_ranges"], bool)
    width = len(series) + 1 + has_ranges
    rows = tuple(_read_words(row, width) for row in _demand(given["rows"], list)[:MOST_ROWS])
    if any(len(row) != width for row in rows):
        raise ValueError
    title, axis = _read_words([given["title"], given["axis"]], 2)
    return DataTable(title, axis, has_ranges, series, rows, _demand(given["rows_in_all"], int))


def _read_words(given: Any, most: int) -> tuple[str, ...]:
    return tuple(_demand(word, str)[:LONGEST] for word in _demand(given, list)[:most])


def _demand(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError
    return value
