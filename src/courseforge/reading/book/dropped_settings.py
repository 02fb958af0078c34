"""What a book's pages leave out of what its settings ask for, one message for each reason."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from courseforge.model import KeyPath
from courseforge.reading.book.known_settings import DRAWN_BY_THEME, Fate, Reason, find_known
from courseforge.reading.codes import SETTING_HAS_A_PLACE, Fault
from courseforge.reading.wording import list_words, show
from courseforge.reading.yaml_document import YamlDocument

_MOST_NAMED = 6
_STATIC = "_static/"
_DRESSING = (".css", ".js")


def say_dropped(document: YamlDocument) -> Iterator[Fault]:
    """Name the settings that have no place in pages, grouped by why."""
    groups: dict[Reason, list[KeyPath]] = {}
    for path in _list_settings(document.value, ()):
        known = find_known(".".join(path))
        if known and known.fate is Fate.DROPPED and known.reason:
            groups.setdefault(known.reason, []).append(path)
    for reason, paths in groups.items():
        line = min(document.line(path) or 1 for path in paths)
        yield _say([show(path[-1]) for path in paths], reason, line)


def say_dressing(files: Iterable[str]) -> Iterator[Fault]:
    """Name the style sheets and scripts of the book's own, which Jupyter Book puts into every page."""
    names = [name for name in files if name.startswith(_STATIC) and PurePosixPath(name).suffix in _DRESSING]
    if names:
        yield _say([show(name) for name in sorted(names)], DRAWN_BY_THEME, None)


def _say(names: list[str], reason: Reason, line: int | None) -> Fault:
    named = list(dict.fromkeys(names))
    more = len(named) - _MOST_NAMED
    words = list_words([*named[:_MOST_NAMED], f"{more} more"] if more > 0 else named)
    verb = "has" if len(named) == 1 else "have"
    message = f"{words} {verb} no place in these pages: {reason.because}."
    return Fault(SETTING_HAS_A_PLACE, message, reason.instead, line=line)


def _list_settings(value: Any, path: KeyPath) -> Iterator[tuple[str, ...]]:
    """Yield the paths that say something; Jupyter Book takes what is empty or false for not there."""
    if not isinstance(value, Mapping) or (path and (known := find_known(_dotted(path))) and known.reason):
        if _says_something(value):
            yield tuple(map(str, path))
        return
    for key, inner in value.items():
        yield from _list_settings(inner, (*path, key))


def _says_something(value: Any) -> bool:
    return any(map(_says_something, value.values())) if isinstance(value, Mapping) else bool(value)


def _dotted(path: KeyPath) -> str:
    return ".".join(map(str, path))
