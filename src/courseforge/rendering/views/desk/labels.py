"""What labels and shelf cards say, sheet by sheet as they leave the printer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from courseforge.model import Course, Level, Record
from courseforge.rendering.interface import Interface
from courseforge.rendering.stylesheet import STATIC_FOLDER
from courseforge.rendering.views.desk.rows import call_number
from courseforge.rendering.views.desk.sheets import list_records
from courseforge.rendering.views.facts import ages_text, level_name
from courseforge.rendering.views.page import SiteView
from courseforge.rendering.views.sources import Sources

#: Paper -> how many labels a sheet has: 3 x 10 of 2 5/8 x 1 inch on Letter, 3 x 8 of 63.5 x 33.9 mm on A4.
LABELS_OF_A_SHEET = {"letter": 30, "a4": 24}
CARDS_OF_A_SHEET = 4

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LabelView:
    """A label: what to put on a spine or a poster.

    Attributes:
        address: of the page on the web, which the code holds.
        short: the same as one types it.
    """

    title: str
    call_number: str
    address: str
    short: str


@dataclass(frozen=True, slots=True)
class CardView:
    """A card that stands beside books.

    Attributes:
        facts: time, ages and level, in words.
        kit: what is needed, in words.
    """

    label: LabelView
    sentence: str
    facts: str
    kit: str
    publisher: str


@dataclass(frozen=True, slots=True)
class LabelsView:
    """All labels of a course in one language, by sheets of paper."""

    style: str
    paper: str
    size: str
    sheets: tuple[tuple[LabelView, ...], ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the codes lead."""
        return tuple(label.address for sheet in self.sheets for label in sheet)


@dataclass(frozen=True, slots=True)
class CardsView:
    """All cards of a course in one language, by sheets of paper."""

    style: str
    paper: str
    size: str
    sheets: tuple[tuple[CardView, ...], ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the codes lead."""
        return tuple(card.label.address for sheet in self.sheets for card in sheet)


def make_labels_view(course: Course, _path: str, site: SiteView, sources: Sources) -> LabelsView:
    """Make the view of a course's labels."""
    ui, paper = Interface(site.language), sources.settings.courseforge.catalog.paper
    labels = [_make_label(record, sources) for record in list_records(course, sources)]
    size = {
        "letter": ui.text("label sheets of US Letter with 3 × 10 labels (2 5/8 × 1 inch)"),
        "a4": ui.text("label sheets of A4 with 3 × 8 labels (63.5 × 33.9 mm)"),
    }[paper]
    style = f"{STATIC_FOLDER}/{sources.static.desk_css}"
    return LabelsView(style, paper, size, _part(labels, LABELS_OF_A_SHEET[paper]))


def make_cards_view(course: Course, _path: str, site: SiteView, sources: Sources) -> CardsView:
    """Make the view of a course's cards."""
    ui, paper = Interface(site.language), sources.settings.courseforge.catalog.paper
    cards = [_make_card(record, sources, ui) for record in list_records(course, sources)]
    size = {
        "letter": ui.text("US Letter, four cards to a sheet"),
        "a4": ui.text("A4, four cards (A6) to a sheet"),
    }[paper]
    return CardsView(f"{STATIC_FOLDER}/{sources.static.desk_css}", paper, size, _part(cards, CARDS_OF_A_SHEET))


def _make_label(record: Record, sources: Sources) -> LabelView:
    short = record.url.partition("://")[2].removesuffix("index.html")
    return LabelView(record.title, call_number(record, sources), record.url, short)


def _make_card(record: Record, sources: Sources, ui: Interface) -> CardView:
    facts = (
        ui.duration(record.minutes) if record.minutes else "",
        ui.text("Ages {ages}", ages=ages_text(record.ages)) if record.ages else "",
        level_name(Level(record.level), ui) if record.level else "",
    )
    return CardView(
        label=_make_label(record, sources),
        sentence=record.description,
        facts=" · ".join(fact for fact in facts if fact),
        kit=", ".join(record.equipment),
        publisher=record.publisher,
    )


def _part(things: Sequence[T], size: int) -> tuple[tuple[T, ...], ...]:
    return tuple(tuple(things[start : start + size]) for start in range(0, len(things), size))
