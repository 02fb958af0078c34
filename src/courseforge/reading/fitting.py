"""A value from a file -> what a field of the model wants, and everything in it that is of another kind.

The annotations of the model's dataclasses are the rules. Nothing is converted: a number is no text. What does not fit
is left out alone, so that the rest can be used: a field, or an entry of a mapping; of a list the whole goes, because
the rest would mean something else.
"""

import dataclasses
from collections.abc import Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from courseforge.model import KeyPath

_WORDS: Mapping[Any, str] = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
_LIST, _LINES = "a list", "lines of “key: value”"


@dataclasses.dataclass(frozen=True, slots=True)
class Misfit:
    """Something that is not of its kind.

    Attributes:
        path: from the value that was to be fitted to the one that does not fit.
        wanted: what it should be, in words; empty for ``choices``, and where something that must be there is missing.
        given: what stands there.
        choices: the texts that are possible.
    """

    path: KeyPath
    wanted: str = ""
    given: Any = None
    choices: tuple[str, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Nothing stands where something must."""
        return not self.wanted and not self.choices


@dataclasses.dataclass(frozen=True, slots=True)
class Fitted:
    """What was made of a value; what it says is not meaningful where nothing could be made."""

    value: Any = None
    misfits: tuple[Misfit, ...] = ()
    made: bool = True


def fit(kind: Any, value: Any, path: KeyPath = ()) -> Fitted:
    """Make what an annotation wants from a value of plain texts, numbers, lists and mappings.

    Args:
        kind: ``str``, ``int``, ``float``, ``bool``, an enumeration of texts, a dataclass or ``Any``;
            ``tuple[T, ...]``, ``Mapping[str, T]``, ``Literal``; or several of these joined by ``|``.
    """
    if kind is Any:
        return Fitted(value)
    if dataclasses.is_dataclass(kind):
        return _fit_fields(kind, value, path)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _fit_any(inner, value, path)
    if origin is Literal:
        return _fit_choice(dict(zip(inner, inner, strict=True)), value, path)
    if origin is tuple:
        return _fit_list(inner[0], value, path)
    if origin is Mapping:
        return _fit_entries(inner[1], value, path)
    if issubclass(kind, Enum):
        return _fit_choice({choice.value: choice for choice in kind}, value, path)
    if type(value) is kind or (kind is float and type(value) is int):
        return Fitted(kind(value))
    return _refuse(path, _WORDS[kind], value)


@cache
def list_kinds(kind: Any) -> Mapping[str, Any]:
    """Return the fields of a dataclass and what each of them wants."""
    return get_type_hints(kind)


def _refuse(path: KeyPath, wanted: str, given: Any, choices: tuple[str, ...] = ()) -> Fitted:
    return Fitted(misfits=(Misfit(path, wanted, given, choices),), made=False)


def _fit_fields(kind: Any, value: Any, path: KeyPath) -> Fitted:
    if not isinstance(value, dict):
        return _refuse(path, _LINES, value)
    made: dict[str, Any] = {}
    misfits: list[Misfit] = []
    lacking = False
    for field in dataclasses.fields(kind):
        name, at = field.name, (*path, field.name)
        if name in value:
            fitted = fit(list_kinds(kind)[name], value[name], at)
            misfits += fitted.misfits
            if fitted.made:
                made[name] = fitted.value
        must = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if must and name not in made:
            lacking = True
            misfits += [] if name in value else [Misfit(at)]
    return Fitted(misfits=tuple(misfits), made=False) if lacking else Fitted(kind(**made), tuple(misfits))


def _fit_list(kind: Any, value: Any, path: KeyPath) -> Fitted:
    if not isinstance(value, list):
        return _refuse(path, _LIST, value)
    fitted = [fit(kind, item, (*path, number)) for number, item in enumerate(value)]
    misfits = tuple(misfit for item in fitted for misfit in item.misfits)
    return Fitted(tuple(item.value for item in fitted), misfits, made=not misfits)


def _fit_entries(kind: Any, value: Any, path: KeyPath) -> Fitted:
    if not isinstance(value, dict):
        return _refuse(path, _LINES, value)
    fitted = {key: fit(kind, inner, (*path, key)) for key, inner in value.items()}
    misfits = tuple(misfit for item in fitted.values() for misfit in item.misfits)
    return Fitted({key: item.value for key, item in fitted.items() if item.made}, misfits)


def _fit_any(kinds: tuple[Any, ...], value: Any, path: KeyPath) -> Fitted:
    """Take the first that fits; where none does, the one that came furthest speaks."""
    if value is None and NoneType in kinds:
        return Fitted(None)
    tried = [fit(kind, value, path) for kind in kinds if kind is not NoneType]
    return next(
        (fitted for fitted in tried if not fitted.misfits),
        max(tried, key=lambda fitted: max((len(misfit.path) for misfit in fitted.misfits), default=0)),
    )


def _fit_choice(choices: Mapping[str, Any], value: Any, path: KeyPath) -> Fitted:
    if isinstance(value, str) and value in choices:
        return Fitted(choices[value])
    return _refuse(path, "", value, tuple(choice for choice in choices if choice))
