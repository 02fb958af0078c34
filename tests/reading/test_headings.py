"""A title is words that can be read aloud."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseforge.model import Cell, CellKind
from courseforge.reading.headings import find_title, read_words

PIECES = (
    "# |## |<h1>|</h1>|*|_|`|$|\\\\frac{|{index}|<single: a>|[|](b)|![|{: .c}|[^1]|&amp;|<br>|a|\\n|\\\\|{".split("|")
)


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_heading_is_one_line(markdown: str) -> None:
    words = read_words(markdown)
    assert words == words.strip()
    assert "\n" not in words
    assert "\n" not in find_title([Cell(1, CellKind.MARKDOWN, f"# {markdown}", "a")])


@pytest.mark.parametrize(
    "piece", ["<h1>", "<h1><", "# ", "#  \n", "{", "$a", "`", "{a}`b <", "# " + " " * 5000 + "{: .a\n", "[^"]
)
def test_a_title_is_looked_for_no_longer_than_a_moment(piece: str) -> None:
    cells = [Cell(number, CellKind.MARKDOWN, "## " + piece * (20_000 // len(piece)), "a") for number in range(4)]
    cells += [Cell(number, CellKind.MARKDOWN, "<h2>\n" + piece * 5_000, "a") for number in range(20)]
    begun = time.process_time()
    find_title(cells)
    assert time.process_time() - begun < 3
