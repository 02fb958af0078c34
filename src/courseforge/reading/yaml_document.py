"""Plain YAML: texts, numbers, true and false, lists and mappings, and nothing that surprises.

Built from the parser's events, so that no tag can make an object, no alias can multiply a value, and the depth is
known before anything is built. A word without quotes is a text unless it plainly is a number, ``true``, ``false`` or
``null``: ``no``, ``1:30``, ``010`` and ``2027-11-01`` stay as they were written.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from courseforge.model import KeyPath
from courseforge.reading.codes import (
    CHARACTERS_ARE_WHOLE,
    FILE_IS_SMALL,
    NESTING_IS_SHALLOW,
    YAML_IS_A_MAPPING,
    YAML_IS_PLAIN,
    YAML_KEYS_ARE_UNIQUE,
    refuse,
)
from courseforge.reading.conflict import refuse_conflict
from courseforge.reading.source_file import MAX_YAML_BYTES
from courseforge.reading.wording import show
from courseforge.reading.yaml_wording import explain_yaml

MAX_DEPTH = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\.[0-9]{1,30}")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_CURLY = re.compile(r"[“”„‟][^“”„‟]*[“”]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A value and the 1-based line of each key and item in it.

    Attributes:
        curly: where a text stands between curly quotes, which are a part of it, and between no straight ones.
        repeated: keys that stand twice, of which nothing is made; the last of the two is in ``value``.
    """

    value: Any
    lines: dict[KeyPath, int]
    curly: tuple[KeyPath, ...] = ()
    repeated: frozenset[KeyPath] = frozenset()

    def line(self, path: KeyPath) -> int | None:
        """Return the line of a key path, else of the nearest key above it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return self.lines.get(())


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being filled."""

    path: KeyPath
    value: dict[str, Any] | list[Any]
    key: str | None = None  # of a mapping, while its value is awaited


@dataclass(slots=True)
class _Building:
    read: Collection[str] | None
    root: Any = None
    open: list[_Open] = field(default_factory=list)
    lines: dict[KeyPath, int] = field(default_factory=dict)
    curly: list[KeyPath] = field(default_factory=list)
    repeated: set[KeyPath] = field(default_factory=set)


def read_yaml(text: str, read: Collection[str] | None = None) -> YamlDocument:
    """Read one YAML document; an empty one gives None.

    Args:
        text: the document.
        read: the first keys that mean something; others may stand twice. None where all do.

    Raises:
        FaultError: it is not well formed, too large or too deep, or uses what courseforge does not read.
    """
    building = _Building(read)
    documents = 0
    for event in list_events(text):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise refuse(
                    YAML_IS_PLAIN, "A second document begins here (---).", "Keep one document in a file.", line=line
                )
        else:
            _take(building, event, line)
    return YamlDocument(building.root, building.lines, tuple(building.curly), frozenset(building.repeated))


def read_mapping(text: str, read: Collection[str] | None = None) -> YamlDocument:
    """Read one YAML document that is a mapping; an empty one is an empty mapping.

    Args:
        text, read: as ``read_yaml``.

    Raises:
        FaultError: as ``read_yaml``, or it is something else than a mapping.
    """
    document = read_yaml(text, read)
    if document.value is None:
        return YamlDocument({}, document.lines)
    if not isinstance(document.value, dict):
        kind = "a list" if isinstance(document.value, list) else "only a text or number"
        raise refuse(
            YAML_IS_A_MAPPING,
            f"Lines of the form “key: value” are wanted here; this is {kind}.",
            "Begin each line with a key, a colon and a space, such as title: My first lesson",
            line=document.line(()),
        )
    return document


def _refuse_text(text: str) -> None:
    if len(text) > MAX_YAML_BYTES:
        raise refuse(FILE_IS_SMALL, "This is more than a million characters of YAML.", "Divide or shorten it.")
    broken = _SURROGATE.search(text)
    if broken:
        raise refuse(
            CHARACTERS_ARE_WHOLE,
            f"Half a character stands at character {broken.start() + 1}.",
            "Delete it and type the character again.",
            line=text.count("\n", 0, broken.start()) + 1,
        )
    refuse_conflict(text)


def list_events(text: str) -> Iterator[Any]:
    """Give the parser's events.

    Raises:
        FaultError: the text is too large, has broken characters, or is not well formed.
    """
    _refuse_text(text)
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise explain_yaml(error, text) from error


def _take(building: _Building, event: Any, line: int) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise refuse(
            YAML_IS_PLAIN,
            "Anchors (&) and aliases (*) are not read.",
            "Write the value out; put a text that begins with & or * in quotes.",
            line=line,
        )
    if getattr(event, "tag", None):
        raise refuse(
            YAML_IS_PLAIN,
            "Tags (words that begin with !) are not read.",
            "Delete the tag; put a text that begins with ! in quotes.",
            line=line,
        )
    if isinstance(event, yaml.ScalarEvent):
        _take_scalar(building, event, line)
    elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        _take_container(building, {} if isinstance(event, yaml.MappingStartEvent) else [], line)
    elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        building.open.pop()


def _take_scalar(building: _Building, event: Any, line: int) -> None:
    parent = building.open[-1] if building.open else None
    if parent is not None and isinstance(parent.value, dict) and parent.key is None:
        _take_key(building, parent, event, line)
    else:
        path = _place(building, resolve(event.value) if event.implicit[0] else event.value, line)
        if event.implicit[0] and _CURLY.fullmatch(event.value):
            building.curly.append(path)


def _take_key(building: _Building, parent: _Open, event: Any, line: int) -> None:
    key = event.value
    if key == "<<" and event.implicit[0]:
        raise refuse(YAML_IS_PLAIN, "Merge keys (<<) are not read.", "Write the keys out.", line=line)
    path = (*parent.path, key)
    if key in parent.value:
        if building.read is None or path[0] in building.read:
            raise refuse(
                YAML_KEYS_ARE_UNIQUE,
                f"The key {show(key)} stands twice.",
                "Delete one of the two.",
                line=line,
            )
        building.repeated.add(path)
    parent.key = key
    building.lines[path] = line


def _take_container(building: _Building, value: dict[str, Any] | list[Any], line: int) -> None:
    parent = building.open[-1] if building.open else None
    if parent is not None and isinstance(parent.value, dict) and parent.key is None:
        raise refuse(
            YAML_IS_PLAIN, "A key must be a word, not a list or a mapping.", "Put the key in quotes.", line=line
        )
    if len(building.open) >= MAX_DEPTH:
        raise refuse(
            NESTING_IS_SHALLOW, f"Lists and mappings lie more than {MAX_DEPTH} deep here.", "Simplify it.", line=line
        )
    building.open.append(_Open(_place(building, value, line), value))


def _place(building: _Building, value: Any, line: int) -> KeyPath:
    """Put a value where it belongs, and return its path."""
    if not building.open:
        building.root = value
        building.lines[()] = line
        return ()
    parent = building.open[-1]
    if isinstance(parent.value, list):
        path: KeyPath = (*parent.path, len(parent.value))
        parent.value.append(value)
        building.lines[path] = line
    else:
        assert parent.key is not None
        path = (*parent.path, parent.key)
        parent.value[parent.key], parent.key = value, None
    return path


def resolve(word: str) -> Any:
    """Return what a word without quotes stands for."""
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.fullmatch(word):
        return int(word)
    return float(word) if _FLOAT.fullmatch(word) else word
