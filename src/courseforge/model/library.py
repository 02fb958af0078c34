"""Everything a library's folder holds, read once."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from courseforge.model.course import Course
from courseforge.model.lesson import Lesson
from courseforge.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Library:
    """All courses in all their languages.

    Attributes:
        courses: sorted by id, the original language first.
        vocabulary: what the lessons refer to by key.
        unreadable: ids of lessons whose file is there but could not be read; they have not vanished.
        withdrawn: ids that were taken back on purpose (``withdrawn.yml``).
    """

    courses: tuple[Course, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    unreadable: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()

    @property
    def lessons(self) -> Iterator[Lesson]:
        """Every lesson of every course and language, in order."""
        return (lesson for course in self.courses for lesson in course.lessons)
