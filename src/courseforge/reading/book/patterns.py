"""Patterns of paths as Sphinx reads them: ``*`` and ``?`` stay within a folder, ``**`` goes through folders.

A pattern comes from a file that anybody may have written, so it is followed step by step: no pattern takes longer
than its length times that of the path.
"""

import re
from collections.abc import Iterable

_PARTS = re.compile(r"\*\*/?|\*|\?|\[!?\]?[^\]/]{0,99}\]|.", re.DOTALL)
_LONGEST = 300  # characters of a pattern; more match nothing


def matches(path: str, pattern: str) -> bool:
    """Tell whether a POSIX path is one that a pattern means."""
    parts = _PARTS.findall(pattern) if len(pattern) <= _LONGEST else []
    places = _skip_empty({0}, parts) if parts else set[int]()
    for character in path:
        reached = {there for place in places for there in _step(place, parts, character)}
        places = _skip_empty(reached, parts)
        if not places:
            return False
    return len(parts) in places if parts else False


def matches_any(path: str, patterns: Iterable[str]) -> bool:
    """Tell whether one of the patterns means a path, or a folder in which it lies."""
    above = [path[:end] for end, character in enumerate(path) if character == "/"]
    return any(matches(one, pattern) for pattern in patterns for one in (path, *above))


def _step(place: int, parts: list[str], character: str) -> tuple[int, ...]:
    """Return where in the pattern one may stand behind a character."""
    if place == len(parts):
        return ()
    part = parts[place]
    if part.startswith("**"):
        return (place,)
    if part == "*":
        return (place,) if character != "/" else ()
    return (place + 1,) if _takes(part, character) else ()


def _takes(part: str, character: str) -> bool:
    if part == "?":
        return character != "/"
    if len(part) == 1:
        return part == character
    is_without = part[1] == "!"
    return character != "/" and _is_among(character, part[2 if is_without else 1 : -1]) is not is_without


def _is_among(character: str, letters: str) -> bool:
    ranges = re.findall(r"(.)-(.)", letters, re.DOTALL)
    return character in letters or any(first <= character <= last for first, last in ranges)


def _skip_empty(places: set[int], parts: list[str]) -> set[int]:
    """Add the places behind stars, which may stand for nothing."""
    reached = set(places)
    for place in sorted(places):
        behind = place
        while behind < len(parts) and parts[behind].startswith("*"):
            behind += 1
            reached.add(behind)
    return reached
