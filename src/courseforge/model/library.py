"""Everything a library's folder holds, read once."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from courseforge.model.course import Course
from courseforge.model.lesson import Lesson
from courseforge.model.showcase import Work
from courseforge.model.vocabulary import Vocabulary
from courseforge.model.withdrawal import Withdrawal


@dataclass(frozen=True, slots=True)
class Library:
    """All courses in all their languages.

    Attributes:
        courses: sorted by id, the original language first.
        vocabulary: what the lessons refer to by key.
        unreadable: ids of lessons whose file is there but could not be read; they have not vanished.
        withdrawn: what was taken back on purpose, by id (``withdrawn.yml``); a course takes its lessons along.
        showcase: what learners have made and may be shown, by key.
        held_back: paths of files with an error, from which readers are given nothing.
    """

    courses: tuple[Course, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    unreadable: frozenset[str] = frozenset()
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)
    showcase: Mapping[str, Work] = field(default_factory=dict)
    held_back: frozenset[str] = frozenset()

    @property
    def lessons(self) -> Iterator[Lesson]:
        """Every lesson of every course and language, in order."""
        return (lesson for course in self.courses for lesson in course.lessons)

    def find_withdrawal(self, item_id: str) -> Withdrawal | None:
        """Return what was said when a lesson or a course was taken back, or the whole course that it is of."""
        return self.withdrawn.get(item_id) or self.withdrawn.get(item_id.partition("/")[0])


def leave_out(library: Library, paths: Collection[str]) -> Library:
    """Return the library without what lies at these paths; it is remembered, for it has not vanished.

    Args:
        paths: files that cannot be published, relative to the library's folder: a lesson's own, or a file that stands
            for a course in one language (``course.yml``, ``course.es.yml``, ``index.es.md``), which takes it whole.
    """
    courses: list[Course] = []
    gone: set[str] = set()
    for course in library.courses:
        whole = course.own_paths & set(paths)
        kept = () if whole else tuple(lesson for lesson in course.lessons if lesson.path not in paths)
        gone |= {lesson.id for lesson in course.lessons if whole or lesson.path in paths}
        if kept:
            # What is whole stays the very same object, by which it is known again (``Memory``).
            courses.append(course if len(kept) == len(course.lessons) else replace(course, lessons=kept))
        else:
            gone.add(course.id)
    held_back = library.held_back | set(paths)
    return replace(library, courses=tuple(courses), unreadable=library.unreadable | gone, held_back=held_back)


def take_back(library: Library) -> Library:
    """Return the library without what was withdrawn, whether or not its files are still in their folders."""
    if not library.withdrawn:
        return library
    courses: list[Course] = []
    for course in library.courses:
        kept = tuple(lesson for lesson in course.lessons if library.find_withdrawal(lesson.id) is None)
        if kept:
            courses.append(course if len(kept) == len(course.lessons) else replace(course, lessons=kept))
    unreadable = frozenset(id for id in library.unreadable if library.find_withdrawal(id) is None)
    return replace(library, courses=tuple(courses), unreadable=unreadable)
