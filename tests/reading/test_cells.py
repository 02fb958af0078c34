"""What becomes of a lesson's cells, in notebooks and in MyST."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseforge.model import CellKind, Lesson
from courseforge.reading import read_library, read_settings
from courseforge.reading.manuscript import make_cell_id

MYST = """\
---
title: Echo
kernelspec: {name: python3}
jupytext: {formats: md}
---

# Echo

Clap once.

```{code-cell} ipython3
:tags: [hide-input, raises-exception]

#| fig-alt: A line that falls
print(1)
```

```{note}
Not a cell.
```

```{code-cell}
---
mystnb:
  image: {alt: A drum, onload: x}
---
print(2)
```
+++ {"tags": ["hint"]}
A hint.

- ```{code-cell}
  in_a_list()
  ```

+++

:::{code-cell}
print(3)
:::
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with an empty course."""
    (tmp_path / "_config.yml").write_text("title: Riverside Library\ncourseforge: {languages: [en, es]}\n")
    (tmp_path / "courses/sound-lab").mkdir(parents=True)
    (tmp_path / "courses/sound-lab/course.yml").write_text("title: Sound Lab\n")
    return tmp_path


def read_lessons(root: Path) -> list[Lesson]:
    settings, diagnostics = read_settings(root)
    assert diagnostics == ()
    return list(read_library(root, settings).library.lessons)


def read_one(root: Path, name: str, text: str) -> Lesson:
    (root / "courses/sound-lab" / name).write_text(text, encoding="utf-8", newline="")
    [lesson] = read_lessons(root)
    return lesson


def notebook(*cells: dict[str, Any], minor: int = 5, **metadata: Any) -> str:
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": minor})


def markdown(source: str | list[str], **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def test_myst_is_cut_into_cells_that_know_their_lines(root: Path) -> None:
    lesson = read_one(root, "echo.md", MYST)
    assert [(cell.number, cell.kind.value, cell.line) for cell in lesson.cells] == [
        (1, "markdown", 7),
        (2, "code", 13),
        (3, "markdown", 18),
        (4, "code", 27),
        (5, "markdown", 30),
        (6, "code", 39),
    ]
    lines = MYST.split("\n")
    for cell in lesson.cells:
        assert cell.line is not None
        assert cell.source.split("\n")[0] == lines[cell.line - 1]
    assert lesson.cells[1].tags == ("hide-input", "raises-exception")
    assert lesson.cells[1].source.endswith("#| fig-alt: A line that falls\nprint(1)")
    assert lesson.cells[3].metadata == {"mystnb": {"image": {"alt": "A drum"}}}
    assert lesson.cells[4].tags == ("hint",)
    assert "in_a_list" in lesson.cells[4].source


def test_windows_line_ends_change_nothing(root: Path) -> None:
    unix = read_one(root, "echo.md", MYST)
    assert read_one(root, "echo.md", MYST.replace("\n", "\r\n")) == unix
    assert read_one(root, "echo.md", MYST.replace("\n", "\r", 9).replace("\r", "\r\n")) == unix
    (root / "courses/sound-lab/echo.md").unlink()
    source = "---\ntitle: Echo\n---\nOne\nTwo"
    unix = read_one(root, "echo.ipynb", notebook(markdown(source)))
    assert read_one(root, "echo.ipynb", notebook(markdown(source.replace("\n", "\r\n")))) == unix


def test_front_matter_leaves_the_cells_and_the_numbers_stay(root: Path) -> None:
    raw = {"cell_type": "raw", "metadata": {}, "source": "---\ntitle: Echo\nauthors: dj-nova\n---"}
    lesson = read_one(root, "echo.ipynb", notebook(raw, markdown(["Clap\n", "once."])))
    assert (lesson.metadata.title, lesson.metadata.authors) == ("Echo", ("dj-nova",))
    assert [(cell.number, cell.source) for cell in lesson.cells] == [(2, "Clap\nonce.")]


def test_text_after_the_front_matter_stays_a_cell(root: Path) -> None:
    lesson = read_one(root, "echo.ipynb", notebook(markdown("---\nlevel: beginner\n---\n\n# *Echo*\n\nClap.")))
    assert lesson.metadata.title == "Echo"
    assert [(cell.number, cell.source) for cell in lesson.cells] == [(1, "# *Echo*\n\nClap.")]


def test_saved_outputs_come_as_nbformat_has_them_in_memory(root: Path) -> None:
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["1\n", "2\n"]},
        {
            "output_type": "display_data",
            "metadata": {"image/png": {"alt": "A drum"}},
            "data": {"text/plain": ["a\n", "b"], "application/json": ["kept", "apart"]},
        },
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t"]},
    ]
    code = {"cell_type": "code", "metadata": {}, "source": "1", "outputs": outputs, "execution_count": 3}
    [head, cell] = read_one(root, "echo.ipynb", notebook(markdown("# Echo"), code)).cells
    assert (head.outputs, cell.execution_count) == ((), 3)
    assert [output.get("text") for output in cell.outputs] == ["1\n2\n", None, None]
    assert cell.outputs[1]["data"] == {"text/plain": "a\nb", "application/json": ["kept", "apart"]}
    assert cell.outputs[1]["metadata"] == {"image/png": {"alt": "A drum"}}


def test_an_old_notebook_is_the_same_lesson_each_time(root: Path) -> None:
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": [{"cell_type": "heading", "level": 1, "metadata": {}, "source": ["Echo"]}]}],
    }
    first = read_one(root, "echo.ipynb", json.dumps(old))
    assert first == read_one(root, "echo.ipynb", json.dumps(old))
    assert first.metadata.title == "Echo"
    assert first.cells[0].kind is CellKind.MARKDOWN


def test_ids_that_are_there_are_kept_and_others_come_from_the_text(root: Path) -> None:
    text = notebook(markdown("# Echo", id="mine"), markdown("One"), markdown("One"))
    lesson = read_one(root, "echo.ipynb", text)
    assert lesson == read_one(root, "echo.ipynb", text)
    ids = [cell.id for cell in lesson.cells]
    assert ids[0] == "mine"
    assert len(set(ids)) == 3


@given(st.integers(1, 2000), st.text())
def test_made_ids_are_valid_and_depend_on_place_and_text_only(number: int, source: str) -> None:
    made = make_cell_id(number, source)
    assert made == make_cell_id(number, source)
    assert made != make_cell_id(number + 1, source)
    assert made != make_cell_id(number, source + "x")
    assert made.isalnum()
    assert len(made) <= 64
