import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseforge.reading.codes import FaultError
from courseforge.reading.json_document import read_json

STRICT = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc"), inner, max_size=4),
    max_leaves=12,
)


@given(st.text() | st.text('{}[]:,"\\u0dNaIfinty1e9-. \n<>='))
def test_any_text_is_read_or_refused_in_our_words(text: str) -> None:
    try:
        read_json(text)
    except FaultError as error:
        assert all(fault.message for fault in error.faults)


@given(STRICT, st.booleans())
def test_strict_json_comes_back_as_it_was(value: object, ascii_only: bool) -> None:
    assert read_json(json.dumps(value, ensure_ascii=ascii_only)) == value


@given(st.binary(max_size=60))
def test_what_is_read_can_be_written_again_by_any_program(data: bytes) -> None:
    try:
        value = read_json(data.decode("utf-8", "replace"))
    except FaultError:
        return
    assert json.loads(json.dumps(value, allow_nan=False).encode("utf-8")) == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{\n"a": [NaN]}', 2),
        ('{"NaN": "NaN",\n\n"a": -Infinity}', 3),
        ('{"a": "\\"1e999",\n"b": 1e999}', 2),
        ('{"a": {"b": 1},\n"c": {"b": 1,\n"b": 2}}', 3),
        ('{"a": "1,",\n"b": [1,\n2,\n]}', 3),
    ],
)
def test_the_line_of_a_fault_is_found(text: str, line: int) -> None:
    with pytest.raises(FaultError) as caught:
        read_json(text)
    assert caught.value.faults[0].line == line


def test_a_name_that_stands_twice_among_very_many_is_found_soon() -> None:
    names = [*range(200_000), 199_999]  # comparing each with each would take hours
    with pytest.raises(FaultError) as caught:
        read_json("{" + ",\n".join(f'"{name}": 1' for name in names) + "}")
    assert (caught.value.faults[0].line, "“199999”" in caught.value.faults[0].message) == (200_001, True)


def test_a_whole_character_in_two_escapes_is_read() -> None:
    assert read_json('"\\ud83e\\udd41 \\\\u0000"') == "🥁 \\u0000"
