"""What has a record of its own: a course, and each of its lessons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from courseforge.checks.subject import CourseSubject
from courseforge.diagnostics import Location
from courseforge.model import Alignment, CatalogFacts, Subject


@dataclass(frozen=True, slots=True)
class Described:
    """The facts of a course or lesson that only catalogs are told.

    Attributes:
        at: points at one of its keys.
    """

    subjects: tuple[str | Subject, ...]
    alignments: tuple[Alignment, ...]
    catalog: CatalogFacts
    at: Callable[..., Location]

    @property
    def terms(self) -> Iterator[tuple[Location, Subject]]:
        """Its subjects that say where they come from, each with its place."""
        for number, subject in enumerate(self.subjects):
            if isinstance(subject, Subject):
                yield self.at("subjects", number), subject


def list_described(course: CourseSubject) -> Iterator[Described]:
    """List a course and its lessons."""
    own = course.course.metadata
    yield Described(own.subjects, own.alignments, own.catalog, course.at)
    for lesson in course.lessons:
        metadata = lesson.lesson.metadata
        yield Described(metadata.subjects, metadata.alignments, metadata.catalog, lesson.at)
