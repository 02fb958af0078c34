"""What the home page says: the courses, as a pile of books."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courseforge.model import Course, Lesson
from courseforge.records.addresses import page_path, relative_url
from courseforge.rendering.interface import Interface, capitalize
from courseforge.rendering.views.course import add_minutes
from courseforge.rendering.views.page import SiteView
from courseforge.rendering.views.sentence import BlankView, make_sentence
from courseforge.rendering.views.sources import Sources
from courseforge.rendering.views.step import StepView, make_step

_MINUTES_WHERE_UNKNOWN = 45  # for the thickness of a spine only; never shown
_THICKNESS = (150, 240, 360)  # minutes; a spine is as thick as its course is long
_NEWEST = 4


@dataclass(frozen=True, slots=True)
class SpineView:
    """A course as a book in the pile.

    Attributes:
        cover: 1 to 6.
        thickness: 1 to 4.
        count: how many lessons, in words; those that are not translated count too.
        duration: in words; empty where a lesson does not say.
        languages: the languages it can be had in, where there are several or the page's is not among them.
        language: BCP 47 tag of its words, where the page is in another language.
    """

    title: str
    href: str
    description: str
    cover: int
    thickness: int
    count: str
    duration: str
    languages: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page.

    Attributes:
        courses: thinnest first, as they lie on one another.
        elsewhere: courses that are not to be had in the page's language.
        summary: how many courses and lessons lie on the first pile, in words.
        ask: the sentence to complete; empty where nothing need be asked.
        newest: lessons in the order of their first publication, the latest first; empty while no date is known.
    """

    courses: tuple[SpineView, ...]
    elsewhere: tuple[SpineView, ...]
    summary: str
    newest: tuple[StepView, ...]
    ask: tuple[BlankView, ...]


def make_home_view(site: SiteView, sources: Sources) -> HomeView:
    """Make the view of one language's home page."""
    ui, courses = Interface(site.language), sources.courses_in(site.language)
    lessons = sum(len(sources.editions_of(course)) for course in courses)
    return HomeView(
        courses=make_pile(courses, site.home, sources, ui),
        elsewhere=make_pile(sources.courses_elsewhere(site.language), site.home, sources, ui),
        summary=ui.text(
            "{courses}, {lessons}.",
            courses=ui.count("{n} course", "{n} courses", len(courses)),
            lessons=ui.count("{n} lesson", "{n} lessons", lessons),
        ),
        newest=_newest(courses, site, sources, ui),
        ask=make_sentence(sources, ui),
    )


def make_pile(courses: Iterable[Course], path: str, sources: Sources, ui: Interface) -> tuple[SpineView, ...]:
    """Pile courses up on the page at ``path``, the thinnest on top."""
    books = [(_measure(sources.editions_of(course)), course) for course in courses]
    books.sort(key=lambda book: (book[0], book[1].id))
    return tuple(_spine(course, length, path, sources, ui) for length, course in books)


def _spine(course: Course, length: int, path: str, sources: Sources, ui: Interface) -> SpineView:
    target = page_path("course", course.id, course.language, sources.default_language)
    lessons = sources.editions_of(course)
    minutes = add_minutes(lessons)
    return SpineView(
        title=course.metadata.title,
        href=relative_url(target, path),
        description=course.metadata.description,
        cover=sources.covers[course.id],
        thickness=1 + sum(length >= limit for limit in _THICKNESS),
        count=ui.count("{n} lesson", "{n} lessons", len(lessons)),
        duration=ui.duration(minutes) if minutes else "",
        languages=_say_languages(course, lessons, sources, ui),
        language="" if course.language == ui.language else course.language,
    )


def _say_languages(course: Course, lessons: Sequence[Lesson], sources: Sources, ui: Interface) -> str:
    """Say in which languages a course can be had; of one that is translated in part, how many lessons are."""
    own = sum(lesson.language == ui.language for lesson in lessons)
    languages, here = sources.languages_of(course.id), ui.language_name(ui.language)
    if course.language != ui.language:
        return ui.text("In {language}", language=ui.join([ui.language_name(tag) for tag in languages]))
    if own < len(lessons):
        return ui.text("{n} of {all} in {language}", n=own, all=len(lessons), language=here)
    return capitalize(ui.join([ui.language_name(tag) for tag in languages])) if len(languages) > 1 else ""


def _measure(lessons: Iterable[Lesson]) -> int:
    return sum(lesson.metadata.minutes or _MINUTES_WHERE_UNKNOWN for lesson in lessons)


def _newest(courses: tuple[Course, ...], site: SiteView, sources: Sources, ui: Interface) -> tuple[StepView, ...]:
    def first(lesson: Lesson) -> str:
        return sources.records[lesson.id, lesson.language].first

    dated = [lesson for course in courses for lesson in course.lessons if first(lesson)]
    dated.sort(key=first, reverse=True)  # stable: lessons of one day keep the library's order
    return tuple(make_step(lesson, site.home, sources, ui) for lesson in dated[:_NEWEST])
