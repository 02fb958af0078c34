"""A mapping from a file -> one of the model's dataclasses, and a plain word for everything that does not fit.

The dataclass is the only declaration: its fields are the known keys and its types the rules. What does not fit is
said and left out, so that one wrong value does not hide the others.
"""

import dataclasses
import re
import types
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar, Union, get_args, get_origin

from courseforge.model import KeyPath
from courseforge.reading.codes import FIELD_IS_KNOWN, FIELD_IS_OF_ITS_KIND, MOST, QUOTES_ARE_STRAIGHT, Fault, at_most
from courseforge.reading.fitting import Misfit, fit, list_kinds
from courseforge.reading.known_keys import explain_key, find_meant
from courseforge.reading.wording import did_you_mean, list_words, one_line, show
from courseforge.reading.yaml_document import YamlDocument

T = TypeVar("T")

_SEVERAL_UNKNOWN = "Nothing is made of them: delete them, or write what they say into the text."


@dataclasses.dataclass(frozen=True, slots=True)
class Fields(Generic[T]):
    """What came of a mapping: a value (None where a field is missing that must be there) and what is wrong."""

    value: T | None
    faults: tuple[Fault, ...]


def read_fields(
    kind: type[T],
    document: YamlDocument,
    at: KeyPath = (),
    *,
    also_known: Iterable[str] = (),
    loose: Iterable[str] = (),
) -> Fields[T]:
    """Make a ``kind`` from the mapping that stands at a key path of a document.

    Args:
        kind: a dataclass of the model.
        document: the file, or the front matter.
        at: where in it the mapping stands.
        also_known: more keys that may stand there, read by somebody else.
        loose: keys in whose mappings unknown keys are nobody's business.
    """
    mapping = document.value
    for step in at:
        mapping = mapping[step]
    value, unknown = _prepare(kind, mapping, (), frozenset(also_known), frozenset(loose))
    faults = [_say_curly(path, document.line(path)) for path in document.curly[:MOST] if path[: len(at)] == at]
    faults += _say_unknown(unknown, document, at)
    fitted = fit(kind, value)
    said = [_say_misfit(misfit, document.line((*at, *misfit.path))) for misfit in fitted.misfits]
    return Fields(fitted.value, (*faults, *at_most(said)))


_Unknown = tuple[str, KeyPath, frozenset[str]]


def _prepare(
    kind: Any, mapping: Mapping[str, Any], path: KeyPath, also_known: frozenset[str], loose: frozenset[str]
) -> tuple[dict[str, Any], list[_Unknown]]:
    """Copy the known keys; a single text becomes a list of one where a list is wanted; an empty value is no value."""
    hints = list_kinds(kind)
    prepared: dict[str, Any] = {}
    unknown: list[_Unknown] = []
    for key, value in mapping.items():
        if key not in hints:
            if key not in also_known:
                unknown.append((key, (*path, key), frozenset(also_known | hints.keys())))
        elif value is None:
            continue
        elif dataclasses.is_dataclass(hints[key]) and isinstance(value, dict):
            inner = hints[key]
            assert isinstance(inner, type)
            prepared[key], below = _prepare(inner, value, (*path, key), frozenset(), frozenset())
            unknown += [] if key in loose else below
        elif _is_list(hints[key]) and isinstance(value, str):
            prepared[key] = [one_line(value)]
        elif isinstance(value, list) and (entry := _find_entry(hints[key])):
            prepared[key], below = _prepare_list(entry, value, (*path, key))
            unknown += [] if key in loose else below
        else:
            prepared[key] = _copy(value)
    return prepared, unknown


def _prepare_list(kind: Any, entries: Sequence[Any], path: KeyPath) -> tuple[list[Any], list[_Unknown]]:
    """Copy a list; entries that are lines of keys are prepared as those of any other mapping."""
    prepared: list[Any] = []
    unknown: list[_Unknown] = []
    for number, value in enumerate(entries):
        if isinstance(value, dict):
            entry, below = _prepare(kind, value, (*path, number), frozenset(), frozenset())
            unknown += below
        else:
            entry = _copy(value)
        prepared.append(entry)
    return prepared, unknown


def _copy(value: Any) -> Any:
    """Copy a value, each text on one line: ``title: |`` would end in a line end."""
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_copy(inner) for inner in value]
    return one_line(value) if isinstance(value, str) else value


