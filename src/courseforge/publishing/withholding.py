"""What cannot be published, and what waits with it: lessons that name a file with an error, or are its author's."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from courseforge.diagnostics import Diagnostic, Location, Severity, paths_with_errors
from courseforge.model import SHOWCASE_FILE, UNPUBLISHED, ExecutionResult, Lesson, Library, leave_out

_PEOPLE = "contributors.yml"
_WAITS = "CF219"
_PROPOSED = "CF222"


def withhold(library: Library, diagnostics: Iterable[Diagnostic]) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Leave out what has an error and what depends on it; say of the latter on what it waits."""
    said = tuple(diagnostics)
    paths = paths_with_errors(said)
    waiting = {path: cause for path, cause in _find_waiting(library, said, paths).items() if path not in paths}
    people = frozenset(_list_people(library, said))
    shown = {key: work for key, work in library.showcase.items() if work.by not in people}
    if len(shown) < len(library.showcase):
        waiting[SHOWCASE_FILE] = _PEOPLE
    library = replace(library, showcase=shown)
    return leave_out(library, paths | waiting.keys()), tuple(map(_say, waiting, waiting.values()))


def _find_waiting(library: Library, said: tuple[Diagnostic, ...], paths: frozenset[str]) -> Mapping[str, str]:
    """Name the files that wait, each with what it waits for."""
    people = frozenset(_list_people(library, said))
    waiting: dict[str, str] = {}
    for course in library.courses:
        if people.intersection(course.metadata.authors):
            waiting[course.metadata_path] = _PEOPLE
        broken = [name for name in course.files if course.place(name) in paths]
        for name in broken:
            if _names(name, (cell.source for cell in course.welcome)):
                waiting[course.welcome_path] = course.place(name)
        for lesson in course.lessons:
            if people.intersection(lesson.metadata.everybody):
                waiting[lesson.path] = _PEOPLE
            if used := [name for name in broken if _uses(lesson, name)]:
                waiting[lesson.path] = f"{course.path}/{used[0]}"
    return waiting


def _list_people(library: Library, said: Iterable[Diagnostic]) -> Iterator[str]:
    """Name the people in whose lines of ``contributors.yml`` there is an error."""
    lines = {d.location.line for d in said if d.location.path == _PEOPLE and d.severity is Severity.ERROR}
    for keys, line in library.vocabulary.lines.get(_PEOPLE, {}).items():
        if keys and line in lines:
            yield str(keys[0])


def _uses(lesson: Lesson, file: str) -> bool:
    return _names(file, (cell.source for cell in lesson.cells))


def _names(file: str, texts: Iterable[str]) -> bool:
    """Tell whether a text names a file; where the name is put together by a program, nobody can."""
    name = re.compile(rf"(?<![\w.-]){re.escape(file.rpartition('/')[2])}(?![\w-])")
    return any(name.search(text) for text in texts)


def _say(path: str, cause: str) -> Diagnostic:
    message = f"This is not published as long as there is an error in {cause}, on which it depends."
    return Diagnostic(_WAITS, Severity.INFO, message, Location(path), "Mend that file, or take it out of here.")


def keep_courses(library: Library, paths: Collection[str]) -> Library:
    """Keep only the courses of these lessons, in all their languages; the others have not vanished."""
    kept = {lesson.course_id for lesson in library.lessons if lesson.path in paths}
    return leave_out(library, {lesson.path for lesson in library.lessons if lesson.course_id not in kept})


def keep_lessons(library: Library, paths: Collection[str]) -> Library:
    """Keep only these lessons; the others have not vanished."""
    return leave_out(library, {lesson.path for lesson in library.lessons} - set(paths))


def keep_pages(
    failures: Iterable[Diagnostic], results: Iterable[ExecutionResult], library: Library
) -> tuple[tuple[Diagnostic, ...], tuple[ExecutionResult, ...]]:
    """Keep the pages of a Jupyter Book that fail, as Jupyter Book does: a page that was published is not taken away.

    It shows the outputs that its author saved; where there are none, those that came before it failed.
    """
    saved = {lesson.path for lesson in library.lessons if any(cell.outputs for cell in lesson.code_cells)}
    kept = tuple(result for result in results if result.failure is None or result.path not in saved)
    said = (replace(one, severity=Severity.WARNING) if one.severity is Severity.ERROR else one for one in failures)
    return tuple(said), kept


def hold_proposals(library: Library) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Leave out the lessons that nobody has accepted yet."""
    proposed = [lesson for lesson in library.lessons if lesson.metadata.state in UNPUBLISHED]
    rest = leave_out(library, {lesson.path for lesson in proposed})
    return rest, tuple(map(_say_proposed, proposed))


def _say_proposed(lesson: Lesson) -> Diagnostic:
    message = f"This lesson is not published: it says state: {lesson.metadata.state}."
    hint = "When two people have looked at it, name them under people: and write state: accepted."
    return Diagnostic(_PROPOSED, Severity.INFO, message, Location(lesson.path), hint)
