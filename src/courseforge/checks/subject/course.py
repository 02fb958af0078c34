"""A course in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from courseforge.checks.passage import Passage, list_course_passages
from courseforge.checks.subject.cell import CellSubject, label_cells
from courseforge.checks.subject.lesson import LessonSubject
from courseforge.checks.subject.place import find_line
from courseforge.diagnostics import Location
from courseforge.model import Asset, Course

if TYPE_CHECKING:
    from courseforge.checks.subject.library import LibrarySubject


@dataclass(frozen=True)
class CourseSubject:
    """A course in one language."""

    course: Course
    library: "LibrarySubject"

    @cached_property
    def lessons(self) -> tuple[LessonSubject, ...]:
        """Its lessons, in order."""
        return tuple(LessonSubject(lesson, self) for lesson in self.course.lessons)

    @cached_property
    def welcome(self) -> tuple[CellSubject, ...]:
        """The cells of its welcome page."""
        return tuple(CellSubject(cell, self.course.welcome_path, self) for cell in self.course.welcome)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text in it, whoever may read it, with its place."""
        return tuple(list_course_passages(self))

    @cached_property
    def labels(self) -> frozenset[str]:
        """The names that authors gave to places of its pages."""
        own = label_cells(self.welcome)
        return own.union(*(lesson.labels for lesson in self.lessons))

    @cached_property
    def assets(self) -> Mapping[str, Asset]:
        """Its files besides lessons, by path relative to the course's folder."""
        found = ((name, self.library.assets.get(self.course.place(name))) for name in self.course.files)
        return {name: asset for name, asset in found if asset is not None}

    @property
    def is_translation(self) -> bool:
        """Whether this is not the course's original; files belong to the original."""
        return bool(self.course.suffix)

    @property
    def license(self) -> str:
        """The license that holds where a lesson names none (SPDX)."""
        return self.course.metadata.license or self.library.settings.courseforge.license

    def at(self, *keys: str | int) -> Location:
        """Point at a key of ``course.yml``."""
        return Location(self.course.metadata_path, find_line(self.course.lines, keys))
