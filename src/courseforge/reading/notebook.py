"""``.ipynb`` files: nbformat 4 read strictly, older ones upgraded in memory."""

import json
from dataclasses import replace
from typing import Any

from courseforge.model import Cell, CellKind
from courseforge.reading.broken_text import may_be_broken, mend_outputs, refuse_broken
from courseforge.reading.cell_metadata import BUILD_KEYS, leave_the_build_alone
from courseforge.reading.codes import (
    CELL_IDS_ARE_UNIQUE,
    CELLS_ARE_WELL_FORMED,
    FORMAT_IS_CURRENT,
    FORMAT_IS_KNOWN,
    FORMAT_IS_NOT_FROM_THE_FUTURE,
    LESSON_HAS_CELLS,
    Fault,
    FaultError,
    refuse,
)
from courseforge.reading.front_matter import Head, take_front_matter, trace_front_matter
from courseforge.reading.json_document import parse_json
from courseforge.reading.manuscript import Manuscript, read_kernel, refuse_too_many
from courseforge.reading.notebook_cell import read_notebook_cell
from courseforge.reading.wording import show

CURRENT_MINOR = 5

_SAVE = "Open it in Jupyter and save it again."


def read_notebook(text: str) -> Manuscript:
    """Read a notebook.

    Raises:
        FaultError: with every fault for which it cannot be used.
    """
    notebook, output_faults = _read_document(text)
    if not isinstance(notebook, dict):
        raise refuse(CELLS_ARE_WELL_FORMED, "This is not a notebook: it has no named parts.", _SAVE)
    major, minor = read_version(notebook)
    _refuse_huge(notebook)
    format_faults = _judge_version(major, minor)
    if major < 4:
        notebook = upgrade(notebook, major)
    cells, cell_faults = _read_cells(notebook.get("cells"))
    kernel, metadata_faults = _read_metadata(notebook.get("metadata", {}))
    head, cells = _divide(cells)
    origin = replace(
        trace_front_matter(head),
        minor=minor if major == 4 else -1,
        metadata=notebook.get("metadata", {}),
        cells=_list_metadata(notebook["cells"]),
        without_id=tuple(number for number, raw in enumerate(notebook["cells"], start=1) if "id" not in raw),
    )
    faults = (*format_faults, *metadata_faults, *head.faults, *cell_faults, *output_faults)
    return Manuscript(cells, head, kernel, faults, origin)


def _read_document(text: str) -> tuple[Any, tuple[Fault, ...]]:
    notebook = parse_json(text)
    if not may_be_broken(text):
        return notebook, ()
    faults = mend_outputs(notebook)
    refuse_broken(notebook)
    return notebook, faults


def read_version(notebook: dict[str, Any]) -> tuple[int, int]:
    """Read a notebook's format.

    Raises:
        FaultError: it names none, or one that is not known.
    """
    major, minor = notebook.get("nbformat"), notebook.get("nbformat_minor", 0)
    if type(major) is not int or type(minor) is not int or minor < 0:
        said = "is missing" if major is None else f"should be a number without quotes; here it is {show(major)}"
        raise refuse(FORMAT_IS_KNOWN, f"This notebook's format (nbformat) {said}.", _SAVE)
    if not 2 <= major <= 4:
        raise refuse(
            FORMAT_IS_KNOWN,
            f"This notebook is of format {major}; courseforge reads formats 2, 3 and 4.",
            "Save it as a notebook of format 4.",
        )
    return major, minor


def _judge_version(major: int, minor: int) -> tuple[Fault, ...]:
    if major == 4 and minor > CURRENT_MINOR:
        message = f"This notebook is of format 4.{minor}, newer than courseforge knows (4.{CURRENT_MINOR})."
        return (Fault(FORMAT_IS_NOT_FROM_THE_FUTURE, message, "Check that its page shows everything."),)
    if major < 4:
        message = f"This notebook is of the old format {major}.{minor}; it is read as 4.{CURRENT_MINOR}."
        return (
            Fault(
                FORMAT_IS_CURRENT,
                message,
                "To have the file itself in today's format, run: courseforge clean",
            ),
        )
    return ()


