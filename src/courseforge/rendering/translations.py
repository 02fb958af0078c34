"""Which lessons are translations, of what, and how fresh each is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from courseforge.checks import LibrarySubject
from courseforge.checks.freshness import Freshness, compare
from courseforge.checks.sections import Section, list_sections
from courseforge.checks.subject import CourseSubject, LessonSubject
from courseforge.config import Settings
from courseforge.model import Course, Lesson, Library
from courseforge.rendering.staging.book import is_for_learners


@dataclass(frozen=True, slots=True)
class Translation:
    """A lesson beside its original.

    Attributes:
        original, lesson: in two languages.
        original_sections, sections: of each of them; ``freshness`` names them by their places here.
    """

    original: Lesson
    lesson: Lesson
    original_sections: tuple[Section, ...]
    sections: tuple[Section, ...]
    freshness: Freshness


def find_originals(library: Library) -> dict[str, Course]:
    """Return each course in its own language by its id; one of which only translations are published has none."""
    found: dict[str, Course] = {}
    for course in library.courses:
        if not course.suffix:
            found.setdefault(course.id, course)
    return found


def list_translations(library: Library, settings: Settings) -> dict[tuple[str, str], Translation]:
    """Compare every translation with its original, by lesson id and language."""
    originals, whole = find_originals(library), LibrarySubject(library, settings)
    found = {}
    for course in library.courses:
        original = originals.get(course.id, course)
        if original is not course:
            there = {one.id: one for one in CourseSubject(original, whole).lessons}
            for lesson in CourseSubject(course, whole).lessons:
                if lesson.id in there:
                    found[lesson.id, lesson.lesson.language] = _compare(there[lesson.id], lesson)
    return found


def _compare(original: LessonSubject, lesson: LessonSubject) -> Translation:
    before, after = list_sections(original), list_sections(lesson)
    freshness = compare(before, after, lesson.lesson.metadata.translation_of)
    kept = _list_shown(original, before), _list_shown(lesson, after)
    pairs = (p for p in freshness.pairs if p.original in kept[0] and p.translation in kept[1])
    return Translation(original.lesson, lesson.lesson, before, after, replace(freshness, pairs=tuple(pairs)))


def _list_shown(lesson: LessonSubject, sections: Sequence[Section]) -> frozenset[int | None]:
    """Return the places of the sections that readers see, and None; what facilitators read is none of these."""
    cells = tuple(cell for cell in lesson.lesson.cells if is_for_learners(cell))
    places = range(len(sections))
    if len(cells) < len(lesson.lesson.cells):
        shown = {one.title for one in list_sections(replace(lesson, lesson=replace(lesson.lesson, cells=cells)))}
        return frozenset({None, *(place for place in places if sections[place].title in shown)})
    return frozenset({None, *places})


def list_editions(course: Course, originals: Mapping[str, Course]) -> tuple[Lesson, ...]:
    """Return a course's lessons as readers of its language find them: those without a translation in the original.

    Where one is missing, the original's order holds for all.
    """
    original = originals.get(course.id, course)
    own = {lesson.id: lesson for lesson in course.lessons}
    there = {lesson.id for lesson in original.lessons}
    if there <= own.keys():
        return course.lessons
    return (
        *(own.get(lesson.id, lesson) for lesson in original.lessons),
        *(lesson for lesson in course.lessons if lesson.id not in there),
    )
