"""All lessons of one course, in all languages, in the order readers should take them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from courseforge.config import COURSES_FOLDER
from courseforge.diagnostics import Diagnostic
from courseforge.model import Lesson
from courseforge.reading.codes import LESSON_ID_IS_UNIQUE, TRANSLATION_HAS_ORIGINAL, Fault
from courseforge.reading.folder import Listing
from courseforge.reading.lesson import Surroundings, read_lesson
from courseforge.reading.lesson_file import is_lesson, parse_name
from courseforge.reading.wording import show


@dataclass(frozen=True, slots=True)
class Lessons:
    """The lessons that can be used, and the ids of those whose file is there and cannot."""

    lessons: tuple[Lesson, ...]
    unreadable: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def slugs(self) -> frozenset[str]:
        """Slugs of every lesson whose file is there."""
        ids = {lesson.id for lesson in self.lessons} | self.unreadable
        return frozenset(id.rpartition("/")[2] for id in ids)


def read_lessons(surroundings: Surroundings, course_id: str, language: str, listing: Listing) -> Lessons:
    """Read every lesson of a course whose own language is ``language``."""
    read = _read_each(surroundings, course_id, language, listing)
    kept, twins = _take_out_twins(read.lessons)
    unreadable = read.unreadable | {group[0].id for group in twins}
    originals = {lesson.id for lesson in kept if lesson.language == language} | unreadable
    orphans = tuple(lesson for lesson in kept if lesson.id not in originals)
    return Lessons(
        tuple(lesson for lesson in kept if lesson.id in originals),
        unreadable,
        (*read.diagnostics, *_say_twins(twins), *_say_orphans(orphans, language)),
    )


def _read_each(surroundings: Surroundings, course_id: str, language: str, listing: Listing) -> Lessons:
    languages = surroundings.settings.courseforge.languages
    refused = (parse_name(name, languages) for name in listing.refused if is_lesson(name))
    unreadable = {f"{course_id}/{file.slug}" for file in refused if file.slug}
    lessons: list[Lesson] = []
    diagnostics: list[Diagnostic] = []
    for name in filter(is_lesson, listing.files):
        file = parse_name(name, languages)
        id, path = f"{course_id}/{file.slug}", f"{COURSES_FOLDER}/{course_id}/{name}"
        # Read it even if its name is wrong: all faults come out in one run.
        reading = read_lesson(surroundings, path, id, file.suffix or language)
        diagnostics += (*(fault.at(path) for fault in file.faults), *reading.diagnostics)
        if reading.lesson is not None and not file.faults:
            lessons.append(reading.lesson)
        elif file.slug:
            unreadable.add(id)
    return Lessons(tuple(lessons), frozenset(unreadable), tuple(diagnostics))


def _take_out_twins(lessons: Iterable[Lesson]) -> tuple[tuple[Lesson, ...], tuple[tuple[Lesson, ...], ...]]:
    """Divide lessons into those that are alone with their id and language, and groups of those that are not."""
    by_place: dict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        by_place[lesson.id, lesson.language].append(lesson)
    alone = tuple(group[0] for group in by_place.values() if len(group) == 1)
    return alone, tuple(tuple(group) for group in by_place.values() if len(group) > 1)


def _say_twins(groups: Iterable[tuple[Lesson, ...]]) -> Iterable[Diagnostic]:
    for group in groups:
        for lesson in group:
            others = ", ".join(show(other.path.rpartition("/")[2]) for other in group if other is not lesson)
            message = f"This lesson has the same id and language as {others}; neither is published."
            yield Fault(LESSON_ID_IS_UNIQUE, message, "Rename or delete one of them.").at(lesson.path)


def _say_orphans(orphans: Iterable[Lesson], language: str) -> Iterable[Diagnostic]:
    for lesson in orphans:
        message = f"This is a translation ({lesson.language}), and its original ({language}) is not there."
        hint = f"Add {lesson.slug}.ipynb or {lesson.slug}.md, or give this file the name of its original."
        yield Fault(TRANSLATION_HAS_ORIGINAL, message, hint).at(lesson.path)
