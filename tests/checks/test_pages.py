"""Every code that courseforge can give has a page, and every page is about a code that it gives."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import courseforge as package
from courseforge.checks import read_pages
from courseforge.checks.page import FAMILIES
from courseforge.cli.commands import courseforge
from courseforge.reading.codes import FACTS

SOURCE = Path(package.__file__).parent


def given_codes() -> Iterator[str]:
    """Every text in the program that is nothing but a code."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch(r"CF\d{3}", str(node.value)):
                yield node.value


def test_pages_and_codes_are_the_same() -> None:
    pages, given = set(read_pages()), set(given_codes())
    assert given - pages == set(), "write a page for each, in src/courseforge/checks/pages/"
    assert pages - given == set(), "nothing gives these codes any more"


def test_a_page_calls_a_fact_as_the_program_does() -> None:
    pages = read_pages()
    for fact in FACTS:
        word = {"info": "note"}.get(fact.severity.value, fact.severity.value)
        assert (pages[fact.code].name, pages[fact.code].weight) == (fact.name, word)


def test_every_name_is_given_once() -> None:
    assert len({page.name for page in read_pages().values()}) == len(read_pages())


def test_a_page_begins_with_a_sentence_and_says_how_to_mend() -> None:
    for page in read_pages().values():
        assert re.match(r"[A-Z].*[.!?]$", page.text.partition("\n")[0]), page.code
        assert re.search(r"To mend:|Mended", page.text), page.code


def test_examples_can_be_copied_as_they_are_printed() -> None:
    for page in read_pages().values():
        runs = re.findall(r"^ +(:{2,})(?:\{|$)", page.text, re.MULTILINE)
        assert all(runs.count(run) % 2 == 0 and len(run) > 2 for run in runs), page.code
        assert not re.search(r" :$", page.text, re.MULTILINE), page.code


@pytest.mark.parametrize("word", ["CF201", "cf201", "lesson-has-one-title"])
def test_explain_prints_the_page(word: str) -> None:
    result = CliRunner().invoke(courseforge, ["explain", word])
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "CF201 lesson-has-one-title (warning; in a Jupyter Book note)\n\nA lesson has one"
    )
    assert "## Swing" in result.stdout


def test_explain_alone_lists_every_code_below_its_family() -> None:
    told = CliRunner().invoke(courseforge, ["explain"]).stdout
    assert re.findall(r"^  (CF\d{3})  ", told, re.MULTILINE) == sorted(read_pages())
    used = {page.family for page in read_pages().values()}
    assert len(re.findall(r"^[A-Z]\w", told, re.MULTILINE)) == len(used)
    assert used <= set(FAMILIES.values())


@pytest.mark.parametrize(
    ("word", "near"), [("CF2O1", "CF201"), ("one-title", "CF201"), ("CF9999", "courseforge explain")]
)
def test_explain_names_what_was_probably_meant(word: str, near: str) -> None:
    result = CliRunner().invoke(courseforge, ["explain", word])
    assert result.exit_code == 2
    assert near in result.output
