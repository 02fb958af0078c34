"""How hard each lesson is to read, as far as a formula can tell."""

from collections.abc import Mapping
from functools import partial

from courseforge.checks import LibrarySubject
from courseforge.checks.readability import rate_lesson
from courseforge.checks.subject import LessonSubject
from courseforge.config import Settings
from courseforge.memory import Memory
from courseforge.model import Library
from courseforge.shares import take_shares

_FEW = 100  # lessons: fewer are rated sooner than a process is forked


def rate_lessons(library: Library, settings: Settings, memory: Memory) -> Mapping[tuple[str, str], float]:
    """Rate the lessons of which a formula tells something, by id and language.

    Args:
        memory: of the lessons that were rated before.

    Returns:
        An English grade, or in Spanish 100 less Szigriszt-Pazos' legibility (``checks.sentences``).
    """

    def rate(lesson: LessonSubject) -> float | None:
        return memory.recall(("rated", lesson.lesson.path), (lesson.lesson,), partial(rate_lesson, lesson))

    lessons = LibrarySubject(library, settings, memory=memory).lessons
    levels = take_shares(lessons, rate, dear=len(lessons) > _FEW)
    rated = zip(lessons, levels, strict=True)
    return {(lesson.id, lesson.lesson.language): level for lesson, level in rated if level is not None}
