"""What the home page says: the courses, as a pile of books."""

from dataclasses import dataclass

from courseforge.model import Course, Lesson
from courseforge.records.addresses import page_path, relative_url
from courseforge.rendering.interface import Interface, capitalize
from courseforge.rendering.views.course import StepView, make_step
from courseforge.rendering.views.page import SiteView
from courseforge.rendering.views.sources import Sources

_MINUTES_WHERE_UNKNOWN = 45  # for the thickness of a spine only; never shown
_THICKNESS = (150, 240, 360)  # minutes; a spine is as thick as its course is long
_NEWEST = 4


@dataclass(frozen=True, slots=True)
class SpineView:
    """A course as a book in the pile.

    Attributes:
        cover: 1 to 6.
        thickness: 1 to 4.
        count: how many lessons, in words.
        duration: in words; empty where a lesson does not say.
        languages: the languages it can be had in, where there are several.
    """

    title: str
    href: str
    description: str
    cover: int
    thickness: int
    count: str
    duration: str
    languages: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page.

    Attributes:
        courses: thinnest first, as they lie on one another.
        summary: how many courses and lessons there are, in words.
        newest: lessons in the order of their first publication, the latest first; empty while no date is known.
    """

    courses: tuple[SpineView, ...]
    summary: str
    newest: tuple[StepView, ...]


def make_home_view(site: SiteView, sources: Sources) -> HomeView:
    """Make the view of one language's home page."""
    ui, courses = Interface(site.language), sources.courses_in(site.language)
    lessons = sum(len(course.lessons) for course in courses)
    return HomeView(
        courses=tuple(_spine(c, site, sources, ui) for c in sorted(courses, key=lambda c: (_length(c), c.id))),
        summary=ui.text(
            "{courses}, {lessons}.",
            courses=ui.count("{n} course", "{n} courses", len(courses)),
            lessons=ui.count("{n} lesson", "{n} lessons", lessons),
        ),
        newest=_newest(courses, site, sources, ui),
    )


def _spine(course: Course, site: SiteView, sources: Sources, ui: Interface) -> SpineView:
    target = page_path("course", course.id, course.language, sources.default_language)
    minutes = sources.records[course.id, course.language].minutes
    languages = sources.languages_of(course.id)
    return SpineView(
        title=course.metadata.title,
        href=relative_url(target, site.home),
        description=course.metadata.description,
        cover=sources.covers[course.id],
        thickness=1 + sum(_length(course) >= limit for limit in _THICKNESS),
        count=ui.count("{n} lesson", "{n} lessons", len(course.lessons)),
        duration=ui.duration(minutes) if minutes else "",
        languages=capitalize(ui.join([ui.language_name(tag) for tag in languages])) if len(languages) > 1 else "",
    )


def _length(course: Course) -> int:
    return sum(lesson.metadata.minutes or _MINUTES_WHERE_UNKNOWN for lesson in course.lessons)


def _newest(courses: tuple[Course, ...], site: SiteView, sources: Sources, ui: Interface) -> tuple[StepView, ...]:
    def first(lesson: Lesson) -> str:
        return sources.records[lesson.id, lesson.language].first

    dated = [lesson for course in courses for lesson in course.lessons if first(lesson)]
    dated.sort(key=first, reverse=True)  # stable: lessons of one day keep the library's order
    return tuple(make_step(lesson, site.home, sources, ui) for lesson in dated[:_NEWEST])
