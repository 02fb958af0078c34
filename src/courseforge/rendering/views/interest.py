"""What the page of an interest says: its courses, its lessons, and how to hear of new ones."""

from dataclasses import dataclass

from courseforge.model import Course
from courseforge.model.vocabulary import localize
from courseforge.records.addresses import feed_path, relative_url
from courseforge.rendering.views.home import SpineView, make_pile
from courseforge.rendering.views.shelf import Shelf
from courseforge.rendering.views.step import StepView


@dataclass(frozen=True, slots=True)
class InterestView:
    """An interest.

    Attributes:
        courses: those that name it, or one of whose lessons does.
        feed: link to the feed of its new lessons; empty where there is none.
    """

    name: str
    description: str
    summary: str
    courses: tuple[SpineView, ...]
    lessons: tuple[StepView, ...]
    feed: str


def make_interest_view(key: str, shelf: Shelf) -> InterestView:
    """Make the view of an interest."""
    sources, ui = shelf.sources, shelf.ui
    interest = sources.library.vocabulary.interests[key]
    lessons = [holding for holding in sources.holdings if key in holding.interests]
    courses = _find_courses(key, {holding.course_id for holding in lessons}, shelf)
    return InterestView(
        name=localize(interest.name, ui.language),
        description=localize(interest.description, ui.language),
        summary=ui.count("{n} lesson", "{n} lessons", len(lessons)),
        courses=make_pile(courses, shelf.path, sources, ui),
        lessons=shelf.list(lessons),
        feed=_find_feed(key, shelf),
    )


def _find_courses(key: str, course_ids: set[str], shelf: Shelf) -> list[Course]:
    """Return each course once, in the page's language, else in its own."""
    found: dict[str, Course] = {}
    for course in shelf.sources.library.courses:
        if key in course.metadata.interests or course.id in course_ids:
            found.setdefault(course.id, course)
            if course.language == shelf.ui.language:
                found[course.id] = course
    return list(found.values())


def _find_feed(key: str, shelf: Shelf) -> str:
    """Link to the feed, which needs the site's address and a lesson with a date."""
    sources, language = shelf.sources, shelf.ui.language
    dated = any(
        record.kind == "lesson" and record.language == language and record.first and key in record.interest_ids
        for record in sources.records.values()
    )
    target = feed_path(key, language, sources.default_language)
    return relative_url(target, shelf.path) if dated and sources.settings.html.baseurl else ""
