"""The library as readers of one language find it, seen from home."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from courseforge.rendering.holdings import Holding
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.page import SiteView
from courseforge.rendering.views.sources import Sources
from courseforge.rendering.views.step import StepView, make_step


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the pages beside home are made from. They all lie in one folder, so that links are the same on each.

    Attributes:
        path: of the home page.
        steps: every lesson as it is listed outside of its course, by id.
    """

    path: str
    sources: Sources
    ui: Interface
    steps: Mapping[str, StepView]

    def list(self, holdings: Iterable[Holding]) -> tuple[StepView, ...]:
        """List lessons: each in the shelf's language, else in the one it was written in."""
        return tuple(self.steps[holding.id] for holding in holdings)


def make_shelf(site: SiteView, sources: Sources) -> Shelf:
    """Put every lesson on the shelf of a language."""
    ui = Interface(site.language)
    return Shelf(site.home, sources, ui, {h.id: _list_lesson(h, site.home, sources, ui) for h in sources.holdings})


def _list_lesson(holding: Holding, path: str, sources: Sources, ui: Interface) -> StepView:
    lesson = holding.edition(ui.language)
    step, course = make_step(lesson, path, sources, ui), sources.records[lesson.id, lesson.language].course_title
    return replace(step, facts=" · ".join(fact for fact in (course, step.facts) if fact))
