"""One cell of a notebook (nbformat 4): looked at field by field, with words an author understands."""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

from courseforge.model import Cell, CellKind, Display
from courseforge.reading.cell_display import read_display
from courseforge.reading.cell_metadata import read_cell_metadata
from courseforge.reading.codes import (
    ATTACHMENTS_ARE_PICTURES,
    CELL_IDS_ARE_VALID,
    CELLS_ARE_WELL_FORMED,
    Fault,
    FaultError,
    refuse,
)
from courseforge.reading.manuscript import make_cell_id
from courseforge.reading.pictures import looks_like
from courseforge.reading.wording import is_safe, show

_KINDS = {kind.value: kind for kind in CellKind}
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SAVE_AGAIN = "Restore the file from an earlier version, or open it in Jupyter, mend the cell and save."
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_OUTPUT_TYPES = ("stream", "display_data", "execute_result", "error")


def read_notebook_cell(raw: Any, number: int) -> tuple[Cell, tuple[Fault, ...]]:
    """Read one cell.

    Raises:
        FaultError: it is not a cell as nbformat 4 describes it.
    """
    if not isinstance(raw, dict):
        raise _malformed("This is not a cell.")
    kind = _KINDS.get(raw["cell_type"]) if isinstance(raw.get("cell_type"), str) else None
    if kind is None:
        raise _malformed(
            f"The kind of this cell is {show(raw.get('cell_type'))}; a cell is “markdown”, “code” or “raw”."
        )
    source = _read_text(raw.get("source"), "The text of this cell")
    given = _read_mapping(raw.get("metadata", {}), "The metadata of this cell")
    tags, metadata, faults = read_cell_metadata(given)
    display, display_faults = read_display(source, given) if kind is CellKind.CODE else (Display(), ())
    cell = Cell(
        number=number,
        kind=kind,
        source=source,
        id=_read_id(raw, number, source),
        tags=tags,
        metadata=metadata,
        attachments=_read_attachments(raw.get("attachments")) if kind is not CellKind.CODE else {},
        outputs=_read_outputs(raw.get("outputs", [])) if kind is CellKind.CODE else (),
        execution_count=_read_count(raw.get("execution_count")) if kind is CellKind.CODE else None,
        display=display,
    )
    return cell, (*faults, *display_faults)


def _malformed(message: str) -> FaultError:
    return refuse(CELLS_ARE_WELL_FORMED, message, _SAVE_AGAIN)


def _read_text(value: Any, what: str) -> str:
    """Join nbformat's list of lines, with LF line ends."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "".join(value)
    if not isinstance(value, str):
        raise _malformed(f"{what} should be a text or a list of lines.")
    return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value


def _read_mapping(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _malformed(f"{what} should be names with values.")
    return value


def _read_count(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise _malformed("The number of this cell's run should be a whole number or nothing.")


def _read_id(raw: dict[str, Any], number: int, source: str) -> str:
    if "id" not in raw:
        return make_cell_id(number, source)
    if isinstance(raw["id"], str) and _ID.fullmatch(raw["id"]):
        return raw["id"]
    raise refuse(
        CELL_IDS_ARE_VALID,
        f"The id of this cell is {show(raw['id'])}; an id has 1 to 64 letters, digits, - or _.",
        "Delete the line with the id: courseforge makes one.",
    )


def _read_attachments(value: Any) -> Mapping[str, Mapping[str, str]]:
    attachments = {} if value is None else _read_mapping(value, "The attachments of this cell")
    for name, bundle in attachments.items():
        _check_attachment(name, bundle)
    return attachments


def _check_attachment(name: str, bundle: Any) -> None:
    if not is_safe(name) or not name.strip(" .") or re.search(r"[/\\:]", name) or len(name) > 200:
        raise refuse(
            ATTACHMENTS_ARE_PICTURES,
            f"A picture in this cell is named {show(name)}; the name of a picture cannot be a path.",
            "Delete the picture from the cell and paste it again.",
        )
    if not isinstance(bundle, dict) or not bundle:
        raise _malformed(f"The picture {show(name)} in this cell cannot be read.")
    for kind, data in bundle.items():
        if kind not in _PICTURES or not isinstance(data, str) or not looks_like(kind, _begins(data)):
            raise refuse(
                ATTACHMENTS_ARE_PICTURES,
                f"{show(name)} in this cell is not a PNG, JPEG, GIF or WebP picture, or says it is another kind.",
                "Save the picture as PNG, delete it from the cell and paste the new one.",
            )


def _begins(data: str) -> bytes:
    """Decode the first bytes of base64."""
    try:
        return base64.b64decode(data.lstrip()[:16], validate=True)
    except (binascii.Error, ValueError):
        return b""


def _read_outputs(value: Any) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list):
        raise _malformed("The outputs of this cell should be a list.")
    return tuple(_read_output(output) for output in value)


def _read_output(output: Any) -> Mapping[str, Any]:
    kind = output.get("output_type") if isinstance(output, dict) else None
    if kind not in _OUTPUT_TYPES:
        raise refuse(
            CELLS_ARE_WELL_FORMED,
            f"An output of this cell is of the unknown kind {show(kind)}.",
            "Clear the outputs of this cell and save.",
        )
    if kind == "stream":
        return {
            "output_type": kind,
            "name": "stderr" if output.get("name") == "stderr" else "stdout",
            "text": _read_text(output.get("text"), "An output of this cell"),
        }
    if kind == "error":
        return _read_error(output)
    made = {
        "output_type": kind,
        "data": _read_bundle(output.get("data")),
        "metadata": dict(_read_mapping(output.get("metadata", {}), "The metadata of an output")),
    }
    return (
        made | {"execution_count": _read_count(output.get("execution_count"))} if kind == "execute_result" else made
    )


def _read_error(output: dict[str, Any]) -> Mapping[str, Any]:
    traceback = output.get("traceback", [])
    if not isinstance(traceback, list) or not all(isinstance(line, str) for line in traceback):
        raise _malformed("An error among the outputs of this cell cannot be read.")
    return {
        "output_type": "error",
        "ename": str(output.get("ename", "")),
        "evalue": str(output.get("evalue", "")),
        "traceback": traceback,
    }


def _read_bundle(value: Any) -> dict[str, Any]:
    """Join the lines of every text in a MIME bundle; JSON stays as it is."""
    bundle = _read_mapping(value, "The data of an output")
    return {
        kind: data if kind.endswith("json") else _read_text(data, f"The output {show(kind)}")
        for kind, data in bundle.items()
    }
