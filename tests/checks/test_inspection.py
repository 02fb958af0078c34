"""Many lessons are checked like few: in shares, with the same words, and in the same order."""

import os

import pytest

from courseforge.checks import LibrarySubject, check_sources
from courseforge.config import Settings
from courseforge.diagnostics import sort_diagnostics
from courseforge.model import Cell, CellKind, Course, CourseMetadata, Lesson, LessonMetadata, Library

BOLD = Cell(1, CellKind.MARKDOWN, "Text.\n\n**What you need**\n\nA laptop.", "a")


def make_course(name: str, lessons: int) -> Course:
    made = tuple(
        Lesson(f"{name}/{n}", "en", f"courses/{name}/{n}.ipynb", LessonMetadata(title="One"), (BOLD,))
        for n in range(lessons)
    )
    return Course(name, "en", f"courses/{name}", CourseMetadata(title="Lab"), made)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="shares need processes that can be forked")
def test_shares_say_what_one_process_says() -> None:
    courses = tuple(make_course(f"lab-{number}", 60) for number in range(4))
    whole = check_sources(LibrarySubject(Library(courses), Settings()))
    parts = [check_sources(LibrarySubject(Library((course,)), Settings())) for course in courses]
    assert sort_diagnostics(whole) == sort_diagnostics(found for part in parts for found in part)
    assert sum(d.code == "CF204" for d in whole) == 240
