"""A lesson as lists show it: on its course's page, on home, and wherever it can be found."""

from dataclasses import dataclass

from courseforge.model import Lesson
from courseforge.records.addresses import page_path, relative_url
from courseforge.rendering.interface import Interface, capitalize
from courseforge.rendering.views.facts import equipment_names, level_name
from courseforge.rendering.views.sources import Sources


@dataclass(frozen=True, slots=True)
class StepView:
    """A lesson as it is listed.

    Attributes:
        facts: time, level, what is needed; those that are known.
        language: BCP 47 tag of its words, where the page is in another language.
    """

    title: str
    href: str
    description: str
    facts: str
    language: str = ""


def make_step(lesson: Lesson, path: str, sources: Sources, ui: Interface) -> StepView:
    """List a lesson on the page at ``path``."""
    target = page_path("lesson", lesson.id, lesson.language, sources.default_language)
    metadata = lesson.metadata
    return StepView(
        title=metadata.title,
        href=relative_url(target, path),
        description=metadata.description,
        facts=lesson_facts(lesson, sources, ui),
        language="" if lesson.language == ui.language else lesson.language,
    )


def lesson_facts(lesson: Lesson, sources: Sources, ui: Interface) -> str:
    """Say in one line in which other language a lesson is, how long it takes, whom it is for and what it needs."""
    metadata, foreign = lesson.metadata, lesson.language != ui.language
    known = (
        ui.text("In {language}", language=ui.language_name(lesson.language)) if foreign else "",
        ui.duration(metadata.minutes) if metadata.minutes else "",
        level_name(metadata.level, ui) if metadata.level else "",
        capitalize(", ".join(equipment_names(metadata.equipment, sources.library.vocabulary, ui.language))),
    )
    return " · ".join(fact for fact in known if fact)
