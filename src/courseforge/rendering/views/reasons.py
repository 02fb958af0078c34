"""Why a lesson is offered: each reason holds for the lesson, and is shown to those whose answer asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from courseforge.model import Level, Setting
from courseforge.model.vocabulary import localize
from courseforge.rendering.holdings import Holding
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import equipment_names, setting_name
from courseforge.rendering.views.sources import Sources


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A reason.

    Attributes:
        answer: to which it belongs: ``interest-music``, ``time`` (any answer to that question).
        less: in the place of an answer: keys of equipment, separated by spaces; those who lack one see it.
    """

    text: str
    answer: str = ""
    less: str = ""


def list_reasons(holding: Holding, sources: Sources, ui: Interface) -> Iterator[ReasonView]:
    """Return the reasons for a lesson, in the order of the questions."""
    asked, interests = sources.questions, sources.library.vocabulary.interests
    for key in asked.interests_of(holding):
        name = localize(interests[key].name, ui.language)
        yield ReasonView(ui.text("You like: {interest}", interest=name), f"interest-{key}")
    if asked.times:
        yield ReasonView(_say_time(holding, ui), "time")
    if asked.levels:
        yield ReasonView(_say_level(holding.level, ui), "level")
    if asked.equipment:
        yield from _say_kit(holding, sources, ui)
    if asked.languages:
        names = ui.join([ui.language_name(tag) for tag in holding.languages])
        yield ReasonView(ui.text("You can read it in {languages}.", languages=names), "language")
    if asked.settings:
        yield ReasonView(_say_places(holding, ui), "where")


def list_lenders(holding: Holding, sources: Sources, ui: Interface) -> list[str]:
    """Name the branches that own everything a lesson needs."""
    branches, needed = sources.library.vocabulary.branches.values(), set(holding.equipment)
    return [localize(branch.name, ui.language) for branch in branches if needed and needed <= set(branch.equipment)]


def _say_time(holding: Holding, ui: Interface) -> str:
    if not holding.minutes:
        return ui.text("How long it takes, nobody has written down.")
    return ui.text("It takes {duration}, so it fits.", duration=ui.duration(holding.minutes))


def _say_level(level: Level | None, ui: Interface) -> str:
    return {
        Level.BEGINNER: ui.text("It is made for people who are new to it."),
        Level.INTERMEDIATE: ui.text("It is made for people with some practice."),
        Level.ADVANCED: ui.text("It is made for people who know their way around."),
        None: ui.text("How much it asks of you, nobody has written down."),
    }[level]


def _say_places(holding: Holding, ui: Interface) -> str:
    if not holding.settings:
        return ui.text("It says nothing about places.")
    places = ui.join([setting_name(setting, ui) for setting in Setting if setting in holding.settings])
    return ui.text("It can be done {places}.", places=places)


def _say_kit(holding: Holding, sources: Sources, ui: Interface) -> Iterator[ReasonView]:
    if not holding.equipment:
        yield ReasonView(ui.text("It needs no equipment."), "kit")
    names = equipment_names(holding.equipment, sources.library.vocabulary, ui.language)
    for key, name in zip(holding.equipment, names, strict=True):
        if key in sources.questions.equipment:
            yield ReasonView(ui.text("You have what it needs: {thing}", thing=name), f"kit-{key}")
    instead = holding.edition(ui.language).metadata.without_equipment
    if holding.equipment and holding.has_alternative:
        say = ui.text("Something missing? {instead}", instead=instead)
        yield ReasonView(say if instead else ui.text("It says how to do without."), less=" ".join(holding.equipment))
    if lenders := list_lenders(holding, sources, ui):
        yield ReasonView(
            ui.text("All it needs is at these branches: {branches}", branches=ui.join(lenders)), "where-library"
        )
