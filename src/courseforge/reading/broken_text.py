"""Characters that no text may hold: NUL, and halves of characters that only JSON's escapes can write."""

import re
from collections.abc import Iterator
from typing import Any

from courseforge.reading.codes import CHARACTERS_ARE_WHOLE, OUTPUTS_ARE_TEXT, Fault, refuse

JsonPath = tuple[str | int, ...]

_BROKEN = re.compile("[\0\ud800-\udfff]")
_BROKEN_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


def may_be_broken(text: str) -> bool:
    """Tell soon whether the value that a JSON text gives is worth a look."""
    # JSON itself has no bare NUL; a pattern over a large file takes long where these two questions take no time.
    escaped = "\\u" in text and _BROKEN_ESCAPE.search(text) is not None
    return escaped or (not text.isascii() and _BROKEN.search(text) is not None)


def mend_outputs(notebook: Any) -> tuple[Fault, ...]:
    """Take such characters out of a notebook's saved outputs, which any program may have printed."""
    faults = []
    for number, cell in enumerate(_list_cells(notebook), start=1):
        if isinstance(cell, dict) and (mended := _mend(cell.get("outputs"))) != cell.get("outputs"):
            cell["outputs"] = mended
            message = "A saved output of this cell holds characters that are no text (NUL); it is shown without them."
            hint = "To be rid of them, clear the outputs of this cell and save."
            faults.append(Fault(OUTPUTS_ARE_TEXT, message, hint, cell=number))
    return tuple(faults)


def _list_cells(notebook: Any) -> Iterator[Any]:
    """List the cells of a notebook of any format, of which nothing is known yet."""
    if isinstance(notebook, dict):
        sheets = notebook.get("worksheets")
        for holder in (notebook, *(sheets if isinstance(sheets, list) else ())):
            cells = holder.get("cells") if isinstance(holder, dict) else None
            yield from cells if isinstance(cells, list) else ()


def _mend(value: Any) -> Any:
    if isinstance(value, dict):
        return {_mend(key): _mend(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_mend(inner) for inner in value]
    return _BROKEN.sub("", value) if isinstance(value, str) else value


def refuse_broken(value: Any) -> None:
    """Refuse a JSON value with such a character in any of its texts."""
    pending: list[tuple[Any, JsonPath]] = [(value, ())]
    while pending:
        item, path = pending.pop()
        if isinstance(item, str):
            _refuse_broken_text(item, path)
        elif isinstance(item, dict):
            for key, inner in item.items():
                _refuse_broken_text(key, path)
                pending.append((inner, (*path, key)))
        elif isinstance(item, list):
            pending.extend((inner, (*path, index)) for index, inner in enumerate(item))


def _refuse_broken_text(text: str, path: JsonPath) -> None:
    match = _BROKEN.search(text)
    if match is None:
        return
    kind = "A NUL character (an invisible zero)" if match[0] == "\0" else "Half a character"
    cell = path[1] + 1 if len(path) > 1 and path[0] == "cells" and isinstance(path[1], int) else None
    raise refuse(
        CHARACTERS_ARE_WHOLE,
        f"{kind} stands in {'the text' if cell else 'a text outside the cells'}, at character {match.start() + 1}.",
        "Delete it and type the character again.",
        cell=cell,
    )
