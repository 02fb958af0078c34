"""A notebook fit for Git: what a person wrote, in one form, without what a run left in it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.mending.notebook_metadata import keep_cell_metadata, keep_notebook_metadata, list_leftovers
from courseforge.reading.manuscript import make_cell_id
from courseforge.reading.notebook import CURRENT_MINOR
from courseforge.reading.notebook_file import read_notebook_file

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEEP_TAGS = frozenset({"keep-output", "keep_output"})
_SHOWN = 6  # names in one message


@dataclass(frozen=True, slots=True)
class Choice:
    """What stays in a notebook although a run or a program put it there.

    Attributes:
        outputs: of every cell. Those of a cell with the tag ``keep-output`` stay in any case.
        keys: names in the metadata of the notebook and of its cells.
    """

    outputs: bool = False
    keys: frozenset[str] = frozenset()


NOTHING = Choice()


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What came of cleaning a notebook.

    Attributes:
        data: the file's new content; the old one, byte for byte, where it cannot be cleaned.
        changes: what is different, in a few words each.
        diagnostics: why it cannot be cleaned.
    """

    data: bytes
    changes: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def clean_notebook(data: bytes, path: str, choice: Choice = NOTHING) -> Cleaning:
    """Clean a notebook; ``path`` is for the messages. Cleaning the result again changes nothing."""
    file = read_notebook_file(data, path)
    if file.document is None:
        return Cleaning(data, diagnostics=file.diagnostics)
    try:
        cleaned = dump_notebook(clean_document(file.document, choice))
    except ValueError as error:  # half a character, or a number that is none, in what stays
        return Cleaning(data, diagnostics=(_unwritable(path, error),))
    if cleaned == data:
        return Cleaning(data)
    return Cleaning(cleaned, tuple(_tell_changes(file.document, file.version, choice)) or ("its layout",))


def clean_document(document: Mapping[str, Any], choice: Choice) -> dict[str, Any]:
    """Clean a notebook as ``read_notebook_file`` gives it."""
    ids = _settle_ids(document["cells"])
    return {
        "cells": [_clean_cell(cell, id, choice) for cell, id in zip(document["cells"], ids, strict=True)],
        "metadata": keep_notebook_metadata(document["metadata"], choice.keys),
        "nbformat": 4,
        "nbformat_minor": CURRENT_MINOR,
    }


def dump_notebook(document: Mapping[str, Any]) -> bytes:
    """Write a notebook as Jupyter does, so that saving it there changes nothing.

    Raises:
        ValueError: it holds half a character, or a number that is none.
    """
    cells = [{**cell, "source": cell["source"].splitlines(keepends=True)} for cell in document["cells"]]
    written = json.dumps(
        {**document, "cells": cells},
        ensure_ascii=False,
        allow_nan=False,
        indent=1,
        sort_keys=True,
        separators=(",", ": "),
    )
    return f"{written}\n".encode()


def _clean_cell(cell: Mapping[str, Any], id: str, choice: Choice) -> dict[str, Any]:
    kept = {
        "cell_type": cell["cell_type"],
        "id": id,
        "metadata": keep_cell_metadata(cell["metadata"], choice.keys),
        "source": cell["source"],
    }
    if cell["cell_type"] == "code":
        return {**kept, "execution_count": None, "outputs": _keep_outputs(cell, choice)}
    return {**kept, "attachments": cell["attachments"]} if cell.get("attachments") else kept


def _keep_outputs(cell: Mapping[str, Any], choice: Choice) -> list[Any]:
    if not choice.outputs and not _wants_its_output(cell["metadata"]):
        return []
    return [
        {**output, "execution_count": None} if isinstance(output, dict) and "execution_count" in output else output
        for output in cell.get("outputs", [])
    ]


def _wants_its_output(metadata: Mapping[str, Any]) -> bool:
    tags = metadata.get("tags")
    return metadata.get("keep_output") is True or (
        isinstance(tags, list) and any(keep in tags for keep in _KEEP_TAGS)
    )


def _settle_ids(cells: list[dict[str, Any]]) -> list[str]:
    """Give each cell an id of its own: the file's, or Colab's, or one made of its place and text."""
    taken: set[str] = set()
    given = [_take(_given_id(cell), taken) for cell in cells]
    return [
        id or _make_id(number, cell["source"], taken)
        for number, (id, cell) in enumerate(zip(given, cells, strict=True), start=1)
    ]


def _given_id(cell: Mapping[str, Any]) -> str:
    wanted = (cell.get("id"), cell["metadata"].get("id"))
    return next((id for id in wanted if isinstance(id, str) and _ID.fullmatch(id)), "")


def _take(id: str, taken: set[str]) -> str:
    """Return an id the first time."""
    if id in taken:
        return ""
    taken.add(id)
    return id


def _make_id(number: int, source: str, taken: set[str]) -> str:
    free = make_cell_id(number, source)
    while free in taken:
        free = make_cell_id(number, free)
    taken.add(free)
    return free


def _tell_changes(document: Mapping[str, Any], version: tuple[int, int], choice: Choice) -> Iterator[str]:
    cells = document["cells"]
    if any(cell.get("outputs") and not _keep_outputs(cell, choice) for cell in cells):
        yield "outputs"
    if any(cell.get("execution_count") is not None for cell in cells):
        yield "numbers of runs"
    leftovers = [
        name
        for name in list_leftovers(document["metadata"], [cell["metadata"] for cell in cells])
        if name not in choice.keys
    ]
    if leftovers:
        more = ", …" if len(leftovers) > _SHOWN else ""
        yield f"notes of other programs ({', '.join(leftovers[:_SHOWN])}{more})"
    if any("id" not in cell for cell in cells):
        yield "ids of cells, which were missing"
    if version != (4, CURRENT_MINOR):
        yield f"the format, which was {version[0]}.{version[1]}"


def _unwritable(path: str, error: ValueError) -> Diagnostic:
    return Diagnostic(
        "CF014",
        Severity.ERROR,
        "This notebook holds half a character or a number that is none, where an author wrote it.",
        Location(path),
        "Run courseforge check: it says where.",
        detail=str(error),
    )
