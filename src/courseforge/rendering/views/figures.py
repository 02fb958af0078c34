"""What the page of holdings says: how much there is, and what happened each year."""

from collections.abc import Iterator
from dataclasses import dataclass

from courseforge.model.vocabulary import localize
from courseforge.records.addresses import relative_url
from courseforge.records.holdings import Holdings, Year
from courseforge.rendering.interface import Interface, capitalize
from courseforge.rendering.views.shelf import Shelf

CSV_FILE = "catalog/holdings.csv"


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of numbers; the first column names its rows."""

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class HoldingsView:
    """The library in numbers.

    Attributes:
        names: how many are credited, in words.
        csv: link to the same numbers for a spreadsheet; empty where the library does not publish them.
    """

    tables: tuple[TableView, ...]
    names: str
    csv: str


def make_holdings_view(shelf: Shelf) -> HoldingsView:
    """Make the view of the library in numbers."""
    figures, ui = shelf.sources.figures, shelf.ui
    tables = (
        _count_languages(figures, ui),
        _count_interests(figures, shelf),
        _count_years(figures, ui),
    )
    formats = shelf.sources.settings.courseforge.catalog.formats
    return HoldingsView(
        tuple(table for table in tables if table.rows),
        ui.count("{n} name is credited.", "{n} names are credited.", figures.names) if figures.names else "",
        relative_url(CSV_FILE, shelf.path) if not formats or "holdings" in formats else "",
    )


def _count_languages(figures: Holdings, ui: Interface) -> TableView:
    rows = [(capitalize(ui.language_name(tag)), str(courses), str(n)) for tag, courses, n in figures.languages]
    rows.append((ui.text("All languages"), str(figures.courses), str(figures.lessons)))
    head = (ui.text("Language"), ui.text("Courses"), ui.text("Lessons"))
    return TableView("cf-languages", ui.text("What there is"), head, tuple(rows))


def _count_interests(figures: Holdings, shelf: Shelf) -> TableView:
    known, ui = shelf.sources.library.vocabulary.interests, shelf.ui
    named = ((localize(known[key].name, ui.language) if key in known else key, n) for key, n in figures.interests)
    rows = tuple((name, str(number)) for name, number in named)
    head = (ui.text("Interest"), ui.text("Lessons"))
    return TableView("cf-interests", ui.text("By interest"), head, rows)


def _count_years(figures: Holdings, ui: Interface) -> TableView:
    head = (ui.text("Year"), ui.text("New"), ui.text("Translated"), ui.text("Changed"), ui.text("Taken back"))
    rows = tuple(tuple(_write_year(year)) for year in figures.years)
    return TableView("cf-years", ui.text("Lessons, year by year"), head, rows)


def _write_year(year: Year) -> Iterator[str]:
    yield year.year
    yield from map(str, (year.new, year.translated, year.changed, year.withdrawn))
