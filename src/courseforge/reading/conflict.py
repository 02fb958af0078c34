"""Merges that were never settled: the marks that Git leaves in a file for its author to choose."""

import re

from courseforge.reading.blocks import parse_blocks
from courseforge.reading.codes import MERGE_IS_RESOLVED, refuse
from courseforge.reading.source_file import line_at

_OURS = re.compile(r"^<{7}(?: |$)", re.MULTILINE)
_THEIRS = re.compile(r"^>{7}(?: |$)", re.MULTILINE)
_ABOUT_MERGES = re.compile(r"\bgit\b|\bmercurial\b|\bsubversion\b|conflict", re.IGNORECASE)
_DIRECTIVE = re.compile(r"\{([\w:-]+)\}")
_SHOWN = frozenset({"code", "code-block", "sourcecode"})
_RUN = frozenset({"code-cell", "raw-cell"})
_DEPTH = 5  # directives inside directives

_SETTLE = "Keep one of the two versions between the marks, and delete the marks."
_SHOW = " To show such marks to readers, put them together into one code block."


def refuse_conflict(text: str, hint: str = _SETTLE) -> None:
    """Refuse a text with both ends of a merge conflict in it."""
    begin = _find(text)
    if begin is not None:
        raise refuse(
            MERGE_IS_RESOLVED,
            "Two versions of this file were merged and never settled: the marks <<<<<<< and >>>>>>> stand in it.",
            hint,
            line=line_at(text, begin),
        )


def refuse_conflict_in_markdown(text: str) -> None:
    """Refuse a lesson with a merge conflict in it, unless the lesson shows one.

    A lesson about Git shows a whole conflict in a code block. A real one nearly always has a mark outside of code
    blocks, or its two in different ones; the few that lie in one whole are told by the rest of the lesson, which does
    not speak of Git or of conflicts. In code that runs the marks are no Python, so there nobody shows them.
    """
    if _find(text) is not None:
        rest = _take_out_shown(text)
        refuse_conflict(rest if _ABOUT_MERGES.search(rest) else text, _SETTLE + _SHOW)


def _find(text: str) -> int | None:
    begin = _OURS.search(text) if "<<<<<<<" in text else None  # the pattern alone takes a hundred times as long
    return begin.start() if begin and _THEIRS.search(text, begin.end()) else None


def _take_out_shown(text: str, depth: int = 0) -> str:
    """Empty the lines of each code block that shows a whole conflict."""
    lines = text.split("\n")
    for token in parse_blocks(text):
        if token.type not in ("fence", "colon_fence") or not token.map or _find(token.content) is None:
            continue
        directive = _DIRECTIVE.match(token.info.strip())
        name = directive[1] if directive else "" if token.type == "colon_fence" else "code"
        if name in _SHOWN:
            kept = "\n" * token.content.count("\n")
        elif name not in _RUN and depth < _DEPTH:
            kept = _take_out_shown(token.content, depth + 1)
        else:
            continue
        first = token.map[0] + 1
        lines[first : first + kept.count("\n")] = kept.split("\n")[:-1]
    return "\n".join(lines)
