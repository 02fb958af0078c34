"""What a cell may say about itself: tags, and how its picture is shown. Everything else is left behind."""

import re
from collections.abc import Mapping
from typing import Any

from courseforge.reading.codes import BUILD_IS_LEFT_ALONE, CELL_OPTIONS_ARE_READABLE, Fault, at_most
from courseforge.reading.wording import show

# Keys with which MyST-NB and Sphinx let a page change how the whole site is made.
BUILD_KEYS = frozenset({"myst", "mystnb", "execution_mode", "render_plugin", "kernel_rgx_aliases", "substitutions"})

_ALLOWED = {"image": ("alt", "width", "align"), "figure": ("caption", "name", "align")}
_TAG = re.compile(r"[A-Za-z0-9][\w.:-]{0,63}", re.ASCII)


def read_cell_metadata(metadata: Mapping[str, Any]) -> tuple[tuple[str, ...], Mapping[str, Any], tuple[Fault, ...]]:
    """Return a cell's tags, the rest that is kept, and what is wrong with them."""
    tags, tag_faults = _read_tags(metadata.get("tags"))
    mystnb = metadata.get("mystnb")
    kept = _keep(mystnb) if isinstance(mystnb, Mapping) else {}
    forbidden = [key for key in metadata if key in BUILD_KEYS and key != "mystnb"]
    if isinstance(mystnb, Mapping):
        forbidden += [f"mystnb.{key}" for key in mystnb if key not in _ALLOWED]
    faults = at_most(leave_the_build_alone(key) for key in sorted(forbidden))
    return tags, {"mystnb": kept} if kept else {}, (*tag_faults, *faults)


def leave_the_build_alone(key: str, line: int | None = None) -> Fault:
    """Say that a setting of the site is ignored in a lesson."""
    return Fault(
        BUILD_IS_LEFT_ALONE,
        f"{show(key)} is ignored: a lesson cannot change how the site is built.",
        "Delete it. Settings of the site stand in _config.yml.",
        line=line,
    )


def _read_tags(value: Any) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    tags = value.replace(",", " ").split() if isinstance(value, str) else value
    if tags is None:
        return (), ()
    if not isinstance(tags, list):
        fault = Fault(
            CELL_OPTIONS_ARE_READABLE, "The tags of this cell are not a list; they are ignored.", _TAGS_HINT
        )
        return (), (fault,)
    good = tuple(dict.fromkeys(tag for tag in tags if isinstance(tag, str) and _TAG.fullmatch(tag)))
    faults = at_most(
        Fault(CELL_OPTIONS_ARE_READABLE, f"The tag {show(tag)} is ignored.", _TAGS_HINT)
        for tag in tags
        if not isinstance(tag, str) or not _TAG.fullmatch(tag)
    )
    return good, faults


_TAGS_HINT = "A tag is one word of letters, digits and hyphens, such as hide-input."


def _keep(mystnb: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    kept = {}
    for part, names in _ALLOWED.items():
        given = mystnb.get(part)
        if isinstance(given, Mapping):
            chosen = {name: str(given[name]) for name in names if isinstance(given.get(name), str | int)}
            if chosen:
                kept[part] = chosen
    return kept
