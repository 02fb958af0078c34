"""A lesson as a notebook for readers: the author's own cells, in words that any Jupyter shows."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from courseforge.model import Cell, CellKind, Lesson, Record
from courseforge.reading.headings import find_opening
from courseforge.rendering.kernels import describe_kernel
from courseforge.rendering.staging.book import is_for_learners
from courseforge.rendering.staging.roles import FOLDED_ROLES, ROLE_TITLES, list_exercises, split_heading
from courseforge.rendering.takeaway.blocks import Wording, wrap_plainly, write_plainly
from courseforge.rendering.takeaway.imprint import escape_markdown

_LONGEST_ID = 64  # characters, by the notebook format

_Node = dict[str, Any]


def list_shown(lesson: Lesson) -> list[Cell]:
    """Return the cells that everybody may see."""
    return [cell for cell in lesson.cells if cell.kind is not CellKind.RAW and is_for_learners(cell)]


def find_exercises(lesson: Lesson, title: Callable[[str], str]) -> dict[str, str]:
    """Map the label of each exercise to its title, else its number, as the page does."""
    texts = (cell.source for cell in list_shown(lesson) if cell.kind is CellKind.MARKDOWN)
    return dict(list_exercises(texts, title))


def write_notebook(lesson: Lesson, cells: Sequence[Cell], record: Record, wording: Wording, imprint: str) -> bytes:
    """Write a notebook of format 4.5.

    Args:
        cells: those that readers take home, as their author wrote them.
        imprint: who made it and what may be done with it; stands at the end.
    """
    nodes = [node for cell in cells for node in _make_nodes(cell, wording)]
    nodes = _begin_with_title(nodes, lesson.metadata.title)
    nodes.append(_make_text("about-this-lesson", imprint))
    metadata: _Node = {"kernelspec": describe_kernel(lesson.kernel)["kernelspec"], "title": lesson.metadata.title}
    if record.credits:
        metadata["authors"] = [{"name": credit.name} for credit in record.credits]
    content = {"cells": list(_with_own_ids(nodes)), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _begin_with_title(nodes: list[_Node], title: str) -> list[_Node]:
    """Begin with a heading of level 1, as the page does: the author's own where that is what stands there."""
    first = nodes[0] if nodes and nodes[0]["cell_type"] == "markdown" else {"source": ""}
    opening, lines = find_opening(first["source"]), first["source"].split("\n")
    if opening and opening[1] == 1:
        return nodes
    if opening and opening[2] == title and lines[opening[0]].lstrip().startswith("#"):
        lines[opening[0]] = f"# {lines[opening[0]].lstrip().lstrip('#').strip()}"
        return [first | {"source": "\n".join(lines)}, *nodes[1:]]
    return [_make_text("title", f"# {escape_markdown(title)}"), *nodes]


def _make_text(id: str, source: str) -> _Node:
    return {"cell_type": "markdown", "id": id, "metadata": {}, "source": source}


def _make_nodes(cell: Cell, wording: Wording) -> Iterator[_Node]:
    role = next((role for role in ROLE_TITLES if role in cell.tags), "")
    metadata: _Node = {"tags": list(cell.tags)} if cell.tags else {}
    if cell.kind is CellKind.CODE:
        if role:
            yield _make_text(f"{cell.id}-title", f"**{wording.ui.text(ROLE_TITLES[role])}**")
        if role in FOLDED_ROLES:
            metadata["jupyter"] = {"source_hidden": True}
        node = {"cell_type": "code", "id": cell.id, "metadata": metadata, "source": cell.source}
        yield node | {"execution_count": None, "outputs": []}
        return
    source = _write_text(cell.source, role, wording)
    if source.strip():
        attachments = {"attachments": dict(cell.attachments)} if cell.attachments else {}
        yield _make_text(cell.id, source) | {"metadata": metadata} | attachments


def _write_text(source: str, role: str, wording: Wording) -> str:
    plain = write_plainly(source, wording)
    if not role:
        return plain
    heading, rest = split_heading(plain)
    return "\n".join([*heading, *wrap_plainly("\n".join(rest).strip("\n").split("\n"), role, wording)])


def _with_own_ids(nodes: Iterable[_Node]) -> Iterator[_Node]:
    """Give each cell an id that no other has: those that we add must not meet an author's."""
    given: set[str] = set()
    for node in nodes:
        id, number = node["id"][:_LONGEST_ID], 1
        while id in given:
            number += 1
            id = f"{node['id'][: _LONGEST_ID - 5]}-{number}"
        given.add(id)
        yield node | {"id": id}
