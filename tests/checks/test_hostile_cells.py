"""A cell made to be slow is not, and one made to be strange breaks nothing."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseforge.checks.markup import read_elements
from courseforge.checks.prose import LONGEST, read_prose
from courseforge.checks.python_code import read_code

PIECES = [
    "[", "`", "<!--", "*a ", "http://", "(a)=", "> ", "- ", "$", "{a}`", "![", "[a](", "<a ", '<a b="', "</", "~~", "|a",
    "a|b\n-|-\n", "[^1]", "[a]: b\n", "[a]: b \"\n", "    ", "```", ":::{a}\n", "{.a", "&", "<div>\n", '"""', "#| a:", "x = !a\n", "?",
]  # fmt: skip
PARTS = st.lists(st.sampled_from([*PIECES, "a", " ", "\n", "-->", ">", "```{note}\n", ":key: v\n"]), max_size=60)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("read", [read_prose, read_code, read_elements])
def test_time_grows_with_the_text_alone(read, piece: str) -> None:
    """Twenty thousand letters in a second; on a slow machine in less than three times what ten thousand take."""
    half, whole = (_measure(read, (piece * length)[:length]) for length in (10_000, 20_000))
    assert whole < max(1, 3 * half)


def _measure(read, text: str) -> float:
    begin = process_time()
    read(text)
    return process_time() - begin


@given(PARTS.map("".join))
def test_any_text_is_read_and_lines_are_its_own(text: str) -> None:
    prose = read_prose(text)
    last = text.count("\n") + 1
    pieces = (*prose.headings, *prose.links, *prose.images, *prose.paragraphs, *prose.directives, *prose.elements)
    assert all(1 <= piece.line <= last for piece in pieces)
    assert all(1 <= piece.line <= last for piece in (*prose.roles, *prose.comments, *prose.tables))
    read_code(text)


def test_what_nobody_reads_is_not_looked_at() -> None:
    assert read_prose("a\n" * LONGEST + "# Last").headings == ()
