"""An author's file as it is, for whoever writes it again."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courseforge.diagnostics import Diagnostic
from courseforge.model import CellKind
from courseforge.reading.codes import CELLS_ARE_WELL_FORMED, FORMAT_IS_NOT_FROM_THE_FUTURE, FaultError, refuse
from courseforge.reading.json_document import parse_json
from courseforge.reading.notebook import CURRENT_MINOR, read_version, upgrade
from courseforge.reading.source_file import decode, read_bytes

_KINDS = frozenset(kind.value for kind in CellKind)
_SAVE = "Open it in Jupyter and save it again."


@dataclass(frozen=True, slots=True)
class NotebookFile:
    """What came of a notebook's file.

    Attributes:
        document: format 4: ``cells`` have a known ``cell_type``, ``source`` as one text and ``metadata``. None where
            nothing can be made of the file.
        version: the format that the file itself is of.
    """

    document: dict[str, Any] | None
    version: tuple[int, int] = (4, CURRENT_MINOR)
    diagnostics: tuple[Diagnostic, ...] = ()


def load_source(file: Path, path: str, limit: int) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Read an ordinary file of at most ``limit`` bytes; ``path`` is for the messages."""
    try:
        return read_bytes(file, limit), ()
    except FaultError as error:
        return None, tuple(fault.at(path) for fault in error.faults)


def read_notebook_file(data: bytes, path: str) -> NotebookFile:
    """Read a notebook with everything that other programs wrote into it; ``path`` is for the messages."""
    try:
        text, _ = decode(data)
        notebook = parse_json(text, any_number=True)
        if not isinstance(notebook, dict):
            raise refuse(CELLS_ARE_WELL_FORMED, "This is not a notebook: it has no named parts.", _SAVE)
        version = read_version(notebook)
        document = _check_shape(upgrade(notebook, version[0]) if version[0] < 4 else notebook)
        _refuse_the_future(version)
    except FaultError as error:
        return NotebookFile(None, diagnostics=tuple(fault.at(path) for fault in error.faults))
    return NotebookFile(document, version)


def _refuse_the_future(version: tuple[int, int]) -> None:
    if version > (4, CURRENT_MINOR):
        raise refuse(
            FORMAT_IS_NOT_FROM_THE_FUTURE,
            f"This notebook is of format 4.{version[1]}, newer than courseforge knows (4.{CURRENT_MINOR}).",
            "Install a newer courseforge, or save the notebook in the older format.",
        )


def _check_shape(notebook: dict[str, Any]) -> dict[str, Any]:
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not isinstance(notebook.get("metadata", {}), dict):
        raise refuse(CELLS_ARE_WELL_FORMED, "This notebook has no list of cells.", _SAVE)
    checked = [_check_cell(cell, number) for number, cell in enumerate(cells, start=1)]
    return {**notebook, "metadata": notebook.get("metadata", {}), "cells": checked}


def _check_cell(cell: Any, number: int) -> dict[str, Any]:
    source = cell.get("source") if isinstance(cell, dict) else None
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    whole = isinstance(source, str) and cell.get("cell_type") in _KINDS
    if not whole or not isinstance(cell.get("metadata", {}), dict) or not isinstance(cell.get("outputs", []), list):
        raise refuse(CELLS_ARE_WELL_FORMED, "This is not a cell as Jupyter writes it.", _SAVE, cell=number)
    return {**cell, "source": source, "metadata": cell.get("metadata", {})}