def _refuse_huge(notebook: dict[str, Any]) -> None:
    holders = [notebook]
    worksheets = notebook.get("worksheets")
    if isinstance(worksheets, list):
        holders += [sheet for sheet in worksheets if isinstance(sheet, dict)]
    refuse_too_many(sum(len(holder["cells"]) for holder in holders if isinstance(holder.get("cells"), list)))


def upgrade(notebook: dict[str, Any], major: int) -> dict[str, Any]:
    """Make a notebook of format 4 of one of format 2 or 3.

    Raises:
        FaultError: it is not what its format says.
    """
    import nbformat  # noqa: PLC0415 - slow to import, and old notebooks are rare

    try:
        joined = nbformat.versions[major].to_notebook_json(notebook)
        upgraded = nbformat.convert(joined, 4)  # type: ignore[no-untyped-call]
        made: dict[str, Any] = json.loads(json.dumps(upgraded))
        for cell in made["cells"]:
            cell.pop("id", None)  # made at random; ours come from the text
    except Exception as error:  # a malformed old notebook fails in many ways inside nbformat
        raise refuse(
            FORMAT_IS_KNOWN,
            f"This notebook is of the old format {major} and could not be upgraded.",
            _SAVE,
            detail=f"{type(error).__name__}: {error}",
        ) from error
    return made


def _read_cells(raw: Any) -> tuple[tuple[Cell, ...], tuple[Fault, ...]]:
    if not isinstance(raw, list):
        raise refuse(CELLS_ARE_WELL_FORMED, "This notebook has no list of cells.", _SAVE)
    if not raw:
        raise refuse(LESSON_HAS_CELLS, "This notebook has no cells.", "Write the lesson, or delete the file.")
    cells, faults, fatal = [], [], []
    for number, raw_cell in enumerate(raw, start=1):
        try:
            cell, cell_faults = read_notebook_cell(raw_cell, number)
        except FaultError as error:
            fatal += [replace(fault, cell=number) for fault in error.faults]
        else:
            cells.append(cell)
            faults += [replace(fault, cell=number) for fault in cell_faults]
    fatal += _find_twins(cells)
    if fatal:
        raise FaultError(*fatal)
    return tuple(cells), tuple(faults)


def _list_metadata(raw: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    return {number: cell["metadata"] for number, cell in enumerate(raw, start=1) if cell.get("metadata")}


def _find_twins(cells: list[Cell]) -> list[Fault]:
    first: dict[str, int] = {}
    twins = []
    for cell in cells:
        if cell.id in first:
            message = f"This cell and cell {first[cell.id]} have the same id, {show(cell.id)}."
            hint = "Copy the text of one of them into a new cell, and delete the old one."
            twins.append(Fault(CELL_IDS_ARE_UNIQUE, message, hint, cell=cell.number))
        first.setdefault(cell.id, cell.number)
    return twins


def _read_metadata(metadata: Any) -> tuple[str, tuple[Fault, ...]]:
    if not isinstance(metadata, dict):
        raise refuse(CELLS_ARE_WELL_FORMED, "The metadata of this notebook should be names with values.", _SAVE)
    kernel, faults = read_kernel(metadata.get("kernelspec"))
    forbidden = tuple(leave_the_build_alone(key) for key in sorted(BUILD_KEYS & metadata.keys()))
    return kernel, (*faults, *forbidden)


def _divide(cells: tuple[Cell, ...]) -> tuple[Head, tuple[Cell, ...]]:
    """Take the front matter out of the first cell; what follows it in a Markdown cell stays a cell."""
    first, others = cells[0], cells[1:]
    if first.kind is CellKind.CODE:
        return Head(None, ""), cells
    head = take_front_matter(first.source, first.number)
    if head.rest is first.source:
        return head, cells
    rest = head.rest.strip("\n")
    head = replace(head, rest_line=head.rest_line + len(head.rest) - len(head.rest.lstrip("\n")))
    return head, (replace(first, source=rest), *others) if rest.strip() else others
