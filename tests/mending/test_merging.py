"""Whatever two people did to a notebook: what comes out opens, and nobody's words are lost."""

import json
from typing import Any

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mending.notebooks import code_cell, dump, notebook, text_cell

from courseforge.mending.cleaning import clean_notebook
from courseforge.mending.merging import merge_notebooks

LINES = st.lists(st.sampled_from(["loop", "beat", "café", "", "<<<<<<< x", "=======", "\u2028"]), max_size=3).map(
    "\n".join
)
CELLS = st.lists(
    st.builds(
        lambda id, source, code: (code_cell if code else text_cell)(source, id=id),
        st.sampled_from("abcde"),
        LINES,
        st.booleans(),
    ),
    max_size=5,
    unique_by=lambda cell: cell["id"],
)
DOCUMENTS = CELLS.map(lambda cells: dump(notebook(cells)))


def sources(data: bytes) -> dict[str, str]:
    return {cell["id"]: "".join(cell["source"]) for cell in json.loads(data)["cells"]}


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_what_comes_out_opens_and_holds_every_new_line(base: bytes, ours: bytes, theirs: bytes) -> None:
    merged = merge_notebooks(base, ours, theirs)
    nbformat.validate(nbformat.reads(merged.data.decode(), as_version=nbformat.NO_CONVERT))
    assert clean_notebook(merged.data, "one.ipynb").changes == ()
    written = {line for text in sources(merged.data).values() for line in text.split("\n")}
    before = sources(base)
    for side in (ours, theirs):
        for id, source in sources(side).items():
            if source != before.get(id):
                assert set(source.split("\n")) - set(before.get(id, "").split("\n")) - {""} <= written


@given(DOCUMENTS, DOCUMENTS)
def test_work_of_one_side_alone_is_taken_as_it_is(base: bytes, side: bytes) -> None:
    tidy = clean_notebook(side, "one.ipynb").data
    for merged in (
        merge_notebooks(base, side, base),
        merge_notebooks(base, base, side),
        merge_notebooks(base, side, side),
    ):
        assert (merged.data, merged.conflicts) == (tidy, ())


def test_what_is_no_notebook_is_merged_as_a_text() -> None:
    base, ours, theirs = b"{\n1\n2\n3\n4\n", b"{\n0\n2\n3\n4\n", b"{\n1\n2\n3\n5\n"
    assert merge_notebooks(base, ours, theirs).data == b"{\n0\n2\n3\n5\n"
    told = merge_notebooks(base, ours, b"{\n9\n2\n3\n4\n")
    assert told.conflicts
    assert b"<<<<<<< ours\n0\n=======\n9\n>>>>>>> theirs" in told.data
    assert merge_notebooks(base, b"\0\1", theirs).data == b"\0\1"


def test_metadata_that_both_changed_is_ours_and_told() -> None:
    def titled(title: Any) -> bytes:
        return dump(notebook([text_cell("a", id="a")], title=title, **({"rise": 1} if title else {})))

    merged = merge_notebooks(titled(""), titled("Mine"), titled("Yours"))
    assert json.loads(merged.data)["metadata"] == {"title": "Mine", "rise": 1}
    assert merged.conflicts == ("both sides changed title of the notebook; yours was kept.",)
    assert (
        merge_notebooks(titled("x"), titled("x"), dump(notebook([]))).data
        == clean_notebook(dump(notebook([])), "one.ipynb").data
    )
