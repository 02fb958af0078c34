"""What the cases cannot say about language: marks of sections, and texts that somebody wrote to make us wait."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseforge.checks import LibrarySubject
from courseforge.checks.language import RULES
from courseforge.checks.rights import RULES as RIGHTS
from courseforge.checks.sections import list_sections
from courseforge.checks.sentences import list_sentences, measure
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.config import Settings
from courseforge.model import Cell, CellKind, Course, CourseMetadata, Lesson, LessonMetadata, Library


def make_lesson(*sources: str, language: str = "en") -> LessonSubject:
    cells = tuple(Cell(n, CellKind.MARKDOWN, source, f"c{n}") for n, source in enumerate(sources, start=1))
    lesson = Lesson("lab/one", language, "courses/lab/one.md", LessonMetadata("One", ages="12-18"), cells)
    course = Course("lab", language, "courses/lab", CourseMetadata("Lab"), (lesson,))
    return LibrarySubject(Library((course,)), Settings()).lessons[0]


def marks_of(lesson: LessonSubject) -> list[str]:
    return [section.mark for section in list_sections(lesson)]


WORDS = st.text("abc ñé.\n", min_size=1, max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(0, 4), WORDS)
def test_a_section_has_another_mark_when_its_words_are_others(texts: list[str], place: int, new: str) -> None:
    place %= len(texts)
    before = make_lesson(*(f"## Part {n}\n\n{text}" for n, text in enumerate(texts)))
    texts[place] = new
    after = make_lesson(*(f"## Part {n}\n\n{text}" for n, text in enumerate(texts)))
    old_cell, new_cell = before.lesson.cells[place], after.lesson.cells[place]
    changed = [
        number
        for number, pair in enumerate(zip(marks_of(before), marks_of(after), strict=True))
        if len(set(pair)) == 2
    ]
    assert changed == ([] if old_cell.source.split() == new_cell.source.split() else [place + 1])


def test_a_section_that_moved_keeps_its_mark() -> None:
    parts = ["## One\n\nA.", "## Two\n\nB.", "## Three\n\nC."]
    assert sorted(marks_of(make_lesson(*parts))) == sorted(marks_of(make_lesson(*reversed(parts))))


def test_marks_are_no_numbers_to_yaml() -> None:
    marks = marks_of(make_lesson(*(f"## Part {number}" for number in range(300))))
    assert len(set(marks)) == 301
    assert all(mark.isalpha() and len(mark) == 6 for mark in marks)


@pytest.mark.parametrize("language", ["en", "es"])
def test_shorter_sentences_and_words_are_easier(language: str) -> None:
    hard = "Considerable international organization necessitates communication among representatives of institutions."
    long = make_lesson(hard, language=language)
    cut = make_lesson(
        "Considerable international organization. It necessitates communication. Among representatives.",
        language=language,
    )
    plain = make_lesson("We all work on one plan. So we talk.", language=language)
    grades = [measure(tuple(list_sentences(lesson)), language) for lesson in (long, cut, plain)]
    assert grades == sorted(grades, reverse=True)
    assert grades[0] > grades[-1] + 10


def test_code_formulas_addresses_and_names_do_not_count() -> None:
    bare = make_lesson("Put it in. It is for you.")
    dressed = make_lesson("Put `international_communication(x).y` in. It is for $considerable. Organization$ you.")
    assert [s.counted for s in list_sentences(bare)][1] == ("It", "is", "for", "you")
    assert [s.counted for s in list_sentences(dressed)] == [("Put", "in"), ("It", "is", "for", "you")]
    named = make_lesson("Ask Representative Thistlewood at https://example.org/considerable.organization/ now.")
    assert [s.counted for s in list_sentences(named)] == [("Ask", "at", "now")]


SIZE = 30_000
HOSTILE = [
    (piece * SIZE)[:SIZE] for piece in (
        "`a`b ", "\"", "“a", "a-", ". ", "....))))", "this lesson is ", "this lesson was ", "it is very easy to ", "x ", "a",
        "his or ", "http://", "confined to a ", "es muy ", "# a\n", "* a.\n",
    )
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_a_hostile_text_takes_a_moment(text: str, language: str) -> None:
    lesson = make_lesson(text, language=language)
    cell = next(iter(lesson.cells))
    cell.prose  # noqa: B018 - reading it is somebody else's time
    lesson.__dict__["cells"] = (cell,)
    start = time.process_time()
    for rule in (*RULES, *RIGHTS):
        if rule.looks_at in (LessonSubject, CellSubject):
            list(rule.find(lesson if rule.looks_at is LessonSubject else cell))
    assert time.process_time() - start < 2


def test_a_text_in_another_language_is_left_alone() -> None:
    lesson = make_lesson("Obviously you guys. " * 60, language="fr")
    assert [found for rule in RULES if rule.looks_at is LessonSubject for found in rule.find(replace(lesson))] == []
