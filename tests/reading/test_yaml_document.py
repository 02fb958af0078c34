import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from courseforge.reading.codes import FaultError
from courseforge.reading.yaml_document import read_yaml

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.sampled_from(["a b", "no", "1:30", "", "é"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(st.text() | st.text("-:[]{}!&*?|>%@`\"'#, \n\tab<~"))
def test_any_text_is_read_or_refused_in_our_words(text: str) -> None:
    try:
        read_yaml(text)
    except FaultError as error:
        assert all(fault.message for fault in error.faults)


@given(PLAIN)
def test_what_is_written_as_yaml_comes_back(value: object) -> None:
    assert read_yaml(yaml.safe_dump(value)).value == value


@pytest.mark.parametrize(
    "word", ["no", "off", "yes", "on", "1:30", "010", "0x1F", "1_000", "2027-11-01", ".inf", "1e3"]
)
def test_a_word_that_surprises_elsewhere_stays_a_text(word: str) -> None:
    assert read_yaml(f"key: {word}").value == {"key": word}


def test_plain_numbers_and_words_have_their_meaning() -> None:
    text = "a: 12\nb: -3\nc: 1.5\nd: true\ne: null\nf: ~\ng:\nh: 'true'\n"
    expected = {"a": 12, "b": -3, "c": 1.5, "d": True, "e": None, "f": None, "g": None, "h": "true"}
    assert read_yaml(text).value == expected


def test_a_key_is_always_a_text() -> None:
    assert read_yaml("no: Norsk\n1: one\n").value == {"no": "Norsk", "1": "one"}


def test_every_key_and_item_has_its_line() -> None:
    document = read_yaml("# comment\ntitle: Echo\nlessons:\n  - one\n  - two: 2\n    three: 3\n")
    assert document.line(("title",)) == 2
    assert document.line(("lessons", 0)) == 4
    assert document.line(("lessons", 1, "three")) == 6
    assert document.line(("lessons", 1, "three", "deeper")) == 6


def test_the_depth_is_bounded_and_just_below_it_all_is_well() -> None:
    assert read_yaml("[" * 20 + "]" * 20).value is not None
    with pytest.raises(FaultError, match="20 deep"):
        read_yaml("[" * 21 + "]" * 21)


MISSING = "A quotation mark is missing at the end of this line."
INSIDE = "This line has a quotation mark inside quotation marks."


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ('title: "Sound lab\nlanguage: en\ndescription: "Beats"', 1, MISSING, "begins with"),
        ('title: "Sound lab\nlanguage: en', 1, MISSING, "begins with"),
        ('teaches:\n  - "Hear\n  - "Play"\nlevel: beginner', 2, MISSING, "begins with"),
        ("title: Lab\ndescription: 'It's a zine'\nlevel: beginner", 2, INSIDE, 'outside: "It\'s a zine"'),
        ('title: "A "little" zine"', 1, INSIDE, "outside: 'A \"little\" zine'"),
        ('- "Hear" the beat\n- Play', 1, INSIDE, "outside: '\"Hear\" the beat'"),
        ('teaches: ["Hear, "Play"]', 1, "The quotation marks in this line do not come in pairs.", "Each text"),
        ('a: |\n  it "is\nb: "two\n  lines"\nc: @x', 5, "This value begins with a character", "quotes"),
        ("teaches:\n\t- loops", 2, "This line is indented with a tab.", "spaces"),
        ("teaches:\n  - a\n\t- loops", 3, "This line is indented with a tab.", "spaces"),
        ("teaches:\n  -\tloops", 2, "There is a tab in this line.", "a space"),
        ("title: She said, “hear: this”", 1, "There is a second colon in this line", "quotes"),
        ("title: “Sound: a lab”", 1, "These are curly quotes.", "straight"),
    ],
)
def test_what_an_eye_finds_is_named_in_the_line_where_it_stands(
    text: str, line: int, message: str, hint: str
) -> None:
    with pytest.raises(FaultError) as refused:
        read_yaml(text)
    (fault,) = refused.value.faults
    assert (fault.line, fault.message[: len(message)]) == (line, message)
    assert hint in fault.hint
