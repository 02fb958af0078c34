"""What the chooser says: questions, and every lesson with the reasons that answers can give for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from courseforge.model import Level
from courseforge.model.vocabulary import localize
from courseforge.rendering.holdings import Holding
from courseforge.rendering.interface import Interface, capitalize, own_name
from courseforge.rendering.stylesheet import STATIC_FOLDER
from courseforge.rendering.views.facts import equipment_names, level_name, setting_name
from courseforge.rendering.views.lessons import GroupView, make_groups
from courseforge.rendering.views.reasons import ReasonView, list_lenders, list_reasons
from courseforge.rendering.views.shelf import Shelf
from courseforge.rendering.views.sources import Sources
from courseforge.rendering.views.step import StepView

QuestionName = Literal["interest", "time", "level", "kit", "language", "where"]
ANY = "any"
MOST_OFFERED = 1_000  # lessons on one page; more would be too much for a phone


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer to a question."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question.

    Attributes:
        many: several answers can be given; otherwise the last one is that it does not matter.
    """

    name: QuestionName
    text: str
    many: bool
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class OfferView:
    """A lesson that can be chosen.

    Attributes:
        marks: attributes that the style sheet looks at, without ``data-``; those that would be empty are left out.
    """

    step: StepView
    marks: tuple[tuple[str, str], ...]
    reasons: tuple[ReasonView, ...]


@dataclass(frozen=True, slots=True)
class ChooserView:
    """The chooser.

    Attributes:
        offers: every lesson; none where there are too many for one page.
        groups: the same by interest, without the lessons themselves.
        style, script: paths below the site's root.
    """

    questions: tuple[QuestionView, ...]
    offers: tuple[OfferView, ...]
    groups: tuple[GroupView, ...]
    summary: str
    style: str
    script: str


def make_chooser_view(shelf: Shelf) -> ChooserView:
    """Make the view of the chooser."""
    sources, ui = shelf.sources, shelf.ui
    holdings = sources.holdings if len(sources.holdings) <= MOST_OFFERED else ()
    return ChooserView(
        questions=make_questions(sources, ui) if holdings else (),
        offers=tuple(_offer(holding, shelf) for holding in holdings),
        groups=tuple(group for group in make_groups(shelf) if group.href),
        summary=ui.count("{n} lesson", "{n} lessons", len(sources.holdings)),
        style=f"{STATIC_FOLDER}/{sources.static.chooser_css}",
        script=f"{STATIC_FOLDER}/{sources.static.chooser_js}",
    )


def make_questions(sources: Sources, ui: Interface) -> tuple[QuestionView, ...]:
    """Ask what makes a difference in this library."""
    asked, vocabulary = sources.questions, sources.library.vocabulary
    interests = ((key, localize(vocabulary.interests[key].name, ui.language)) for key in asked.interests)
    names = equipment_names(asked.equipment, vocabulary, ui.language)
    kit = [*zip(asked.equipment, names, strict=True), ("none", ui.text("Nothing"))] if asked.equipment else []
    times = ((str(time), time_name(time, ui)) for time in asked.times)
    levels = ((level, _level_answer(level, ui)) for level in asked.levels)
    languages = ((tag, own_name(tag)) for tag in asked.languages)
    places = ((setting, setting_name(setting, ui)) for setting in asked.settings)
    questions = (
        _question("interest", ui.text("What I like"), interests),
        _question("time", ui.text("My time"), times, ui.text("Any time")),
        _question("level", ui.text("My level"), levels, ui.text("Any level")),
        _question("kit", ui.text("What I can use"), kit),
        _question("language", ui.text("My language"), languages, ui.text("Any language")),
        _question("where", ui.text("Where I am"), places, ui.text("Anywhere")),
    )
    return tuple(question for question in questions if question.answers)


def time_name(minutes: int, ui: Interface) -> str:
    """Name a time that readers have."""
    return {30: ui.text("half an hour"), 60: ui.text("an hour"), 120: ui.text("two hours")}[minutes]


def _question(name: QuestionName, text: str, answers: Iterable[tuple[str, str]], anything: str = "") -> QuestionView:
    """Make a question; none of its answers are given where it makes no difference."""
    found = tuple(AnswerView(value, capitalize(said)) for value, said in answers)
    rest = (AnswerView(ANY, anything),) if anything and found else ()
    return QuestionView(name, text, not anything, (*found, *rest))


def _level_answer(level: Level, ui: Interface) -> str:
    return ui.text("New to it") if level is Level.BEGINNER else level_name(level, ui)


def _offer(holding: Holding, shelf: Shelf) -> OfferView:
    return OfferView(
        step=shelf.steps[holding.id],
        marks=tuple((name, value) for name, value in _marks(holding, shelf.sources, shelf.ui) if value),
        reasons=tuple(list_reasons(holding, shelf.sources, shelf.ui)),
    )


def _marks(holding: Holding, sources: Sources, ui: Interface) -> Iterator[tuple[str, str]]:
    """Say of a lesson what the style sheet asks; what nobody has written down excludes it from nothing."""
    asked = sources.questions
    yield "interest", " ".join(asked.interests_of(holding))
    yield "time", asked.time_of(holding.minutes) if asked.times and holding.minutes else ""
    yield "level", holding.level or "" if asked.levels else ""
    yield "where", " ".join(holding.settings) if asked.settings else ""
    yield "language", " ".join(holding.languages) if asked.languages else ""
    if not holding.has_alternative:
        yield "kit", " ".join(holding.equipment)
        yield "lent", "yes" if list_lenders(holding, sources, ui) else ""
