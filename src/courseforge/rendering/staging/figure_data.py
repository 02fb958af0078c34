"""The numbers behind a figure, as a table below it: an output more, of HTML that any notebook's reader shows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Any

from courseforge.model import FIGURE_DATA, DataTable, Display, FigureData, find_figure_data

Output = Mapping[str, Any]
Text = Callable[..., str]


def show_data(outputs: Iterable[Output], display: Display, text: Text) -> Iterator[Output]:
    """Give the outputs, and below each figure its numbers where the cell asks for them.

    Args:
        text: translates the page's own words.
    """
    for output in outputs:
        shown = {kind: value for kind, value in output.get("data", {}).items() if kind != FIGURE_DATA}
        if shown or "data" not in output:
            yield {**output, "data": shown} if shown else output
        found = find_figure_data(output) if display.data else None
        if found and found.tables:
            html = _draw(found, text)
            yield {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}


def _draw(found: FigureData, text: Text) -> str:
    summary = text("Data of this figure")
    tables = "".join(_draw_table(table, text) for table in found.tables)
    if found.unread:
        tables += _paragraph(text("The figure shows more than this table says."))
    return f"<details><summary>{escape(summary)}</summary>{tables}</details>"


def _draw_table(table: DataTable, text: Text) -> str:
    caption = escape(table.title or text("Data of this figure"))
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in _list_heads(table, text))
    rows = "".join(map(_draw_row, table.rows))
    drawn = f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    if table.rows_in_all > len(table.rows):
        drawn += _paragraph(text("{n} of {all} rows, evenly chosen.", n=len(table.rows), all=table.rows_in_all))
    return drawn


def _draw_row(row: tuple[str, ...]) -> str:
    first, *others = map(escape, row)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{value}</td>" for value in others)}</tr>'


def _list_heads(table: DataTable, text: Text) -> Iterator[str]:
    if table.has_ranges:
        yield text("{axis}, from", axis=table.axis) if table.axis else text("From")
        yield text("{axis}, to", axis=table.axis) if table.axis else text("To")
    else:
        yield table.axis or text("Label")
    for number, name in enumerate(table.series, start=1):
        yield name or (text("Value") if len(table.series) == 1 else text("Series {n}", n=number))


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>"
