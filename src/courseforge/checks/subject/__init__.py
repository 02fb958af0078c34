"""What rules look at: the model's values, each with what surrounds it, parsed once and only when asked for.

A rule gets one of these and reads nothing else. They have no slots, because what was parsed is kept in them.
Each knows what it lies in, and makes what lies in it.
"""

from courseforge.checks.subject.cell import CellSubject
from courseforge.checks.subject.course import CourseSubject
from courseforge.checks.subject.lesson import LessonSubject
from courseforge.checks.subject.library import LibrarySubject
from courseforge.checks.subject.page import PageSubject
from courseforge.checks.subject.place import point_at
from courseforge.checks.subject.result import ResultSubject

Subject = LibrarySubject | CourseSubject | LessonSubject | CellSubject | ResultSubject | PageSubject

__all__ = [
    "CellSubject",
    "CourseSubject",
    "LessonSubject",
    "LibrarySubject",
    "PageSubject",
    "ResultSubject",
    "Subject",
    "point_at",
]
