"""A cell made to be slow is not, and one made to be strange breaks nothing."""

import json
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.effort import at_most, measure
from tests.checks.held_lesson import hold, write_library

from courseforge.checks.markup import read_elements
from courseforge.checks.prose import LONGEST, read_prose
from courseforge.checks.python_code import read_code
from courseforge.model import Mode

PIECES = [
    "[", "`", "<!--", "*a ", "http://", "(a)=", "> ", "- ", "$", "{a}`", "![", "[a](", "<a ", '<a b="', "</", "~~", "|a",
    "a|b\n-|-\n", "[^1]", "[a]: b\n", "[a]: b \"\n", "    ", "```", ":::{a}\n", "{.a", "&", "<div>\n", '"""', "#| a:", "x = !a\n", "?",
]  # fmt: skip
PARTS = st.lists(st.sampled_from([*PIECES, "a", " ", "\n", "-->", ">", "```{note}\n", ":key: v\n"]), max_size=60)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("read", [read_prose, read_code, read_elements])
def test_time_grows_with_the_text_alone(read, piece: str) -> None:
    """Twenty thousand letters in a second; on a slow machine in less than three times what ten thousand take."""
    half, whole = (measure(partial(read, (piece * length)[:length])) for length in (10_000, 20_000))
    assert whole < max(1, 3 * half)


@given(PARTS.map("".join))
def test_any_text_is_read_and_lines_are_its_own(text: str) -> None:
    prose = read_prose(text)
    last = text.count("\n") + 1
    pieces = (*prose.headings, *prose.links, *prose.images, *prose.paragraphs, *prose.directives, *prose.elements)
    assert all(1 <= piece.line <= last for piece in pieces)
    assert all(1 <= piece.line <= last for piece in (*prose.roles, *prose.comments, *prose.tables))
    read_code(text)


@pytest.mark.parametrize("text", [">:::{note}\n>", "> - :::{note}\n> ", ":::{note}\n>:::{tip}\n>"])
def test_a_quotation_may_end_inside_a_directive(text: str) -> None:
    assert {directive.line for directive in read_prose(text).directives} >= {1}


def test_what_nobody_reads_is_not_looked_at() -> None:
    assert read_prose("a\n" * LONGEST + "# Last").headings == ()


LINES = {
    "markdown": ["# A\n", "## [a](b)\n\n", "## a\n\n[a](#b)\n\n", "<!-- check-ignore: AB12 a -->\n\n", "|a|b|\n|-|-|\n|1|2|\n\n",
                 "![](a.png) ", "![", "[^1]: a\n\n", "12.5, -70.5 "],
    "code": ["#| check-ignore: AB12 a\n", "x = 1\n", "print(x)\n", "import a\n", "plt.plot(a)\n", "!pip install a\n", "a?\n", "f(a)."],
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", LINES)
def test_a_lesson_is_held_to_every_rule_in_time_that_grows_with_it(kind: str, tmp_path: Path) -> None:
    library = write_library(tmp_path)
    work = partial(hold, library, Mode.UNTRUSTED)
    _write_lesson(library, kind, "a\n")
    work()  # what is loaded once
    slow = []
    for piece in LINES[kind]:
        took = []
        for length in (10_000, 40_000):
            _write_lesson(library, kind, (piece * length)[:length])
            with at_most(20):
                took.append(measure(work))
        if took[1] > max(1, 7 * took[0]):
            slow.append((piece, took))
    assert slow == []


def _write_lesson(library: Path, kind: str, source: str) -> None:
    cell = {"cell_type": kind, "id": "a", "metadata": {}, "source": source}
    cell |= {"outputs": [], "execution_count": None} if kind == "code" else {}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (library / "courses/lab/one.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
