"""What a badge for a course would stand for: the page that its definition refers to."""

from dataclasses import dataclass

from courseforge.model import Course
from courseforge.records.addresses import CRITERIA_ANCHOR, badge_path, relative_url
from courseforge.rendering.interface import Interface
from courseforge.rendering.record_words import Statements, list_criteria
from courseforge.rendering.views.page import Fact
from courseforge.rendering.views.sources import Sources

#: What the build calls the format whose files define badges.
BADGE_FORMAT = "badges"


@dataclass(frozen=True, slots=True)
class CriteriaView:
    """The criteria.

    Attributes:
        file: the definition, for those who award badges.
    """

    anchor: str
    statements: Statements
    file: Fact


def make_criteria(course: Course, path: str, sources: Sources, ui: Interface) -> CriteriaView | None:
    """Make the criteria of a course for the page at ``path``; a badge needs the site's address."""
    record, settings = sources.records[course.id, course.language], sources.settings
    wanted = settings.courseforge.catalog.formats
    lessons = [sources.records[lesson.id, lesson.language] for lesson in course.lessons]
    statements = list_criteria(record, lessons, ui)
    if not statements or not settings.html.baseurl or (wanted and BADGE_FORMAT not in wanted):
        return None
    file = Fact("Open Badges 3.0 (JSON)", relative_url(badge_path(record.identifier), path))
    return CriteriaView(CRITERIA_ANCHOR, statements, file)
