"""What a course's page says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from courseforge.model import Course, Lesson, Level, Role
from courseforge.records.addresses import book_path, page_path, relative_url
from courseforge.rendering.drawings import Motif
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.criteria import CriteriaView, make_criteria
from courseforge.rendering.views.doors import interest_facts, lender_facts
from courseforge.rendering.views.facts import (
    ages_text,
    credit_rows,
    date_fact,
    equipment_names,
    language_facts,
    level_name,
    list_fact,
    make_row,
)
from courseforge.rendering.views.page import Fact, Row
from courseforge.rendering.views.people import link_people
from courseforge.rendering.views.sources import Sources
from courseforge.rendering.views.step import StepView, make_step
from courseforge.rendering.views.works import WorkView, make_works


@dataclass(frozen=True, slots=True)
class CourseView:
    """A course, but for the body of its welcome page.

    Attributes:
        cover: its color, 1 to 6.
        motif: its drawing.
        gains: what a reader takes home.
        lessons: those that are not translated in their original.
        untranslated: how many of them that are, in words; empty where there are none.
        minutes: of all lessons together; None where one does not say.
        start: link to the first lesson; empty where there is none.
        book: link to the course as a book; empty where none is made.
        works: what the welcome page shows and others made.
        welcome: whether ``body`` comes with the page.
        criteria: what a badge for it would stand for; None where nothing is known, or no badge is defined.
    """

    place: str
    cover: int
    motif: Motif
    title: str
    description: str
    gains: tuple[str, ...]
    label: tuple[tuple[Row, ...], ...]
    lessons: tuple[StepView, ...]
    untranslated: str
    minutes: int | None
    start: str
    book: str
    credits: tuple[Row, ...]
    works: tuple[WorkView, ...]
    welcome: bool
    criteria: CriteriaView | None = None


def make_course_view(course: Course, path: str, sources: Sources) -> CourseView:
    """Make the view of a course for the page at ``path``."""
    metadata, ui = course.metadata, Interface(course.language)
    record, lessons = sources.records[course.id, course.language], sources.editions_of(course)
    products = [lesson.metadata.product for lesson in course.lessons if lesson.metadata.product]
    name_people = partial(link_people, path=path, sources=sources, ui=ui)
    steps = tuple(make_step(lesson, path, sources, ui) for lesson in lessons)
    return CourseView(
        place=ui.count("A course in {n} lesson", "A course in {n} lessons", len(steps)),
        cover=sources.covers[course.id],
        motif=sources.motifs[course.id],
        title=metadata.title,
        description=metadata.description,
        gains=(metadata.product,) if metadata.product else tuple(dict.fromkeys(products)),
        label=_label(course, lessons, path, sources, ui),
        lessons=steps,
        untranslated=_say_untranslated(lessons, ui),
        minutes=add_minutes(lessons),
        start=steps[0].href if steps else "",
        book=_link_book(course, path, sources),
        credits=credit_rows(course_authors(course), course_helpers(course), record, name_people, ui),
        works=make_works(course, course.welcome, ui),
        welcome=bool(course.welcome),
        criteria=make_criteria(course, path, sources, ui),
    )


def _link_book(course: Course, path: str, sources: Sources) -> str:
    if not course.lessons or not sources.settings.courseforge.catalog.makes("epub"):
        return ""
    return relative_url(book_path(course.id, course.language), path)


def course_authors(course: Course) -> tuple[str, ...]:
    """Return a course's authors: those it names, else everybody who wrote one of its lessons."""
    written = (author for lesson in course.lessons for author in lesson.metadata.authors)
    return course.metadata.authors or tuple(dict.fromkeys(written))


def course_helpers(course: Course) -> tuple[tuple[Role, str], ...]:
    """Name everybody who helped with one of its lessons, each once for each role."""
    return tuple(dict.fromkeys(part for lesson in course.lessons for part in lesson.metadata.people.list_roles()))


def add_minutes(lessons: Iterable[Lesson]) -> int | None:
    """Return how long lessons take together; a sum with an unknown part is unknown."""
    minutes = [lesson.metadata.minutes for lesson in lessons]
    return sum(m for m in minutes if m) if minutes and all(minutes) else None


def _say_untranslated(lessons: Iterable[Lesson], ui: Interface) -> str:
    number = sum(lesson.language != ui.language for lesson in lessons)
    said = ui.count("{n} lesson is not translated yet.", "{n} lessons are not translated yet.", number)
    return said if number else ""


def _label(
    course: Course, lessons: Sequence[Lesson], path: str, sources: Sources, ui: Interface
) -> tuple[tuple[Row, ...], ...]:
    record, minutes = sources.records[course.id, course.language], add_minutes(lessons)
    equipment = _distinct(key for lesson in lessons for key in lesson.metadata.equipment)
    names = _distinct(equipment_names(equipment, sources.library.vocabulary, ui.language))
    hrefs = [
        (tag, relative_url(page_path("course", course.id, tag, sources.default_language), path))
        for tag in sources.languages_of(course.id)
    ]
    groups = (
        (
            *make_row(ui.text("Time"), [Fact(ui.duration(minutes) if minutes else "")], "lead"),
            *make_row(ui.text("Lessons"), [Fact(str(len(lessons)))]),
            *make_row(ui.text("Level"), list_fact(_levels(lessons, ui))),
            *make_row(ui.text("Ages"), list_fact([ages_text(a) for a in _shared_ages(lessons)])),
        ),
        (
            *make_row(ui.text("What you need"), list_fact(names), "wide"),
            *make_row(ui.text("Borrow it"), lender_facts(equipment, path, sources, ui), "wide"),
            *make_row(ui.text("Interests"), interest_facts(_interests(course, lessons), path, sources, ui), "wide"),
        ),
        (
            *make_row(ui.text("Languages"), language_facts(record, hrefs)),
            *make_row(ui.text("Last changed"), [date_fact(record.last, ui, "medium")]),
        ),
    )
    return tuple(group for group in groups if group)


def _interests(course: Course, lessons: Iterable[Lesson]) -> list[str]:
    """Return the interests of a course: those it names, else those of its lessons."""
    return list(course.metadata.interests) or _distinct(key for le in lessons for key in le.metadata.interests)


def _levels(lessons: Iterable[Lesson], ui: Interface) -> list[str]:
    used = {lesson.metadata.level for lesson in lessons}
    return [level_name(level, ui) for level in Level if level in used]


def _shared_ages(lessons: Iterable[Lesson]) -> list[str]:
    """Return the ages, where all lessons are for the same."""
    ages = {lesson.metadata.ages for lesson in lessons}
    return list(ages) if len(ages) == 1 else []


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
