"""How hard each lesson is to read, as far as a formula can tell."""

from collections.abc import Mapping
from functools import partial

from courseforge.checks import LibrarySubject
from courseforge.checks.readability import rate_lesson
from courseforge.config import Settings
from courseforge.memory import Memory
from courseforge.model import Library


def rate_lessons(library: Library, settings: Settings, memory: Memory) -> Mapping[tuple[str, str], float]:
    """Rate the lessons of which a formula tells something, by id and language.

    Args:
        memory: of the lessons that were rated before.

    Returns:
        An English grade, or in Spanish 100 less Szigriszt-Pazos' legibility (``checks.sentences``).
    """
    rated = {
        (lesson.id, lesson.lesson.language): memory.recall(
            ("rated", lesson.lesson.path), (lesson.lesson,), partial(rate_lesson, lesson)
        )
        for course in LibrarySubject(library, settings, memory=memory).courses
        for lesson in course.lessons
    }
    return {key: level for key, level in rated.items() if level is not None}
