"""What a case cannot say: hostile words and programs take no time, and what is suggested is no answer yet."""

import ast
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseforge.checks.accessibility.alternative_text import (
    find_boilerplate,
    is_file_name,
    is_placeholder,
    suggest_option,
)
from courseforge.checks.accessibility.color import _COLORED
from courseforge.checks.accessibility.drawings import Drawing, _read_cell, _Scene
from courseforge.checks.accessibility.media import _TRANSCRIPT
from courseforge.checks.accessibility.pictures import _SINGLE_QUOTES
from courseforge.model import find_options
from courseforge.reading.cell_display import read_display

WORDS = [
    "a",
    "image ",
    "an image of",
    "esta es una imagen ",
    "a.",
    "a/",
    "img_1",
    "1.",
    "?",
    "<Figure",
    "captura de ",
    "…",
]
PIECES = [*WORDS, "\x1b[3", "\x1b[31m", "\x1b[31;", "{alt='", "transcrip", "letra"]


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    begin = process_time()
    is_file_name(text, text)
    is_placeholder(text)
    find_boilerplate(text)
    for pattern in (_COLORED, _SINGLE_QUOTES, _TRANSCRIPT):
        list(pattern.finditer(text))
    assert process_time() - begin < 0.5


@pytest.mark.parametrize(
    "line", ["#| a: b\n", "#| fig-alt:\n", "#|   - x\n", '#| fig-alt: ["', "#|", "\n", "%%time\n"]
)
def test_no_head_of_a_cell_takes_long(line: str) -> None:
    spent = []
    for size in (25_000, 100_000):
        source = (line * size)[:size]
        begin = process_time()
        find_options(source)
        read_display(source, {})
        spent.append(process_time() - begin)
    assert spent[1] < 8 * spent[0] + 0.5  # four times as long; a pattern that goes wrong takes sixteen times


@pytest.mark.parametrize(
    "program",
    [
        "import pandas\n" + "a.plot\n" * 10_000,
        "import pandas\n" + "a" + ".plot()" * 150,
        "import pandas\n" + "a" + "[0]" * 150 + ".plot()",
        "def f(): pass\n" * 5_000,
        "import matplotlib.pyplot as p\n" + "p.plot()\n" * 5_000,
    ],
)
def test_no_program_takes_long(program: str) -> None:
    tree = ast.parse(program)
    begin = process_time()
    _read_cell(tree, _Scene())
    assert process_time() - begin < 1


@given(
    st.sampled_from(["line", "bar", "picture", "chart", ""]),
    st.text(max_size=80),
    st.sampled_from(["en", "es-MX", "fr"]),
)
def test_a_suggestion_that_nobody_finished_is_told(kind: str, title: str, language: str) -> None:
    line = suggest_option(Drawing(kind, " ".join(title.split())), language)
    display, faults = read_display(line, {})
    assert faults == ()
    assert is_placeholder(display.alts[0])
