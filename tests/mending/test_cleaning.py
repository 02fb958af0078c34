"""``clean`` leaves what a person wrote, in one form, and never loses a file."""

import copy
import json
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mending.notebooks import OUTPUT, PLOT, code_cell, dump, notebook, text_cell

from courseforge.mending.cleaning import Choice, clean_notebook

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | WORDS, lambda inner: st.lists(inner, max_size=2)
)
NAMES = st.sampled_from(
    ["tags", "collapsed", "id", "colab", "jupyter", "slideshow", "keep_output", "ñ", "kernelspec"]
)
METADATA = st.dictionaries(NAMES, VALUES, max_size=3)
IDS = st.one_of(st.just({}), st.fixed_dictionaries({"id": st.sampled_from(["a", "b", "no good", "x" * 70])}))
OUTPUTS = st.lists(st.sampled_from([OUTPUT, PLOT]), max_size=2)


@st.composite
def cells(draw: Any) -> dict[str, Any]:
    others = {**draw(IDS), "metadata": draw(METADATA)}
    if draw(st.booleans()):
        return text_cell(draw(WORDS), **others)
    return code_cell(
        draw(WORDS), outputs=draw(OUTPUTS), execution_count=draw(st.none() | st.integers(1, 9)), **others
    )


NOTEBOOKS = st.builds(
    lambda found, minor, metadata, style: dump(notebook(found, minor=minor, **metadata), **style),
    st.lists(cells(), max_size=5),
    st.integers(0, 5),
    METADATA,
    st.sampled_from([{}, {"indent": 4}, {"indent": None}, {"ensure_ascii": True}]),
)


def clean(document: Any, choice: Choice = Choice()) -> Any:  # noqa: B008
    cleaning = clean_notebook(dump(document), "one.ipynb", choice)
    assert cleaning.diagnostics == ()
    return json.loads(cleaning.data)


@given(NOTEBOOKS, st.booleans())
def test_twice_is_once_and_every_word_stays(data: bytes, outputs: bool) -> None:
    once = clean_notebook(data, "one.ipynb", Choice(outputs=outputs))
    assert once.diagnostics == ()
    twice = clean_notebook(once.data, "one.ipynb", Choice(outputs=outputs))
    assert (twice.data, twice.changes) == (once.data, ())
    old, new = json.loads(data), json.loads(once.data)
    assert [(c["cell_type"], "".join(c["source"])) for c in new["cells"]] == [
        (c["cell_type"], "".join(c["source"])) for c in old["cells"]
    ]
    ids = [cell["id"] for cell in new["cells"]]
    assert len(ids) == len(set(ids))


def test_it_is_what_jupyter_would_write() -> None:
    document = notebook(
        [text_cell("# Café\u2028au lait", attachments={"a.png": {"image/png": "iVBORw0K"}}), code_cell("1\n2\n")],
        minor=2,
        kernelspec={"name": "venv", "display_name": "venv (3.11)", "language": "python"},
        language_info={"name": "python", "version": "3.11.4"},
    )
    data = clean_notebook(dump(document), "one.ipynb").data
    read = nbformat.reads(data.decode(), as_version=nbformat.NO_CONVERT)
    nbformat.validate(read)
    assert nbformat.writes(read) + "\n" == data.decode()
    assert read.metadata.kernelspec.name == "python3"
    assert read.metadata.language_info == {"name": "python"}


def test_outputs_stay_where_their_author_wants_them() -> None:
    ran = [
        code_cell("1 + 1", outputs=[PLOT], execution_count=7),
        code_cell("2", outputs=[PLOT], execution_count=8, metadata={"tags": ["keep-output"]}),
    ]
    document = notebook(ran)
    assert [len(cell["outputs"]) for cell in clean(document)["cells"]] == [0, 1]
    kept = clean(document, Choice(outputs=True))["cells"]
    assert [len(cell["outputs"]) for cell in kept] == [1, 1]
    assert {cell["execution_count"] for cell in kept} == {None}
    assert kept[0]["outputs"][0]["execution_count"] is None


def test_tags_that_are_none_stay_as_they_are() -> None:
    for tags in ([["a"]], [{}], "keep-output", 1):
        cell = code_cell("1", outputs=[PLOT], metadata={"tags": tags})
        made = clean(notebook([cell]))["cells"][0]
        assert (made["metadata"], made["outputs"]) == ({"tags": tags}, [])


def test_metadata_that_programs_left_goes_and_an_authors_stays() -> None:
    noted = {"collapsed": False, "tags": ["hint"], "executionInfo": {"user": {"displayName": "x"}}, "deck": 1}
    document = notebook(
        [code_cell("1", metadata=noted)], colab={"name": "x"}, authors=[{"name": "x"}], rise={"theme": "a"}
    )
    made = clean(document)
    assert made["metadata"] == {"rise": {"theme": "a"}}
    assert made["cells"][0]["metadata"] == {"tags": ["hint"]}
    assert clean(document, Choice(keys=frozenset({"deck"})))["cells"][0]["metadata"] == {"tags": ["hint"], "deck": 1}


def test_ids_are_the_files_or_colabs_or_made_of_the_text() -> None:
    document = notebook(
        [text_cell("a", id="title"), text_cell("b", metadata={"id": "Rx3_-y"}), text_cell("c"), text_cell("c")]
    )
    first, second, third, fourth = (cell["id"] for cell in clean(document)["cells"])
    assert (first, second) == ("title", "Rx3_-y")
    assert third != fourth
    assert [cell["id"] for cell in clean(copy.deepcopy(document))["cells"]] == [first, second, third, fourth]


def test_twin_ids_become_two() -> None:
    ids = [cell["id"] for cell in clean(notebook([text_cell("a", id="x"), text_cell("b", id="x")]))["cells"]]
    assert ids[0] == "x" != ids[1]


def test_a_notebook_with_numbers_that_are_none_is_cured_with_its_outputs() -> None:
    data = dump(notebook([code_cell("1", outputs=[{**PLOT, "data": {"application/json": float("nan")}}])]))
    assert json.loads(clean_notebook(data, "one.ipynb").data)["cells"][0]["outputs"] == []
    kept = clean_notebook(data, "one.ipynb", Choice(outputs=True))
    assert kept.data == data
    assert kept.diagnostics


@pytest.mark.parametrize(
    "data",
    [
        b'{"cells": [',
        b"",
        b"\xff\xfe{",
        b"[]",
        b'{"nbformat": 4, "nbformat_minor": 5, "cells": [{"cell_type": "code"}]}',
        b'{"nbformat": 4, "nbformat_minor": 9, "cells": [], "metadata": {}}',
        b'{"nbformat": 4, "nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": {}}',
        b'{"nbformat": 4, "nbformat_minor": 5, "cells": [{"cell_type": "raw", "source": "\\ud800"}], "metadata": {}}',
        b'<<<<<<< HEAD\n{"nbformat": 4}\n=======\n{}\n>>>>>>> theirs\n',
        b'{"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": {"title": '
        + b"[" * 5000
        + b"]" * 5000
        + b"}}",
        b'{"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": {"title": ' + b"9" * 5000 + b"}}",
    ],
)
def test_what_cannot_be_read_stays_byte_for_byte(data: bytes) -> None:
    cleaning = clean_notebook(data, "one.ipynb")
    assert (cleaning.data, cleaning.changes) == (data, ())
    assert cleaning.diagnostics[0].location.path == "one.ipynb"
