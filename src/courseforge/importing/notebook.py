"""A notebook of Jupyter, Colab or Kaggle, of any format since the second."""

from collections.abc import Iterator, Mapping
from typing import Any

from courseforge.errors import CourseforgeError
from courseforge.importing.chapter import TAKEN, take_facts
from courseforge.importing.draft import Draft, Remark
from courseforge.importing.front_facts import FrontFacts, read_front_facts
from courseforge.importing.myst_text import translate_myst
from courseforge.importing.surroundings import Surroundings
from courseforge.importing.tags import read_tags
from courseforge.importing.titles import find_heading
from courseforge.mending.cleaning import Choice, clean_document
from courseforge.mending.notebook_metadata import CELL_KEYS, NOTEBOOK_KEYS
from courseforge.reading.manuscript import MAX_CELLS
from courseforge.reading.notebook_file import read_notebook_file

_UNSAID: tuple[Any, ...] = ({}, [], "", None, False)  # values that set nothing
_SHOWN_BY_PAGES = frozenset({"widgets"})  # what controls looked like when the notebook was saved
# What programs note for themselves; that it is gone, nobody will miss.
_TRACES = frozenset(
    "ExecuteTime _cell_guid _uuid accelerator anaconda-cloud base_uri cellView celltoolbar code_folding colab "
    "colab_type collapsed dockerImageVersionId execution executionInfo gpuClass heading_collapsed hidden hide_input "
    "id kaggle kernel_info name nbpresent orig_nbformat orig_nbformat_minor origin outputId papermill pycharm "
    "run_control scrolled signature tags toc trusted varInspector vscode".split()
)


def read_notebook_draft(data: bytes, name: str, around: Surroundings) -> Draft:
    """Read a notebook.

    Raises:
        CourseforgeError: nothing can be made of it.
    """
    file = read_notebook_file(data, name)
    if file.document is None:
        fault = file.diagnostics[0]
        raise CourseforgeError(f"{name} cannot be brought in. {fault.message}", fault.hint)
    cells = file.document["cells"]
    if len(cells) >= MAX_CELLS:
        raise CourseforgeError(
            f"{name} cannot be brought in. It has {len(cells):,} cells; a lesson has fewer than {MAX_CELLS:,}.",
            "Divide it into several notebooks, and bring in each of them.",
        )
    front, first = _read_front(cells)
    remarks = [*front.remarks, *front.refuse(TAKEN), *_say_format(file.version)]
    remarks += _list_lost(file.document)
    texts, settled = [], []
    document = clean_document({**file.document, "cells": cells[first:]}, Choice(outputs=True, keys=_SHOWN_BY_PAGES))
    for number, (raw, cell) in enumerate(zip(cells[first:], document["cells"], strict=True), start=first + 1):
        text, more = _translate(cell, front.rest if number == first else cell["source"], number, around)
        tags, said = read_tags(raw, number)
        remarks += (*more, *said)
        metadata = {key: value for key, value in cell["metadata"].items() if key != "tags"}
        texts.append(text)
        settled.append({**cell, "metadata": {**metadata, **({"tags": list(tags)} if tags else {})}})
    if front.rest.strip() and first:
        texts.insert(0, front.rest.strip("\n"))
        settled.insert(0, {"cell_type": "markdown", "id": "after-the-facts", "metadata": {}, "source": ""})
    marked = [text for text, cell in zip(texts, settled, strict=True) if cell["cell_type"] == "markdown"]
    facts = take_facts(front, find_heading(*marked))
    return Draft(facts, tuple(texts), tuple(remarks), {**document, "cells": settled})


def _read_front(cells: list[dict[str, Any]]) -> tuple[FrontFacts, int]:
    """Take the front matter out of the first cell; tell how many cells it took."""
    if cells and cells[0]["cell_type"] != "code":
        front = read_front_facts(cells[0]["source"])
        if front.blocks or front.remarks:
            return front, 1
    return FrontFacts({}, "", 1, {}), 0


def _translate(
    cell: Mapping[str, Any], text: str, number: int, around: Surroundings
) -> tuple[str, tuple[Remark, ...]]:
    if cell["cell_type"] != "markdown":
        return text, ()
    new, remarks = translate_myst(text, str(around.settings.get("language", "en")))
    return new, tuple(Remark(one.kind, one.message, f"cell {number}", one.before, one.after) for one in remarks)


def _say_format(version: tuple[int, int]) -> Iterator[Remark]:
    if version[0] < 4:
        yield Remark("changed", f"The notebook was of the old format {version[0]} and is of format 4 now.")


def _list_lost(document: Mapping[str, Any]) -> Iterator[Remark]:
    """Name what somebody may have set on purpose and a lesson has no use for."""
    for key in sorted(document["metadata"].keys() - NOTEBOOK_KEYS - _TRACES - _SHOWN_BY_PAGES):
        value = document["metadata"][key]
        if value not in _UNSAID and key != "authors":
            said = "A setting of the notebook has no place in a lesson."
            yield Remark("kept", said, "the notebook", f"{key}: {_write_short(value)}")
    for number, cell in enumerate(document["cells"], start=1):
        for key in sorted(cell["metadata"].keys() - CELL_KEYS - _TRACES):
            value = cell["metadata"][key]
            if value not in _UNSAID:
                said = "A setting of a cell has no place in a lesson."
                yield Remark("kept", said, f"cell {number}", f"{key}: {_write_short(value)}")


def _write_short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 300 else f"{text[:300]}…"
