"""YAML as Jupyter Book reads it, for the two files of a book: with anchors and merge keys, ``yes`` and ``off``.

Nothing that a tag names is made, and an alias is written out only as long as the whole stays small: a file of ten
lines can otherwise stand for a billion values.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from courseforge.model import KeyPath
from courseforge.reading.codes import (
    MOST,
    NESTING_IS_SHALLOW,
    YAML_IS_A_MAPPING,
    YAML_IS_PLAIN,
    YAML_KEYS_ARE_UNIQUE,
    Fault,
    FaultError,
    refuse,
)
from courseforge.reading.source_file import MAX_YAML_BYTES, decode, read_bytes
from courseforge.reading.wording import show
from courseforge.reading.yaml_document import MAX_DEPTH, YamlDocument, list_events, resolve

MAX_VALUES = 100_000
_MERGE = "<<"
#: What YAML 1.1 takes for true and false besides these words themselves.
SWITCHES = dict.fromkeys(("yes", "Yes", "YES", "on", "On", "ON"), True) | dict.fromkeys(
    ("no", "No", "NO", "off", "Off", "OFF"), False
)


@dataclass(frozen=True, slots=True)
class _Node:
    """A value with its line.

    Attributes:
        entries: of a list or mapping, by position or key, each with the line it begins at.
    """

    line: int
    plain: Any = None
    entries: "_Entries | None" = None
    is_mapping: bool = False


_Entries = dict[str | int, tuple[int, _Node]]


@dataclass(slots=True)
class _Reader:
    events: Iterator[Any]
    anchors: dict[str, _Node] = field(default_factory=dict)
    lines: dict[KeyPath, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    values: int = 0

    def count(self, line: int) -> None:
        """Count a value that is read, merged or written out."""
        self.values += 1
        if self.values > MAX_VALUES:
            message = f"With what its aliases (*) stand for, this file holds more than {MAX_VALUES:,} values."
            raise refuse(YAML_IS_PLAIN, message, "Write out what is meant, and leave the aliases out.", line=line)


def read_stock_file(
    path: Path, *, mapping: bool, switches: bool = False
) -> tuple[YamlDocument | None, tuple[Fault, ...]]:
    """Read a file of a book; None where it is not there or cannot be read (then the faults say why).

    Args:
        mapping: lines of ``key: value`` are wanted.
        switches: as ``read_stock_yaml``.
    """
    if not path.exists() and not path.is_symlink():
        return None, ()
    try:
        text, faults = decode(read_bytes(path, MAX_YAML_BYTES))
        document, more = read_stock_yaml(text, switches=switches)
    except FaultError as error:
        return None, error.faults
    if mapping and document.value is None:
        document = YamlDocument({}, document.lines)
    elif mapping and not isinstance(document.value, dict):
        message = "Lines of the form “key: value” are wanted here."
        return None, (Fault(YAML_IS_A_MAPPING, message, "Begin for example with title: My book", line=1),)
    return document, (*faults, *more)


def read_stock_yaml(text: str, *, switches: bool = False) -> tuple[YamlDocument, tuple[Fault, ...]]:
    """Read one YAML document; an empty one gives None.

    Args:
        text: the document.
        switches: ``yes`` and ``off`` are true and false; where titles stand they are words.

    Raises:
        FaultError: it is not well formed, too large or too deep.
    """
    reader = _Reader(event for event in list_events(text) if not isinstance(event, yaml.StreamStartEvent))
    root, documents = None, 0
    for event in reader.events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                message = "A second document begins here (---)."
                raise refuse(YAML_IS_PLAIN, message, "Keep one document in a file.", line=_line(event))
        elif isinstance(event, yaml.NodeEvent):
            root = _take(reader, event, 0, switches=switches)
    value = None if root is None else _build(reader, root, ())
    return YamlDocument(value, reader.lines), tuple(reader.faults)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _take(reader: _Reader, event: Any, depth: int, *, switches: bool) -> _Node:
    line = _line(event)
    reader.count(line)
    if isinstance(event, yaml.AliasEvent):
        if event.anchor not in reader.anchors:
            message = f"*{event.anchor} stands for something that is not there yet."
            raise refuse(YAML_IS_PLAIN, message, "Write the value out.", line=line)
        return reader.anchors[event.anchor]
    if depth > MAX_DEPTH:
        raise _too_deep(line)
    if isinstance(event, yaml.ScalarEvent):
        node = _Node(line, _read_scalar(event, switches=switches))
    elif isinstance(event, yaml.SequenceStartEvent):
        each = (_take(reader, inner, depth + 1, switches=switches) for inner in _list_inner(reader))
        node = _Node(line, entries={number: (one.line, one) for number, one in enumerate(each)})
    else:
        node = _Node(line, entries=_take_pairs(reader, depth, switches=switches), is_mapping=True)
    if event.anchor:
        reader.anchors[event.anchor] = node
    return node


def _take_pairs(reader: _Reader, depth: int, *, switches: bool) -> _Entries:
    """Take the pairs of a mapping; its own count more than what is merged into it."""
    own, merged = _Entries(), _Entries()
    for event in _list_inner(reader):
        line = _line(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise refuse(
                YAML_IS_PLAIN, "A key must be a word, not a list or a mapping.", "Put it in quotes.", line=line
            )
        value = _take(reader, next(reader.events), depth + 1, switches=switches)
        if event.value == _MERGE and event.implicit[0]:
            merged |= _merge(reader, value)
            continue
        if event.value in own and len(reader.faults) < MOST:
            message = f"The key {show(event.value)} stands twice; what stands first says nothing."
            reader.faults.append(Fault(YAML_KEYS_ARE_UNIQUE, message, "Delete one of the two.", line=line))
        own[event.value] = (line, value)
    return merged | own


def _merge(reader: _Reader, value: _Node) -> _Entries:
    """Take the pairs of a mapping, or of each in a list; what stands first in the list counts most."""
    each = [value] if value.is_mapping else [inner for _, inner in (value.entries or {}).values()]
    merged = _Entries()
    for mapping in reversed(each):
        for key, pair in (mapping.entries or {}).items() if mapping.is_mapping else ():
            reader.count(mapping.line)
            merged[key] = pair
    return merged


def _list_inner(reader: _Reader) -> Iterator[Any]:
    """Give what begins inside the list or mapping that was opened last, up to its end."""
    for event in reader.events:
        if isinstance(event, yaml.CollectionEndEvent):
            return
        yield event


def _read_scalar(event: Any, *, switches: bool) -> Any:
    is_plain = event.implicit[0] and not event.tag
    if is_plain and switches and event.value in SWITCHES:
        return SWITCHES[event.value]
    return resolve(event.value) if is_plain else event.value


def _build(reader: _Reader, node: _Node, path: KeyPath) -> Any:
    """Write a value out, aliases included, and note the line of each key and item."""
    reader.count(node.line)
    if len(path) > MAX_DEPTH:
        raise _too_deep(node.line)
    reader.lines.setdefault(path, node.line)
    if node.entries is None:
        return node.plain
    reader.lines |= {(*path, key): line for key, (line, _) in node.entries.items()}
    each = {key: _build(reader, inner, (*path, key)) for key, (_, inner) in node.entries.items()}
    return each if node.is_mapping else list(each.values())


def _too_deep(line: int) -> Exception:
    return refuse(
        NESTING_IS_SHALLOW, f"Lists and mappings lie more than {MAX_DEPTH} deep here.", "Simplify it.", line=line
    )