def _find_entry(hint: Any) -> Any:
    """Find the dataclass that entries of a list can be: ``tuple[str | Subject, ...]`` -> ``Subject``."""
    if get_origin(hint) in (Union, types.UnionType, tuple):
        return next((found for choice in get_args(hint) if (found := _find_entry(choice))), None)
    return hint if dataclasses.is_dataclass(hint) else None


def _is_list(hint: Any) -> bool:
    if get_origin(hint) in (Union, types.UnionType):
        return any(_is_list(choice) for choice in get_args(hint))
    return get_origin(hint) in (tuple, list)


def _say_unknown(unknown: Sequence[_Unknown], document: YamlDocument, at: KeyPath) -> tuple[Fault, ...]:
    """Name all unknown keys in one fault: a lesson from elsewhere may have twenty."""
    if not unknown:
        return ()
    meant = {path: near for key, path, known in unknown[:MOST] if (near := find_meant(key, known))}
    paths = [path for _, path, _ in unknown]
    names = [show(_dotted(path)) + " (twice)" * ((*at, *path) in document.repeated) for path in paths]
    verb = "is not a key" if len(names) == 1 else "are not keys"
    message = f"{list_words(names)} {verb} that courseforge knows."
    return (
        Fault(
            FIELD_IS_KNOWN, message, _mend_unknown(unknown, meant), line=document.line((*at, *[*meant, *paths][0]))
        ),
    )


def _mend_unknown(unknown: Sequence[_Unknown], meant: Mapping[KeyPath, str]) -> str:
    if len(unknown) == 1:
        key, _, known = unknown[0]
        return "".join(f"Did you mean {show(near)}?" for near in meant.values()) or explain_key(key, known)
    if not meant:
        return _SEVERAL_UNKNOWN
    return f"Did you mean {list_words([f'{show(near)} for {show(path[-1])}' for path, near in meant.items()])}?"


def _say_curly(path: KeyPath, line: int | None) -> Fault:
    message = f"{show(_dotted(path))} stands between curly quotes, which readers would see."
    return Fault(QUOTES_ARE_STRAIGHT, message, 'Type straight quotes (") instead, or none.', line=line)


def _say_misfit(misfit: Misfit, line: int | None) -> Fault:
    path, given, choices = misfit.path, misfit.given, misfit.choices
    name = show(_dotted(path))
    if misfit.is_missing:
        return Fault(FIELD_IS_OF_ITS_KIND, f"{name} is missing.", f"Add a line: {path[-1]}: …", line=line)
    if choices:
        message = f"{name} says {show(given)}; it can be {', '.join(choices[:-1])} or {choices[-1]}."
        hint = did_you_mean(str(given), choices) or f"Write for example: {_last_key(path)}: {choices[0]}"
        return Fault(FIELD_IS_OF_ITS_KIND, message, hint, line=line)
    message = f"{name} should be {misfit.wanted}; here it is {_describe(given)}."
    return Fault(FIELD_IS_OF_ITS_KIND, message, _mend(misfit.wanted, path, given), line=line)


def _mend(wanted: str, path: KeyPath, given: Any) -> str:
    key = _last_key(path)
    if key == "duration" and type(given) is int:
        return f"Write minutes or hours: duration: {given} min"
    if wanted == "a text" and isinstance(given, bool | int | float):
        # A decimal number may have been written otherwise (1.10); only its author knows.
        written = "…" if isinstance(given, float) else str(given).lower() if isinstance(given, bool) else str(given)
        return (
            f'Put it in quotes: "{written}"' if isinstance(path[-1], int) else f'Put it in quotes: {key}: "{written}"'
        )
    if wanted == "a whole number" and isinstance(given, str) and re.fullmatch(r"-?[0-9]{1,15}", given):
        return f"Take the quotes off: {key}: {given}"
    if wanted == "a text":
        return f"Write one text after the colon: {key}: …"
    if wanted == "a list":
        return f"Write it in square brackets: {key}: [first, second]"
    if wanted.startswith("lines"):
        return f"Write the keys on lines of their own, indented below {key}:"
    return f"Write {wanted} after {key}:"


def _describe(given: Any) -> str:
    if isinstance(given, bool):
        return f"the word {show(given)} without quotes"
    if isinstance(given, int | float):
        return f"the number {given}"
    if isinstance(given, list):
        return "a list"
    if isinstance(given, dict):
        return "lines of “key: value”"
    return "empty" if given is None else show(given)


def _dotted(path: KeyPath) -> str:
    return ".".join(str(step) for step in path if isinstance(step, str))


def _last_key(path: KeyPath) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")
