"""Somebody's words in Markdown of our own: they call nobody, link nowhere, draw nothing and end nothing."""

import re

from courseforge.reporting.wording import printable

#: Letters, digits and what separates them: nothing that Markdown, GitHub or GitLab makes something of.
_PLAIN = re.compile(r"(?!www)[\w ,’'()–-]*", re.UNICODE)
#: Names that code hosts link by themselves: commits, and issues of long ago.
_LINKED = re.compile(r"\b(?:[0-9a-f]{7,40}|GH-\d+)\b", re.IGNORECASE)
_WIDEST = 120


def quote(text: str, widest: int = _WIDEST) -> str:
    """Show words: as they are where nothing is in them but words, else as code."""
    shown = _shorten(" ".join(printable(text).split()), widest)
    if _PLAIN.fullmatch(shown) and "_" not in shown and not _LINKED.search(shown):
        return shown
    return code(shown, widest)


def code(text: str, widest: int = _WIDEST) -> str:
    """Show words as code, on one line."""
    shown = _shorten(" ".join(printable(text).split()), widest).replace("`", "ˋ")
    return f"`{shown}`" if shown else ""


def fence(text: str, kind: str = "text") -> str:
    """Show lines in a block that nothing in them can end."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{kind}\n{printable(text)}\n{ticks}"


def _shorten(text: str, widest: int) -> str:
    return text if len(text) <= widest else f"{text[: widest - 1]}…"
