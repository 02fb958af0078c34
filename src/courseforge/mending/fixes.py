"""The fixes that rules propose, applied to an author's file: what no longer fits is left for a person.

Fixes come in the order of the file. Of two that want the same place the first is applied; whoever checks again
meets the other one there, as it is then.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from courseforge.diagnostics import (
    CleanNotebook,
    Diagnostic,
    Fix,
    RemoveKey,
    ReplaceLines,
    StripPicture,
    sort_diagnostics,
)
from courseforge.mending.author_file import read_author_file, write_author_file
from courseforge.mending.cleaning import Choice, clean_notebook
from courseforge.mending.json_layout import (
    Edit,
    Place,
    apply_edits,
    find,
    lay_out,
    remove_members,
    write_text,
    write_texts,
)
from courseforge.mending.lines import LineEdit, edit_lines
from courseforge.mending.picture_bytes import strip_picture
from courseforge.reading.notebook_file import read_notebook_file

_MARK = "\ufeff"
_NOTEBOOK = ".ipynb"


@dataclass(frozen=True, slots=True)
class Change:
    """One file as it is, and as it would be.

    Attributes:
        path: POSIX path relative to the library's folder.
    """

    path: str
    old: bytes
    new: bytes


def propose_changes(root: Path, diagnostics: Iterable[Diagnostic]) -> tuple[Change, ...]:
    """Apply every fix to what the files say now, without writing anything."""
    fixes: dict[str, list[Fix]] = defaultdict(list)
    for diagnostic in sort_diagnostics(diagnostics):
        if diagnostic.fix is not None and diagnostic.fix not in fixes[diagnostic.fix.path]:
            fixes[diagnostic.fix.path].append(diagnostic.fix)
    changes = (_propose_change(root, path, found) for path, found in sorted(fixes.items()))
    return tuple(change for change in changes if change is not None)


def write_changes(root: Path, changes: Iterable[Change]) -> None:
    """Write the files.

    Raises:
        SourceChangedError: somebody has changed one of them meanwhile; those before it are written.
        OutputError: one cannot be written.
    """
    for change in changes:
        write_author_file(root, change.path, change.old, change.new)


def mend(data: bytes, path: str, fixes: Sequence[Fix]) -> bytes:
    """Apply what fits to the content of a file."""
    lines = [fix for fix in fixes if isinstance(fix, ReplaceLines)]
    keys = [fix for fix in fixes if isinstance(fix, RemoveKey)]
    cleanings = [fix for fix in fixes if isinstance(fix, CleanNotebook)]
    if path.lower().endswith(_NOTEBOOK):
        data = _mend_notebook(data, path, lines, keys) if lines or keys else data
    elif lines:
        data = _mend_text(data, lines)
    if cleanings:
        data = clean_notebook(data, path, Choice(outputs=any(fix.keep_outputs for fix in cleanings))).data
    return strip_picture(data) if any(isinstance(fix, StripPicture) for fix in fixes) else data


def _propose_change(root: Path, path: str, fixes: Sequence[Fix]) -> Change | None:
    old, _ = read_author_file(root, path)
    if old is None or (new := mend(old, path, fixes)) == old:
        return None
    return Change(path, old, new)


def _mend_text(data: bytes, fixes: Sequence[ReplaceLines]) -> bytes:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data
    mark, text = (_MARK, text[1:]) if text.startswith(_MARK) else ("", text)
    return (mark + edit_lines(text, [_as_edit(fix) for fix in fixes if fix.cell is None])).encode()


def _mend_notebook(data: bytes, path: str, lines: Sequence[ReplaceLines], keys: Sequence[RemoveKey]) -> bytes:
    file = read_notebook_file(data, path)
    if file.document is None or file.version[0] < 4:
        return data
    text = data.decode()
    mark, text = (_MARK, text[1:]) if text.startswith(_MARK) else ("", text)
    layout = lay_out(text)
    edits = [*_edit_cells(text, layout, lines), *_remove_keys(layout, keys)]
    return (mark + apply_edits(text, edits)).encode()


def _edit_cells(text: str, layout: Place, fixes: Sequence[ReplaceLines]) -> Iterable[Edit]:
    by_cell: dict[int, list[LineEdit]] = defaultdict(list)
    for fix in fixes:
        if fix.cell is not None:
            by_cell[fix.cell].append(_as_edit(fix))
    for cell, edits in by_cell.items():
        place = find(layout, ("cells", cell - 1, "source"))
        if place is not None:
            yield from _edit_source(text, place, edits)


def _edit_source(text: str, place: Place, edits: Sequence[LineEdit]) -> Iterable[Edit]:
    value = json.loads(text[place.start : place.end])
    old = value if isinstance(value, str) else "".join(value)
    new = edit_lines(old, edits)
    if new == old:
        return
    if isinstance(value, str):
        yield place.start, place.end, write_text(text, new)
    else:
        yield write_texts(text, place, new.splitlines(keepends=True))


def _remove_keys(layout: Place, fixes: Sequence[RemoveKey]) -> Iterable[Edit]:
    by_holder: Mapping[tuple[str | int, ...], list[str | int]] = defaultdict(list)
    for fix in fixes:
        if find(layout, fix.keys) is not None:
            by_holder[fix.keys[:-1]].append(fix.keys[-1])
    for keys, names in by_holder.items():
        holder = find(layout, keys)
        assert holder is not None
        yield from remove_members(holder, names)


def _as_edit(fix: ReplaceLines) -> LineEdit:
    return LineEdit(fix.first, fix.old, fix.new)
