"""Whatever lies in a file, reading it ends in a value or in words."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseforge.config import Settings
from courseforge.reading import read_library
from courseforge.reading.codes import FaultError
from courseforge.reading.manuscript import Manuscript
from courseforge.reading.myst import read_myst
from courseforge.reading.notebook import read_notebook
from courseforge.reading.source_file import decode

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 5)
    | st.sampled_from(["", "markdown", "code", "raw", "# A", "---\na: 1\n---"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "data", "tags"]), inner, max_size=3)
    ),
    max_leaves=6,
)
CELLS = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["markdown", "code", "raw"])},
    optional=dict.fromkeys(("source", "metadata", "outputs", "id", "attachments", "execution_count"), JSON),
)
NOTEBOOKS = st.fixed_dictionaries(
    {"nbformat": st.sampled_from([2, 3, 4])},
    optional={
        "nbformat_minor": JSON,
        "metadata": JSON,
        "cells": st.lists(CELLS | JSON, max_size=4),
        "worksheets": st.lists(
            st.fixed_dictionaries({"cells": st.lists(CELLS | JSON, max_size=3)}) | JSON, max_size=2
        ),
    },
)
FRAGMENTS = """\
---|title: A|a: [|+++|+++ {"tags": 7}|+++ {|```{code-cell}|```|:tags: {a: 1}|:load: x|# A||- b|    c|\
:::{code-cell} ruby|:::|> d|mystnb: 3|kernelspec: {name: [1]}|```{raw-cell}|~~~"""
LINES = st.lists(st.sampled_from(FRAGMENTS.split("|")), max_size=14)


@given(st.binary())
def test_any_bytes_are_a_text_or_a_fault(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except FaultError:
        return
    assert "\r" not in text
    assert "\0" not in text


@given(NOTEBOOKS)
@settings(deadline=None)  # the first old notebook imports nbformat
def test_any_notebook_is_a_manuscript_or_a_fault(notebook: object) -> None:
    try:
        manuscript = read_notebook(json.dumps(notebook))
    except FaultError as error:
        assert error.faults
        return
    assert isinstance(manuscript, Manuscript)
    assert len({cell.id for cell in manuscript.cells}) == len(manuscript.cells)


@given(LINES)
def test_any_myst_is_a_manuscript_and_no_line_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    manuscript = read_myst(text)
    for cell in manuscript.cells:
        assert cell.line is not None
        if cell.source:
            assert text.split("\n")[cell.line - 1].strip().endswith(cell.source.split("\n")[0].strip())


@pytest.mark.parametrize("name", ["courses/lab/course.yml", "courses/lab/echo.md", "skills.yml", "withdrawn.yml"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("title: loops, en\n-[]{}'\"12.~é", max_size=60))
def test_any_yaml_leaves_a_library_standing(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "courses/lab").mkdir(parents=True, exist_ok=True)
    (tmp_path / "courses/lab/course.yml").write_text("title: Lab\n")
    (tmp_path / "courses/lab/fine.md").write_text("---\ntitle: Fine\n---\n\nText\n")
    (tmp_path / name).write_text(f"---\n{text}\n---\n\nText\n" if name.endswith(".md") else text, encoding="utf-8")
    reading = read_library(tmp_path, Settings())
    assert "lab/fine" in {lesson.id for lesson in reading.library.lessons} | reading.library.unreadable
