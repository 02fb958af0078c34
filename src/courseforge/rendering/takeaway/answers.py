"""Solutions stay on the lesson's page: here they are cut out, and a sentence stands in their place.

A solution is a cell with that tag, a directive (these are left to ``blocks``), or whatever stands between
``{solution-start}`` and ``{solution-end}``. A checkpoint may also hold its answer in a folded ``<details>``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from courseforge.model import Cell, CellKind
from courseforge.reading.blocks import parse_blocks
from courseforge.rendering.staging.roles import read_directive, split_heading

_START, _END = "solution-start", "solution-end"


@dataclass(frozen=True, slots=True)
class _Gate:
    """A line that begins or ends a solution of several cells: the cell's position, and the lines it takes."""

    cell: int
    first: int
    end: int
    name: str


def leave_out_answers(cells: Sequence[Cell], sentence: str) -> list[Cell]:
    """Return the cells without solutions; several that follow each other are told once."""
    kept: list[Cell] = []
    for cell in _cut_gated(cells, sentence):
        made = _replace_tagged(cell, sentence) if "solution" in cell.tags else _without_folded(cell, sentence)
        if made.source != sentence or not kept or kept[-1].source != sentence:
            kept.append(made)
    return kept


def _replace_tagged(cell: Cell, sentence: str) -> Cell:
    heading = split_heading(cell.source)[0] if cell.kind is CellKind.MARKDOWN else []
    tags = tuple(tag for tag in cell.tags if tag != "solution")
    source = "\n".join([*heading, sentence])
    return replace(cell, kind=CellKind.MARKDOWN, source=source, tags=tags, attachments={})


def _without_folded(cell: Cell, sentence: str) -> Cell:
    """Cut ``<details>`` out of a checkpoint."""
    if cell.kind is not CellKind.MARKDOWN or "<details" not in cell.source.lower():
        return cell
    if "checkpoint" in cell.tags:
        return replace(cell, source=_cut_folded(cell.source, sentence))
    lines = cell.source.split("\n")
    for token in reversed(parse_blocks(cell.source)):
        if token.map and token.type in ("fence", "colon_fence") and read_directive(token)[0] == "checkpoint":
            inner = "\n".join(lines[token.map[0] : token.map[1]])
            lines[token.map[0] : token.map[1]] = _cut_folded(inner, sentence).split("\n")
    return replace(cell, source="\n".join(lines))


def _cut_folded(text: str, sentence: str) -> str:
    """Put a sentence in the place of each ``<details>``."""
    kept, low, place = [], text.lower(), 0
    while (start := low.find("<details", place)) >= 0 and (end := low.find("</details>", start)) >= 0:
        kept += [text[place:start], sentence]
        place = end + len("</details>")
    return "".join([*kept, text[place:]])


def _cut_gated(cells: Sequence[Cell], sentence: str) -> list[Cell]:
    """Cut what stands between a gate and its end; a gate without an end stays, as on the page."""
    made: list[Cell | None] = list(cells)
    gates = list(_list_gates(cells))
    pairs = [(a, b) for a, b in pairwise(gates) if (a.name, b.name) == (_START, _END)]
    for start, end in reversed(pairs):  # from the last, so that the lines of the others keep their numbers
        _cut(made, start, end, sentence)
    return [cell for cell in made if cell is not None and (cell.source.strip() or cell.kind is CellKind.CODE)]


def _list_gates(cells: Iterable[Cell]) -> Iterable[_Gate]:
    for number, cell in enumerate(cells):
        if cell.kind is not CellKind.MARKDOWN or "{solution-" not in cell.source:
            continue
        for token in parse_blocks(cell.source):
            if token.map and token.level == 0 and token.type in ("fence", "colon_fence"):
                name, _ = read_directive(token)
                if name in (_START, _END):
                    yield _Gate(number, token.map[0], token.map[1], name)


def _cut(made: list[Cell | None], start: _Gate, end: _Gate, sentence: str) -> None:
    first, last = made[start.cell], made[end.cell]
    assert first is not None
    assert last is not None
    before = first.source.split("\n")[: start.first]
    behind = last.source.split("\n")[end.end :]
    if start.cell == end.cell:
        made[start.cell] = replace(first, source="\n".join([*before, sentence, "", *behind]).rstrip("\n"))
        return
    made[start.cell] = replace(first, source="\n".join([*before, sentence]))
    made[end.cell] = replace(last, source="\n".join(behind).strip("\n"))
    made[start.cell + 1 : end.cell] = [None] * (end.cell - start.cell - 1)
