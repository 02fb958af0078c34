"""Which lessons a change is about: pictures count for those that name them, hidden data for all that could read it."""

import pytest

from courseforge.model import Cell, CellKind, Course, CourseMetadata, Lesson, LessonMetadata, Library
from courseforge.publishing.touched import find_touched
from courseforge.reading.repository import Changes

FILES = ("drums.py", "images/a.png", "numbers.csv", "hidden.csv", "images/unused.png")


def lesson(name: str, source: str, kind: CellKind = CellKind.CODE) -> Lesson:
    cells = (Cell(1, kind, source, "a"),)
    return Lesson(f"lab/{name}", "en", f"courses/lab/{name}.md", LessonMetadata(title=name), cells)


LESSONS = (
    lesson("beat", "import drums\ndrums.play()"),
    lesson("table", "read('numbers.csv')"),
    lesson("look", "![a](images/a.png)", CellKind.MARKDOWN),
)
LIBRARY = Library((Course("lab", "en", "courses/lab", CourseMetadata(), LESSONS, files=FILES),))


@pytest.mark.parametrize(
    ("path", "touched"),
    [
        ("courses/lab/beat.md", ["beat"]),
        ("courses/lab/drums.py", ["beat"]),
        ("courses/lab/numbers.csv", ["table"]),
        ("courses/lab/images/a.png", ["look"]),
        ("courses/lab/hidden.csv", ["beat", "table"]),  # a program may put its name together
        ("courses/lab/images/unused.png", []),
        ("courses/lab/course.yml", []),
        ("courses/other/numbers.csv", []),
        (".github/workflows/x.yml", []),
    ],
)
def test_what_a_changed_file_touches(path, touched):
    assert [one.slug for one in find_touched(LIBRARY, Changes("main", frozenset({path})))] == touched
    gone = find_touched(LIBRARY, Changes("main", frozenset(), frozenset({path})))
    assert [one.slug for one in gone] == touched
