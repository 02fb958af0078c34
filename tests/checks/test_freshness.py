"""A translation beside its original: which sections belong together, and what can be said of each."""

import re

from hypothesis import given
from hypothesis import strategies as st

from courseforge.checks import LibrarySubject
from courseforge.checks.alignment import align
from courseforge.checks.freshness import Freshness, State, compare, list_changed
from courseforge.checks.prose import read_prose
from courseforge.checks.sections import Section, list_sections
from courseforge.checks.subject import LessonSubject
from courseforge.config import Settings
from courseforge.model import Cell, CellKind, Course, CourseMetadata, Lesson, LessonMetadata, Library

FACTS = Section("", "facts")


def sections(*titles: str, shapes: str = "") -> list[Section]:
    """Make sections whose marks are their titles; letters of ``shapes`` stand for what they are made of."""
    shapes = shapes or "a" * len(titles)
    return [
        FACTS,
        *(
            Section(title, title, 2, ("word " * 10 * (ord(shape) - 96),))
            for title, shape in zip(titles, shapes, strict=True)
        ),
    ]


def marks(*titles: str) -> list[str]:
    return ["facts", *titles]


def said(freshness: Freshness, original: list[Section], translation: list[Section]) -> list[tuple[str, str, str]]:
    return [
        (
            "" if pair.original is None else original[pair.original].title,
            "" if pair.translation is None else translation[pair.translation].title,
            pair.state.value,
        )
        for pair in freshness.pairs[1:]
    ]


def test_what_did_not_change_is_the_same() -> None:
    original, spanish = sections("One", "Two"), sections("Uno", "Dos")
    fresh = compare(original, spanish, marks("One", "Two"))
    assert said(fresh, original, spanish) == [("One", "Uno", "same"), ("Two", "Dos", "same")]
    assert fresh.behind == ()


def test_a_section_that_changed_is_behind_and_a_new_one_is_missing() -> None:
    original, spanish = sections("One", "Two, anew", "New", "Three", "Four"), sections("Uno", "Dos", "Tres", "Cuatro")
    fresh = compare(original, spanish, marks("One", "Two", "Three", "Four"))
    assert said(fresh, original, spanish) == [
        ("One", "Uno", "same"),
        ("Two, anew", "Dos", "behind"),
        ("New", "", "missing"),
        ("Three", "Tres", "same"),
        ("Four", "Cuatro", "same"),
    ]


def test_what_a_section_is_made_of_tells_the_new_one_from_the_changed_one() -> None:
    original = sections("New", "Two, anew", "Three", shapes="xab")
    spanish = sections("Dos", "Tres", shapes="ab")
    fresh = compare(original, spanish, marks("Two", "Three"))
    assert said(fresh, original, spanish)[:2] == [("New", "", "missing"), ("Two, anew", "Dos", "behind")]


def test_a_section_that_moved_is_not_behind() -> None:
    original, spanish = sections("Two", "One"), sections("Uno", "Dos")
    fresh = compare(original, spanish, marks("One", "Two"))
    assert said(fresh, original, spanish) == [("Two", "Dos", "same"), ("One", "Uno", "same")]


def test_a_section_that_was_taken_out_is_gone() -> None:
    original, spanish = sections("One", "Three"), sections("Uno", "Dos", "Tres")
    fresh = compare(original, spanish, marks("One", "Two", "Three"))
    assert said(fresh, original, spanish) == [("One", "Uno", "same"), ("", "Dos", "gone"), ("Three", "Tres", "same")]


def test_without_marks_nothing_is_claimed_but_what_anybody_can_count() -> None:
    original, spanish = sections("One", "New", "Two", shapes="axb"), sections("Uno", "Dos", shapes="ab")
    fresh = compare(original, spanish, ())
    assert not fresh.known
    assert said(fresh, original, spanish) == [
        ("One", "Uno", "unknown"),
        ("New", "", "missing"),
        ("Two", "Dos", "unknown"),
    ]
    assert [pair.state for pair in compare(spanish, original, ()).pairs] == [State.UNKNOWN] * 4


TITLES = st.lists(st.sampled_from("ABCDE"), max_size=7)


@given(TITLES, TITLES, st.lists(st.sampled_from(["facts", *"ABCDE"]), max_size=8))
def test_every_section_is_in_one_pair(there: list[str], here: list[str], known: list[str]) -> None:
    original, translation = sections(*there, shapes="".join(there).lower()), sections(*here)
    fresh = compare(original, translation, known)
    originals = [pair.original for pair in fresh.pairs if pair.original is not None]
    assert originals == list(range(len(original)))
    assert sorted(p.translation for p in fresh.pairs if p.translation is not None) == list(range(len(translation)))
    if known:
        unsaid = [p for p in fresh.pairs if p.original is not None and p.state in (State.BEHIND, State.MISSING)]
        assert {s.mark for s in list_changed(original, known)} <= {original[p.original or 0].mark for p in unsaid}


def list_titles(source: str) -> list[str]:
    cells = (Cell(1, CellKind.MARKDOWN, source, "c1"),)
    lesson = Lesson("lab/one", "en", "courses/lab/one.md", LessonMetadata("One"), cells)
    course = Course("lab", "en", "courses/lab", CourseMetadata("Lab"), (lesson,))
    subject: LessonSubject = LibrarySubject(Library((course,)), Settings()).lessons[0]
    return [section.title for section in list_sections(subject)][1:]


LINES = st.text("#=- >\n\tab:1.`{}*", max_size=30)


@given(st.one_of(LINES, st.builds("{}{}\n{}".format, st.sampled_from(["# ", "## ", "### "]), LINES, LINES)))
def test_a_section_begins_wherever_the_rules_see_a_heading(source: str) -> None:
    headings = {heading.line: heading.text for heading in read_prose(source).headings if heading.level <= 2}
    assert list_titles(source) == [headings[line] for line in sorted(headings)]


def test_a_heading_may_have_its_line_below_it() -> None:
    assert list_titles("One\n===\n\nTwo\n-\n\n> Three\n> ---") == ["One", "Two", "Three"]
    assert not re.search("#", "One\n===")


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_pieces_are_paired_in_order_and_each_once(ones: list[str], others: list[str]) -> None:
    numbered = list(enumerate(ones)), list(enumerate(others))
    pairs = align(*numbered, lambda one, other: float(one[1] == other[1]))
    assert [one for one, _ in pairs if one] == numbered[0]
    assert [other for _, other in pairs if other] == numbered[1]
    assert all(one[1] == other[1] for one, other in pairs if one and other)


def test_very_many_pieces_take_a_moment() -> None:
    asked: list[tuple[int, int]] = []

    def ask(one: int, other: int) -> float:
        asked.append((one, other))
        return 1.0

    assert align(range(30_000), range(29_999), ask)[-1] == (29_999, None)
    assert asked == []
