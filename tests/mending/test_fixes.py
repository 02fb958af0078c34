"""A fix changes its own place and nothing else; what no longer fits is left alone."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mending.notebooks import code_cell, dump, notebook, text_cell

from courseforge.diagnostics import CleanNotebook, Diagnostic, Location, RemoveKey, ReplaceLines, Severity
from courseforge.errors import SourceChangedError
from courseforge.mending.fixes import mend, propose_changes, write_changes

TEXT = "a.md"
WORDS = st.text(st.characters(exclude_characters="\r\n\ufeff", exclude_categories=["Cs"]), max_size=8)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
LINES = st.lists(st.tuples(WORDS, ENDS), max_size=8)
STYLES = st.sampled_from([{}, {"indent": 4}, {"indent": None}, {"ensure_ascii": True}, {"separators": (" ,", " : ")}])


def replace(first: int, old: str, new: str | None, cell: int | None = None, path: str = TEXT) -> ReplaceLines:
    return ReplaceLines(path, cell, first, old, new)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_other_byte_stays(mark: bytes, end: bytes) -> None:
    data = mark + end.join([b"# One  ", b"", b"#### Two\t", b"caf\xc3\xa9 \xe2\x80\xa8"])
    mended = mend(data, TEXT, [replace(3, "#### Two\t", "## Two\t")])
    assert mended == data.replace(b"####", b"##")
    assert mend(mended, TEXT, [replace(3, "#### Two\t", "## Two\t")]) == mended


def test_lines_are_put_in_and_taken_out() -> None:
    assert mend(b"a\r\nb", TEXT, [replace(1, "", "new\nlines")]) == b"new\r\nlines\r\na\r\nb"
    assert mend(b"a\r\nb", TEXT, [replace(3, "", "end")]) == b"a\r\nb\r\nend\r\n"
    assert mend(b"a\nb\nc", TEXT, [replace(2, "b\nc", None)]) == b"a\n"
    assert mend(b"a\nb\nc", TEXT, [replace(1, "a\nb", "x")]) == b"x\nc"


def test_of_two_that_overlap_the_first_is_applied() -> None:
    fixes = [replace(1, "a\nb", "x"), replace(2, "b", "y"), replace(3, "c", "z"), replace(3, "", "new")]
    assert mend(b"a\nb\nc\n", TEXT, fixes) == b"x\nnew\nz\n"


def test_what_says_something_else_by_now_is_left_alone() -> None:
    for fix in (replace(1, "b", "x"), replace(9, "a", "x"), replace(0, "a", "x"), replace(1, "a\nb\n", "x")):
        assert mend(b"a\nb", TEXT, [fix]) == b"a\nb"
    assert mend(b"a\xff", TEXT, [replace(1, "a", "x")]) == b"a\xff"


@given(LINES, st.data())
def test_any_line_of_any_text(lines: list[tuple[str, str]], data: Any) -> None:
    source = "".join(word + end for word, end in lines)
    parts = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    number = data.draw(st.integers(1, len(parts)))
    new = data.draw(WORDS.filter(bool))  # a CR and an LF that come together are one line end
    mended = mend(source.encode(), TEXT, [replace(number, parts[number - 1], new)]).decode()
    seen = mended.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if parts[number - 1]:  # an empty one stands for a place between two lines
        assert seen == [*parts[: number - 1], new, *parts[number:]]
        assert len(mended) - len(source) == len(new) - len(parts[number - 1])


def test_a_cell_is_changed_where_it_stands() -> None:
    document = notebook(
        [text_cell("# Café\n\n#### Two\n"), {**code_cell(""), "source": "x = 1"}], minor=2, zebra={"ñ": 1.0}, apple=1
    )
    data = dump(document, indent=3)
    fixes = [replace(3, "#### Two", "## Dós", 1, "a.ipynb"), replace(1, "", "#| fig-alt: “TODO”", 2, "a.ipynb")]
    mended = mend(data, "a.ipynb", fixes)
    assert mended == data.replace(b"#### Two", "## Dós".encode()).replace(
        b"x = 1", "#| fig-alt: “TODO”\\nx = 1".encode()
    )
    assert mend(mended, "a.ipynb", fixes[:1]) == mended


@given(st.lists(WORDS, max_size=4), st.integers(0, 3), WORDS, STYLES, st.booleans())
def test_any_line_of_any_notebook(lines: list[str], index: int, new: str, style: dict[str, Any], whole: bool) -> None:
    source = "\n".join(lines)
    cell = {**text_cell(source), **({"source": source} if whole else {})}
    document = notebook([text_cell("first"), cell, text_cell("last")], other={"deep": [1.0, "a", {"b": None}]})
    old = source.split("\n")[index] if index <= source.count("\n") else "?"
    data = dump(document, **style)
    made = json.loads(mend(data, "a.ipynb", [replace(index + 1, old, new, 2, "a.ipynb")]))
    if old and old in lines[index : index + 1]:
        assert "".join(made["cells"][1]["source"]) == "\n".join([*lines[:index], new, *lines[index + 1 :]])
    del made["cells"][1], document["cells"][1]
    assert made == document


KEYS = st.sampled_from(["a", "b", "c", "metadata", 'q"\\'])
METADATA = st.dictionaries(KEYS, st.recursive(st.integers() | WORDS, lambda v: st.dictionaries(KEYS, v)), max_size=4)


@given(METADATA, METADATA, st.lists(st.tuples(st.booleans(), KEYS, st.none() | KEYS), max_size=6), STYLES)
def test_names_are_taken_out_and_nothing_else(
    of_all: dict[str, Any], of_cell: dict[str, Any], wanted: list[tuple[bool, str, str | None]], style: dict[str, Any]
) -> None:
    document = notebook([text_cell("x", metadata=of_cell)], **of_all)
    ways = [
        (*(("metadata",) if top else ("cells", 0, "metadata")), first, *([] if second is None else [second]))
        for top, first, second in wanted
    ]
    made = mend(dump(document, **style), "a.ipynb", [RemoveKey("a.ipynb", way) for way in ways])
    for *way, name in ways:
        holder: Any = document
        for key in way:
            holder = holder[key] if not isinstance(holder, dict) or key in holder else {}
        if isinstance(holder, dict):
            holder.pop(name, None)
    assert json.loads(made) == document


def test_several_kinds_at_once() -> None:
    data = dump(notebook([code_cell("a = 1", id="x", execution_count=4)], colab={}))
    fixes = [
        RemoveKey("a.ipynb", ("metadata", "colab")),
        CleanNotebook("a.ipynb"),
        replace(1, "a = 1", "a = 2", 1, "a.ipynb"),
    ]
    made = mend(data, "a.ipynb", fixes)
    assert made == dump(notebook([code_cell("a = 2", id="x")]), sort_keys=True)


def found(fix: Any) -> Diagnostic:
    return Diagnostic("CF202", Severity.WARNING, "x", Location(fix.path), fix=fix)


def test_nothing_is_written_over_somebody_elses_change(tmp_path) -> None:
    (tmp_path / TEXT).write_bytes(b"a\n")
    (tmp_path / "link.md").symlink_to(tmp_path / TEXT)
    changes = propose_changes(tmp_path, [found(replace(1, "a", "b")), found(replace(1, "a", "b", path="link.md"))])
    assert [change.path for change in changes] == [TEXT]  # nobody writes through a link
    (tmp_path / TEXT).write_bytes(b"a and more\n")
    with pytest.raises(SourceChangedError):
        write_changes(tmp_path, changes)
    assert (tmp_path / TEXT).read_bytes() == b"a and more\n"
