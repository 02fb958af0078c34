"""Which lessons a contribution is about: those that are new or different, and those whose files are."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from courseforge.diagnostics import Diagnostic
from courseforge.model import Course, Lesson, Library
from courseforge.reading.repository import Changes

#: What a program may read without that its name stands anywhere.
_DATA = frozenset(".csv .tsv .json .txt .py .r .xlsx .ods .yml .yaml .toml".split())


def find_touched(library: Library, changes: Changes) -> tuple[Lesson, ...]:
    """Choose the lessons that are to be run and shown.

    A picture or a recording counts for the lessons that name it; data and modules that none names count for all
    lessons of the course, for their code may put the name together. A course's own words count for none.
    """
    return tuple(lesson for course in library.courses for lesson in _find(course, changes))


def leave_out_untouched(
    diagnostics: Sequence[Diagnostic], library: Library, touched: Sequence[Lesson], elsewhere: Sequence[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Leave out what is about a lesson that the contribution does not touch, unless it was broken from elsewhere."""
    others = {lesson.path for lesson in library.lessons} - {lesson.path for lesson in touched}
    return (*(d for d in diagnostics if d.location.path not in others), *elsewhere)


def _find(course: Course, changes: Changes) -> Iterator[Lesson]:
    files = (*course.files, *_list_gone(course, changes))
    names = sorted(PurePosixPath(file).name for file in files if course.place(file) in changes.paths)
    named = {lesson.path: [name for name in names if _names(lesson, name)] for lesson in course.lessons}
    known = {name for found in named.values() for name in found}
    hidden = any(name not in known and PurePosixPath(name).suffix.lower() in _DATA for name in names)
    for lesson in course.lessons:
        if lesson.path in changes.paths or named[lesson.path] or (hidden and lesson.code_cells):
            yield lesson


def _list_gone(course: Course, changes: Changes) -> Iterator[str]:
    inside = (path for path in changes.gone if path.startswith(f"{course.path}/") and path not in course.own_paths)
    return (path.removeprefix(f"{course.path}/") for path in inside)


def _names(lesson: Lesson, name: str) -> bool:
    """Tell whether a lesson's text or code names a file."""
    form = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
    stem = PurePosixPath(name).stem if name.endswith(".py") else ""  # as it is imported
    module = re.compile(rf"\bimport\s+{re.escape(stem)}\b|\bfrom\s+{re.escape(stem)}\b") if stem else None
    return any(form.search(cell.source) or (module and module.search(cell.source)) for cell in lesson.cells)
