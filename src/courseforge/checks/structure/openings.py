"""Directives that begin and never end (CF214)."""

from collections.abc import Iterator

from courseforge.checks.prose import LONGEST
from courseforge.checks.quotation import quote_line
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject


def find_unclosed_directives(cell: CellSubject) -> Iterator[Finding]:
    """A directive that begins with colons ends with as many.

    They stand on a line of their own, in the same cell. A directive that holds another begins and ends with more
    colons than it.

    Why: otherwise the rest of the cell disappears into the directive: below a hint, readers see nothing until they
    open it.

    Fails::

        a cell with the line :::{hint}, and no line of three colons below

    Mended::

        :::{hint}
        Clap it first.
        :::

        Now listen to the loop.
    """
    if len(cell.source) > LONGEST:
        return  # its end was not looked at
    for opening in cell.prose.unclosed:
        colons = opening.text[: len(opening.text) - len(opening.text.lstrip(":"))]
        message = f"“{quote_line(opening.text)}” begins here and never ends, so it swallows the rest of the cell."
        hint = f"Write {colons} on a line of its own where it ends. One that holds another needs more colons than it."
        yield Finding(cell.at(opening.line), message, hint)
