"""Paths of somebody's computer: the name of a folder is often the name of a person."""

import re
from collections.abc import Sequence

from courseforge.intake.parcel import Companion

_ROOTS = (
    r"(?<![\w.])(?:file:/{2,3})?(?:[A-Za-z]:|/mnt/[a-z])?[/\\]{1,2}"
    r"(?:home|Users|users|usuarios|Usuarios|Documents and Settings|content[/\\]drive|media|Volumes|run[/\\]media)"
    r"[/\\]{1,2}"
)
_TILDE = r"(?<=['\"(])~"


def _make_path(beginning: str, part: str) -> re.Pattern[str]:
    """Match a path from where people's folders lie; the group is its last name, where a person's name is not it."""
    return re.compile(rf"{beginning}{part}(?:[/\\]{{1,2}}(?:{part}[/\\]{{1,2}}){{0,30}}({part})?)?")


# Between quotation marks or brackets a name goes on to their end; elsewhere, with its spaces, to the next slash.
_WORD = r"[^\s'\"`<>|()\[\],;/\\]{1,80}"
_PATHS = (
    _make_path(rf"(?<=['\"(<]){_ROOTS}", r"[^'\"`<>|()\n/\\]{1,80}"),
    _make_path(_ROOTS, rf"(?:{_WORD}(?: {_WORD}){{1,3}}(?=[/\\])|{_WORD})"),
    _make_path(_TILDE, r"[\w. -]{0,80}"),
)


def shorten_paths(text: str) -> str:
    """Leave of a path on somebody's computer only the name of the file; of a folder, nothing."""
    for path in _PATHS:
        text = path.sub(lambda match: match[1] if match[1] and "." in match[1] else ".", text)
    return text


def rename_companions(text: str, companions: Sequence[Companion], names: Sequence[str]) -> str:
    """Let a lesson's text refer to its companions by their new names, wherever they lay before."""
    for companion, name in zip(companions, names, strict=True):
        old = re.split(r"[/\\]", companion.sent_name)[-1]
        for spelled in dict.fromkeys((old, old.replace(" ", "%20"))):
            text = _mention(spelled).sub(lambda _, new=name: new, text)  # type: ignore[misc]
    return text


def _mention(name: str) -> re.Pattern[str]:
    """Match a file's name with the folders before it, and not as a part of another name."""
    folders = r"(?:(?:[A-Za-z]:)?[/\\]{0,2}(?:[\w.~%-]+[/\\]{1,2}){0,30})?"
    return re.compile(rf"(?<![\w.%-]){folders}(?<![\w%-]){re.escape(name)}(?![\w-])")
