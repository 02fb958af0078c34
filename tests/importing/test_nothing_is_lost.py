"""Whatever a source is made of, each of its lines is in the lesson, beside it, or in the report."""

import json
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.importing.survival import find_lost
from tests.publishing.libraries import write_library

from courseforge.importing import import_source

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
