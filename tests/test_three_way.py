"""Two versions of a text that began as one: nobody's words are lost."""

from hypothesis import given
from hypothesis import strategies as st

from courseforge.scaffold.action_pins import agree_on_pins
from courseforge.scaffold.three_way import MIDDLE_MARK, OURS_MARK, THEIRS_MARK, merge_lines

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=9).map("\n".join)
OLD = "one\ntwo\nthree\nfour\nfive\n"


@given(TEXTS, TEXTS)
def test_what_only_one_side_changed_is_taken(base, changed):
    assert merge_lines(base, changed, base).text == changed
    assert merge_lines(base, base, changed).text == changed
    assert merge_lines(base, changed, changed).text == changed


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_of_either_side_is_lost_but_one_that_the_other_took_out(base, ours, theirs):
    merged = merge_lines(base, ours, theirs)
    lines = set(merged.text.split("\n"))
    assert set(ours.split("\n")) - set(base.split("\n")) <= lines
    assert set(theirs.split("\n")) - set(base.split("\n")) <= lines
    assert merged.text.split("\n").count(OURS_MARK) == merged.conflicts


def test_changes_in_different_places_are_both_there():
    merged = merge_lines(OLD, OLD.replace("two", "zwei"), OLD.replace("five", "fünf\nsechs"))
    assert (merged.text, merged.conflicts) == ("one\nzwei\nthree\nfour\nfünf\nsechs\n", 0)


def test_marks_stand_only_around_the_lines_that_both_changed():
    merged = merge_lines(OLD, OLD.replace("three", "first\nmine"), OLD.replace("three", "first\nyours"))
    assert merged.conflicts == 1
    assert merged.text == f"one\ntwo\nfirst\n{OURS_MARK}\nmine\n{MIDDLE_MARK}\nyours\n{THEIRS_MARK}\nfour\nfive\n"


def test_the_newer_version_of_an_action_wins_on_each_side():
    old, newer, newest = (f"- uses: actions/checkout@{digit * 40} # v{digit}.9.1" for digit in "123")
    foreign = f"- uses: actions/other@{'4' * 40}"
    assert agree_on_pins(old, newest + foreign, newer) == (newest, newest + foreign, newest)
    assert agree_on_pins(old, newer, newest) == (newest, newest, newest)
    assert agree_on_pins(f"- uses: a/b@{'1' * 40} # v10", f"- uses: a/b@{'2' * 40} # v9")[1].endswith("# v10")
