"""Tables, and the headers that say what a cell is about (CF307)."""

from collections.abc import Iterator

from courseforge.checks.markup import Element
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject


def find_tables_without_headers(cell: CellSubject) -> Iterator[Finding]:
    """A table has headers.

    The first row of a table says what stands in each column. In HTML these cells are ``<th>``; a ``list-table`` has
    the option ``:header-rows: 1``, a ``csv-table`` that or ``:header:``.

    Why: who listens to a table hears one cell after another. With headers each comes with its name: “Beats: 120”.

    Fails::

        |      |     |
        |------|-----|
        | Slow | 80  |

    Mended::

        | Song | Beats |
        |------|-------|
        | Slow | 80    |
    """
    hint = "Write into its first row what stands in each column."
    for table in cell.prose.tables:
        if not any(word.strip() for word in table.header):
            yield Finding(cell.at(table.line), "The first row of this table is empty.", hint)
    for directive in cell.prose.directives:
        if directive.name in ("list-table", "csv-table") and not _HEADERS & {*directive.options}:
            message = f"This {directive.name} has no headers."
            yield Finding(cell.at(directive.line), message, "Write below its first line: :header-rows: 1")
    for line in _list_bare_tables(cell.prose.elements):
        yield Finding(cell.at(line), "This table has no headers.", "Write <th> instead of <td> in its first row.")


_HEADERS = frozenset({"header", "header-rows", "stub-columns"})


def _list_bare_tables(elements: tuple[Element, ...]) -> Iterator[int]:
    """Give the lines of HTML tables of several rows and columns without any ``<th>``."""
    starts = [place for place, element in enumerate(elements) if element.name == "table"]
    for start, end in zip(starts, [*starts[1:], len(elements)], strict=False):
        table, names = elements[start], [element.name for element in elements[start + 1 : end]]
        rows, columns = names.count("tr"), names.count("td")
        if "th" not in names and rows > 1 and columns > rows and table.attributes.get("role") != "presentation":
            yield table.line
