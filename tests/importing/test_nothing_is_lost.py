"""Whatever a source is made of, each of its lines is in the lesson, beside it, or in the report."""

import json
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.importing.survival import find_lost
from tests.publishing.libraries import write_library

from courseforge.importing import import_book, import_source

WORDS = st.text("abc xyz:%{}[]()!#'-_*", min_size=1, max_size=20)
LINES = st.one_of(
    WORDS,
    st.sampled_from(
        ["::: challenge", ":::::: solution", ":::", ":::::", "::: {.callout}", "::: mystery", "::: objectives", "- one",
         "## A heading", "```python", "```", "~~~", "{: .output}", "{: .language-python}", "> ## Title", "> text",
         "> > ## Solution", "> {: .solution}", "{: .challenge}", "{% include x.md %}", "![a](fig/x.png){alt='b'}",
         "{{ page.root }}/fig/x.png", ":::{challenge} Go", "```{answer}", "---", "teaching: 10", "{: .nothing}", ""]
    ),
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=25).map("\n".join)


def bring(name: str, data: str) -> list[str]:
    with tempfile.TemporaryDirectory() as place:
        library = write_library(Path(place) / "library", {"trial/course.yml": "title: Trial\n"})
        source = Path(place) / name
        source.write_text(data, "utf-8")
        return find_lost(source, library, import_source(source, library, "trial"))


@given(TEXTS)
@example("::: challenge\n## Solution\n")
@example("> ## A\n> > {: .solution}\n{: .challenge}\n")
@settings(max_examples=150)
def test_of_an_episode(text: str) -> None:
    assert bring("episode.md", f"---\ntitle: One\nteaching: 5\nlayout: wide\n---\n\nText.\n{text}\n") == []


@given(TEXTS)
@settings(max_examples=100)
def test_of_a_chapter(text: str) -> None:
    assert bring("chapter.md", f"# One\n\nText.\n{text}\n") == []


@given(st.lists(st.tuples(st.sampled_from(["markdown", "code", "raw"]), TEXTS), min_size=1, max_size=5))
@settings(max_examples=80)
def test_of_a_notebook(cells: list[tuple[str, str]]) -> None:
    made = [
        {"cell_type": kind, "metadata": {}, "source": text, **({"outputs": []} if kind == "code" else {})}
        for kind, text in cells
    ]
    assert bring("one.ipynb", json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": made})) == []


NAMES = st.sampled_from(
    [
        "[a](../b.md)",
        "{doc}`x <b>`",
        "![p](p.png)",
        "<project:../b.md#x>",
        "[r]: ../b.md",
        "'../d 1.csv'",
        "b.md, p.png",
    ]
)


@given(st.lists(st.one_of(LINES, NAMES), max_size=20).map("\n".join), TEXTS)
@example("```{toctree}\nb\n../b\n```\n", "`` ](a/one.md)")
@settings(max_examples=50)
def test_of_a_book(first: str, second: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        library = write_library(Path(place) / "library", {})
        (library / "courses").mkdir()
        book = Path(place) / "book"
        (book / "a").mkdir(parents=True)
        (book / "a" / "p.png").write_bytes(b"p")
        (book / "d 1.csv").write_bytes(b"d")
        pages = {"a/one.md": f"# One\n\nText.\n{first}\n", "b.md": f"# Two\n\n{second}\n"}
        for name, text in pages.items():
            (book / name).write_text(text, "utf-8")
        (book / "_toc.yml").write_text("format: jb-book\nroot: a/one\nchapters: [{file: b}]\n", "utf-8")
        imported = import_book(book, library, "trial")
        lost = [find_lost(book / page, library, one) for page, one in zip(pages, imported.lessons, strict=True)]
        assert lost == [[], []]
