"""The lines that diagnostics point at, as their authors wrote them.

A line that is somebody's own matter is never shown, whichever other rule points at it too.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from courseforge.diagnostics import Diagnostic, Location
from courseforge.mending.author_file import read_author_file
from courseforge.mending.json_layout import find, lay_out

_NOTEBOOK = ".ipynb"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What stands at a place.

    Attributes:
        text: the line, for a whole cell its first; empty where there is none to show.
        line: 1-based line of the file itself, for programs that know nothing of cells; None where it is unknown.
    """

    text: str = ""
    line: int | None = None


NOTHING = Excerpt()
Excerpts = Mapping[Location, Excerpt]


def read_excerpts(root: Path, diagnostics: Iterable[Diagnostic], *, file_lines: bool = False) -> Excerpts:
    """Read the line at each place that names one.

    Args:
        root: the library's folder.
        diagnostics: what a report is about; places of private ones give no text.
        file_lines: find out also where the cells of notebooks stand in their files.
    """
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        by_path[diagnostic.location.path].append(diagnostic)
    found: dict[Location, Excerpt] = {}
    for path, group in by_path.items():
        if any(d.location.line or d.location.cell for d in group):
            found.update(_read_file(root, path, group, file_lines))
    return found


def find_private_lines(path: str, data: bytes, diagnostics: Iterable[Diagnostic]) -> frozenset[int]:
    """Return the 1-based lines of a file that nobody is shown: what private diagnostics are about."""
    places = {d.location for d in diagnostics if d.private and d.location.path == path}
    text = data.decode("utf-8-sig", errors="replace") if places else ""
    starts = _find_cells(text) if path.endswith(_NOTEBOOK) and places else []
    return frozenset(line for place in places for line in _list_lines(place, text, starts))


def _list_lines(place: Location, text: str, starts: Sequence[Sequence[int]]) -> Iterable[int]:
    if place.line is not None and (line := _find_file_line(place, starts)) is not None:
        return (line,)
    cells = find(lay_out(text), ("cells",)) if place.cell is not None else None
    cell = find(cells, (place.cell - 1,)) if cells and place.cell else None
    first, last = (cell.start, cell.end) if cell else (0, len(text))
    return range(text.count("\n", 0, first) + 1, text.count("\n", 0, last) + 2)


def is_private(place: Location, diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether a private diagnostic is about a line, or about the whole cell or file that it stands in."""
    return any(d.private and _covers(d.location, place) for d in diagnostics)


def _covers(outer: Location, place: Location) -> bool:
    if outer.path != place.path or (outer.cell is not None and outer.cell != place.cell):
        return False
    return outer.line is None or place.line is None or (outer.line, outer.cell) == (place.line, place.cell)


def _read_file(
    root: Path, path: str, diagnostics: Sequence[Diagnostic], file_lines: bool
) -> Iterator[tuple[Location, Excerpt]]:
    data, _ = read_author_file(root, path)
    text = (data or b"").decode("utf-8-sig", errors="replace")
    cells = _read_cells(text) if path.endswith(_NOTEBOOK) else []
    starts = _find_cells(text) if file_lines and cells else []
    private = [d for d in diagnostics if d.private]
    for place in {d.location for d in diagnostics}:
        lines = _choose_lines(place, text, cells)
        number = place.line or (_find_first(lines) if place.cell else 0)
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        shown = "" if is_private(replace(place, line=number or None), private) else line.strip()
        yield place, Excerpt(shown, _find_file_line(place, starts))


def _choose_lines(place: Location, text: str, cells: Sequence[str]) -> Sequence[str]:
    if place.cell is None:
        return () if cells else text.splitlines()
    return cells[place.cell - 1].split("\n") if 0 < place.cell <= len(cells) else ()


def _find_first(lines: Sequence[str]) -> int:
    """Return the number of the line by which an author knows a cell."""
    return next((number for number, line in enumerate(lines, start=1) if line.strip()), 0)


def _read_cells(text: str) -> list[str]:
    try:
        return [_join(cell["source"]) for cell in json.loads(text)["cells"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []  # that it cannot be read is told by others


def _join(source: Any) -> str:
    return source if isinstance(source, str) else "".join(source)


def _find_cells(text: str) -> list[list[int]]:
    """Return for each cell the lines of the file where the lines of its source stand."""
    places = find(lay_out(text), ("cells",))
    line_at = list(accumulate((character == "\n" for character in text), initial=1))
    found = []
    for number in range(len(places.members) if places else 0):
        source = find(places, (number, "source")) if places else None
        items = list(source.members.values()) if source and source.members else [source] if source else []
        found.append([line_at[item.start] for item in items])
    return found


def _find_file_line(place: Location, starts: Sequence[Sequence[int]]) -> int | None:
    if place.cell is None:
        return place.line
    if not 0 < place.cell <= len(starts) or not starts[place.cell - 1]:
        return None
    lines = starts[place.cell - 1]
    return lines[min(place.line or 1, len(lines)) - 1]
