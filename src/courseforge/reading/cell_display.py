"""What a code cell says about its pictures and tables: ``#|`` lines, else keys of its metadata -> ``Display``."""

from collections.abc import Iterator, Mapping
from typing import Any

from courseforge.model import CellOption, Display, asks_for_data, find_options
from courseforge.reading.codes import CELL_OPTIONS_ARE_READABLE, Fault, FaultError
from courseforge.reading.yaml_document import read_yaml

_LONGEST = 2000  # characters of one text: more is no description
_MOST = 100  # texts of one cell
_HINT = 'Write for example: #| fig-alt: ["A rising line", "A falling line"]'
_BLOCKS = (">", "|")


def read_display(source: str, metadata: Mapping[str, Any]) -> tuple[Display, tuple[Fault, ...]]:
    """Read it; a ``#|`` line counts before the metadata, where MyST-NB, nbconvert and Quarto each have a place."""
    if "#|" not in source and not metadata:
        return Display(), ()
    faults: list[Fault] = []
    written = find_options(source)
    faults += (_say_neither(option) for option in written if option.name == "fig-data" and _is_neither(option))
    options = {option.name: _read_option(option, faults) for option in reversed(written)}
    mystnb = metadata.get("mystnb")
    parts = mystnb if isinstance(mystnb, Mapping) else {}

    def first(name: str, *others: Any) -> tuple[str, ...]:
        return options.get(name) or next(filter(None, map(_list_texts, (metadata.get(name), *others))), ())

    display = Display(
        alts=first("fig-alt", metadata.get("alt"), _get(parts.get("image"), "alt")),
        captions=first("fig-cap", _get(parts.get("figure"), "caption")),
        table_alts=first("tbl-alt"),
        table_captions=first("tbl-cap"),
        data=asks_for_data(source),
    )
    return display, tuple(faults)


def _get(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None


def _read_option(option: CellOption, faults: list[Fault]) -> tuple[str, ...]:
    """Read a value as YAML where it looks like it; a plain text stays as it stands, with its colons."""
    first = option.lines[0].strip()
    if first == "" or first.rstrip("+-") in _BLOCKS:
        items = [*_list_items(option.lines[1:])]
        return _list_texts(items if first == "" else " ".join(items))
    written = "\n".join((first, *option.lines[1:]))
    if first[0] not in "\"'[":
        return _list_texts(written)
    try:
        return _list_texts(read_yaml(written).value)
    except FaultError as error:
        if first[0] == "[":
            message = f"The list after {option.name}: cannot be read; it is taken for one text."
            faults.append(Fault(CELL_OPTIONS_ARE_READABLE, message, _HINT, line=option.line, detail=str(error)))
        return _list_texts(written)


def _is_neither(option: CellOption) -> bool:
    return option.lines[0].strip() not in ("true", "false")


def _say_neither(option: CellOption) -> Fault:
    message = "What stands after fig-data: is neither true nor false; the line is ignored."
    return Fault(CELL_OPTIONS_ARE_READABLE, message, "Write: #| fig-data: true", line=option.line)


def _list_items(lines: tuple[str, ...]) -> Iterator[str]:
    """Part ``- one`` and ``- two``; without any dash it is one text."""
    text: list[str] = []
    for line in map(str.strip, lines):
        if line.startswith("- ") and text:
            yield _unquote(" ".join(text))
            text = []
        text.append(line.removeprefix("- "))
    if text:
        yield _unquote(" ".join(text))


def _unquote(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _list_texts(value: Any) -> tuple[str, ...]:
    """Make texts of one or several values, without line breaks."""
    if value is None or isinstance(value, Mapping):
        return ()
    items = value if isinstance(value, list) else [value]
    return tuple(
        " ".join(("" if item is None or isinstance(item, Mapping | list) else str(item)).split())[:_LONGEST]
        for item in items[:_MOST]
    )
