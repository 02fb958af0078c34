"""What a skill's page says: the way to it, what to bring, and what it opens."""

from dataclasses import dataclass

from courseforge.model.vocabulary import localize
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.doors import skill_facts
from courseforge.rendering.views.facts import web_address
from courseforge.rendering.views.page import Fact
from courseforge.rendering.views.path_drawing import PathDrawing, draw_path
from courseforge.rendering.views.shelf import Shelf
from courseforge.rendering.views.skill_path import Stop, find_path
from courseforge.rendering.views.step import StepView


@dataclass(frozen=True, slots=True)
class PathStepView:
    """A lesson on the way.

    Attributes:
        after: what comes before it, in words.
        teaches: skills, the page's own left out.
    """

    step: StepView
    after: str
    teaches: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class SkillView:
    """A skill.

    Attributes:
        url: where others say what it is.
        brought: readers have it from elsewhere.
        path: lessons in an order that can be taken; the last ones teach the skill.
        drawing: the same as a picture; None where a picture would say nothing, or too much.
        drawn: the picture in words.
        needs: skills that nobody on the way teaches.
        opens: lessons that need the skill.
        leads: the skills these teach.
    """

    name: str
    description: str
    url: str
    brought: bool
    path: tuple[PathStepView, ...]
    drawing: PathDrawing | None
    drawn: str
    needs: tuple[Fact, ...]
    opens: tuple[StepView, ...]
    leads: tuple[Fact, ...]


def make_skill_view(key: str, shelf: Shelf) -> SkillView:
    """Make the view of a skill."""
    path, sources, ui = shelf.path, shelf.sources, shelf.ui
    skill, stops = sources.library.vocabulary.skills[key], find_path(key, sources)
    name = localize(skill.name, ui.language)
    steps = tuple(_step(stop, key, shelf) for stop in stops)
    opens = sources.learners.get(key, ())
    leads = dict.fromkeys(taught for holding in opens for taught in holding.teaches if taught != key)
    needs = dict.fromkeys(need for stop in stops for need in stop.brings if need != key)
    return SkillView(
        name=name,
        description=localize(skill.description, ui.language),
        url=web_address(skill.url),
        brought=skill.brought,
        path=steps,
        drawing=_draw(stops, steps, name, ui),
        drawn=_describe(steps, name, ui),
        needs=skill_facts(needs, path, sources, ui),
        opens=shelf.list(opens),
        leads=skill_facts(leads, path, sources, ui),
    )


def _step(stop: Stop, key: str, shelf: Shelf) -> PathStepView:
    others = [taught for taught in stop.holding.teaches if taught != key]
    return PathStepView(
        step=shelf.steps[stop.holding.id],
        after=_say_before(stop, shelf.ui),
        teaches=skill_facts(others, shelf.path, shelf.sources, shelf.ui),
    )


def _say_before(stop: Stop, ui: Interface) -> str:
    """Say which lessons come first: “After lesson 1.”, “After lesson 1 and lesson 2 or 3.”."""
    if not stop.after:
        return "" if stop.brings else ui.text("You can start here.")
    choices = [ui.text("lesson {numbers}", numbers=ui.choose([str(n + 1) for n in each])) for each in stop.after]
    return ui.text("After {lessons}.", lessons=ui.join(choices))


def _draw(stops: tuple[Stop, ...], steps: tuple[PathStepView, ...], name: str, ui: Interface) -> PathDrawing | None:
    if len(stops) < 2:
        return None
    times = [ui.duration(stop.holding.minutes) if stop.holding.minutes else "" for stop in stops]
    rows = [*((view.step.title, time) for view, time in zip(steps, times, strict=True)), (name, "")]
    before = [sorted({place for each in stop.after for place in each}) for stop in stops]
    return draw_path(rows, [*before, [place for place, stop in enumerate(stops) if stop.last]])


def _describe(steps: tuple[PathStepView, ...], name: str, ui: Interface) -> str:
    said = [f"{n}. {view.step.title}. {view.after}".strip() for n, view in enumerate(steps, start=1)]
    return " ".join((*said, ui.text("At the end: {skill}.", skill=name)))
