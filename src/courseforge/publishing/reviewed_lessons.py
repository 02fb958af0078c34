"""What is told of each lesson of a contribution, from both states of it."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from courseforge.checks.readability import rate_lesson
from courseforge.config import COURSES_FOLDER
from courseforge.diagnostics import Diagnostic
from courseforge.publishing.comparing import State
from courseforge.publishing.touched import find_touched
from courseforge.reading.lesson_file import is_lesson
from courseforge.reading.repository import Changes
from courseforge.reporting.praise import find_strengths
from courseforge.review import limits
from courseforge.review.report import PAGES_FOLDER, ReviewedLesson


def list_lessons(
    changes: Changes, now: State, earlier: State | None, said: Sequence[Diagnostic]
) -> list[ReviewedLesson]:
    """Tell of every lesson that is new, different or gone, and of files that should have been one."""
    before = earlier.lessons if earlier else {}
    chosen = [lesson.path for lesson in find_touched(now.library, changes)][: limits.LESSONS]
    unread = sorted(path for path in changes.changed if is_lesson_path(path) and path not in now.lessons)
    gone = sorted(path for path in changes.gone if is_lesson_path(path))
    return [
        *(_tell(path, now, earlier, said) for path in chosen),
        *(ReviewedLesson(path, "changed" if path in before else "new", path) for path in unread),
        *(_tell_gone(path, earlier) for path in gone),
    ]


def _tell(path: str, now: State, earlier: State | None, said: Sequence[Diagnostic]) -> ReviewedLesson:
    subject, result = now.lessons[path], now.results.get(path)
    lesson, page = subject.lesson, now.find_page(subject.lesson)
    before = earlier.lessons.get(path) if earlier else None
    last = earlier.results.get(path) if earlier else None
    codes = {diagnostic.code for diagnostic in said if diagnostic.location.path == path}
    return ReviewedLesson(
        path=path,
        kind="changed" if before else "new",
        title=lesson.metadata.title[: limits.TITLE],
        language=lesson.language,
        state=lesson.metadata.state,
        outcome=result.status.value if result else "",
        seconds=round(result.seconds, 1) if result and result.cells else None,
        seconds_before=round(last.seconds, 1) if last and last.cells else None,
        level=rate_lesson(subject),
        level_before=rate_lesson(before) if before else None,
        strengths=tuple((one.name, one.number) for one in find_strengths(subject, codes)),
        page=f"{PAGES_FOLDER}/{page}" if page else "",
    )


def _tell_gone(path: str, earlier: State | None) -> ReviewedLesson:
    before = earlier.lessons.get(path) if earlier else None
    title = before.lesson.metadata.title[: limits.TITLE] if before else path
    return ReviewedLesson(path, "gone", title, before.lesson.language if before else "en")


def is_lesson_path(path: str) -> bool:
    """Tell whether a file of the library, by its path, is a lesson or should be one."""
    parts = PurePosixPath(path).parts
    return len(parts) == 3 and parts[0] == COURSES_FOLDER and is_lesson(parts[2])
