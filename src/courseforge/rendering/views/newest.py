"""What the page of new lessons says: the latest first, each with its day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from courseforge.rendering.holdings import Holding
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import date_fact
from courseforge.rendering.views.page import Fact
from courseforge.rendering.views.shelf import Shelf
from courseforge.rendering.views.sources import Sources
from courseforge.rendering.views.step import StepView

_MOST = 60


@dataclass(frozen=True, slots=True)
class DayView:
    """The lessons that were first published on one day."""

    date: Fact
    lessons: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class NewestView:
    """New lessons.

    Attributes:
        days: the latest first.
    """

    days: tuple[DayView, ...]


def make_newest_view(shelf: Shelf) -> NewestView:
    """Make the view of new lessons."""
    return NewestView(tuple(_list_days(find_newest(shelf.sources, shelf.ui)[:_MOST], shelf)))


def find_newest(sources: Sources, ui: Interface) -> list[Holding]:
    """Return the lessons that readers of a language have been given, those that came last first."""
    dated = [holding for holding in sources.holdings if _first(holding, sources, ui)]
    # stable: lessons of one day keep the library's order
    return sorted(dated, key=lambda holding: _first(holding, sources, ui), reverse=True)


def _first(holding: Holding, sources: Sources, ui: Interface) -> str:
    """Return the day on which a lesson was first published for readers of a language."""
    return sources.records[holding.id, holding.edition(ui.language).language].first


def _list_days(newest: Iterable[Holding], shelf: Shelf) -> Iterator[DayView]:
    for day, holdings in groupby(newest, key=lambda holding: _first(holding, shelf.sources, shelf.ui)):
        yield DayView(date_fact(day, shelf.ui), shelf.list(holdings))
