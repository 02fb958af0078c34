"""MyST ``.md`` files: block tokens -> cells, with the lines where they stand.

Only the blocks are parsed, the way MyST-NB cuts a file into cells: a ``{code-cell}`` fence is a code cell, ``+++``
ends a Markdown cell and may give the next one its metadata. No directive is looked into and nothing is run.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it.token import Token

from courseforge.model import Cell, CellKind, Display
from courseforge.reading.blocks import parse_blocks
from courseforge.reading.cell_display import read_display
from courseforge.reading.cell_metadata import leave_the_build_alone, read_cell_metadata
from courseforge.reading.codes import CELL_OPTIONS_ARE_READABLE, FILE_IS_SMALL, Fault, FaultError, refuse
from courseforge.reading.conflict import refuse_conflict_in_markdown
from courseforge.reading.front_matter import FrontMatter, take_front_matter, trace_front_matter
from courseforge.reading.json_document import read_json
from courseforge.reading.manuscript import Manuscript, check_language, make_cell_id, read_kernel, refuse_too_many
from courseforge.reading.yaml_document import read_mapping

# A page of every line a block takes a parser a tenth of a millisecond for each line.
MAX_LINES = 20_000
MAX_CHARACTERS = 1_000_000

_FENCE = re.compile(r"\{(code-cell|raw-cell)\}\s*(\S*)")
_MARKS = ("{code-cell}", "{raw-cell}", "+++")  # without one of them there is nothing to cut, and parsing takes long
_OPTION = re.compile(r":([A-Za-z][\w-]*):(?:\s+(.*)|)$")
_BREAK_HINT = 'Write for example: +++ {"tags": ["hint"]}'
_OPTIONS_HINT = "Write for example: :tags: [hide-input]"
_READS_A_FILE = "load"


@dataclass(slots=True)
class _Piece:
    """A cell before it has a number."""

    kind: CellKind
    source: str
    line: int
    metadata: Mapping[str, Any] = field(default_factory=dict)


def read_myst(text: str) -> Manuscript:
    """Read a MyST file.

    Raises:
        FaultError: it is too large, or an unsettled merge.
    """
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        message = f"This file has more than {MAX_LINES:,} lines or {MAX_CHARACTERS:,} characters."
        raise refuse(FILE_IS_SMALL, message, "Divide the lesson.")
    refuse_conflict_in_markdown(text)
    head = take_front_matter(text)
    kernel, kernel_faults = _read_kernel(head.front)
    faults = [*head.faults, *kernel_faults]
    cells: list[Cell] = []
    for piece in _cut(head.rest, head.rest_line, faults, kernel):
        cells.append(_make_cell(piece, len(cells) + 1, faults))
        refuse_too_many(len(cells))
    return Manuscript(tuple(cells), head, kernel, tuple(faults), trace_front_matter(head))


def _read_kernel(front: FrontMatter | None) -> tuple[str, tuple[Fault, ...]]:
    value = {} if front is None else front.document.value
    older = value.get("jupyter")
    kernel, faults = read_kernel(
        value.get("kernelspec") or (older.get("kernelspec") if isinstance(older, dict) else None)
    )
    if front is None:
        return kernel, faults
    line = front.document.line(("kernelspec",)) or 1
    return kernel, tuple(replace(fault, line=line + front.first_line - 1) for fault in faults)


def _cut(text: str, first_line: int, faults: list[Fault], kernel: str) -> Iterator[_Piece]:
    lines = text.split("\n")
    start = 0
    metadata: Mapping[str, Any] = {}
    for token in parse_blocks(text) if any(mark in text for mark in _MARKS) else ():
        if token.level or not token.map:
            continue
        fence = _FENCE.match(token.info.strip()) if token.type in ("fence", "colon_fence") else None
        if fence is None and token.type != "myst_block_break":
            continue
        yield from _markdown(lines[start : token.map[0]], start + first_line, metadata)
        start, metadata = token.map[1], {}
        line = token.map[0] + first_line
        if fence is None:
            metadata = _read_break(token.content, line, faults)
        else:
            faults += _check_language(fence, line, kernel)
            yield _read_fence(token, CellKind.CODE if fence[1] == "code-cell" else CellKind.RAW, line, faults)
    yield from _markdown(lines[start:], start + first_line, metadata)


def _markdown(lines: list[str], line: int, metadata: Mapping[str, Any]) -> Iterator[_Piece]:
    """Make a Markdown cell of lines, without the empty ones around it."""
    full = [number for number, text in enumerate(lines) if text.strip()]
    if full:
        yield _Piece(CellKind.MARKDOWN, "\n".join(lines[full[0] : full[-1] + 1]), line + full[0], metadata)


def _read_break(content: str, line: int, faults: list[Fault]) -> Mapping[str, Any]:
    if not content.startswith("{"):
        return {}
    try:
        value = read_json(content)
    except FaultError as error:
        faults.append(_unreadable("The braces after +++ cannot be read; they are ignored.", _BREAK_HINT, line, error))
        return {}
    return value if isinstance(value, dict) else {}


def _check_language(fence: re.Match[str], line: int, kernel: str) -> tuple[Fault, ...]:
    if fence[1] == "raw-cell" or not fence[2]:
        return ()
    return tuple(replace(fault, line=line) for fault in check_language(fence[2], kernel))


def _read_fence(token: Token, kind: CellKind, line: int, faults: list[Fault]) -> _Piece:
    lines = token.content.removesuffix("\n").split("\n")
    yaml, count = _split_options(lines)
    metadata: dict[str, Any] = {}
    try:
        metadata = read_mapping(yaml).value if yaml else {}
    except FaultError as error:
        faults.append(
            _unreadable("The options of this cell cannot be read; they are ignored.", _OPTIONS_HINT, line, error)
        )
    if metadata.pop(_READS_A_FILE, None) is not None:
        faults.append(leave_the_build_alone(f":{_READS_A_FILE}:", line))
    return _Piece(kind, "\n".join(lines[count:]), line + 1 + count, metadata)


def _split_options(lines: list[str]) -> tuple[str, int]:
    """Return a fence's options as YAML, and how many lines they take."""
    if lines[0].rstrip() == "---":
        end = next((n for n in range(1, len(lines)) if lines[n].rstrip() == "---"), None)
        return ("\n".join(lines[1:end]), end + 1) if end else ("", 0)
    options = []
    for line in lines:
        match = _OPTION.match(line.rstrip())
        if match is None:
            break
        options.append(f"{match[1]}: {match[2] or ''}")
    return "\n".join(options), len(options)


def _unreadable(message: str, hint: str, line: int, error: FaultError) -> Fault:
    return Fault(CELL_OPTIONS_ARE_READABLE, message, hint, line=line, detail=str(error))


def _make_cell(piece: _Piece, number: int, faults: list[Fault]) -> Cell:
    tags, metadata, metadata_faults = read_cell_metadata(piece.metadata)
    faults += (replace(fault, line=piece.line) for fault in metadata_faults)
    is_code = piece.kind is CellKind.CODE
    display, display_faults = read_display(piece.source, piece.metadata) if is_code else (Display(), ())
    faults += (replace(fault, line=piece.line + (fault.line or 1) - 1) for fault in display_faults)
    return Cell(
        number=number,
        kind=piece.kind,
        source=piece.source,
        id=make_cell_id(number, piece.source),
        line=piece.line,
        tags=tags,
        metadata=metadata,
        display=display,
    )
