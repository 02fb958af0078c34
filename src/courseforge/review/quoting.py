"""Somebody's words in Markdown of our own: they call nobody, link nowhere, draw nothing and end nothing."""

import re

from courseforge.reporting.wording import printable

#: Letters, digits and what separates words: nothing that Markdown, GitHub or GitLab makes something of.
_PLAIN = re.compile(r"(?!\d+[.)])[^\W_](?:[^\W_]|[ ,’'()–…-]|[.!?;:](?= |$))*")
#: Names that code hosts link by themselves: commits, and issues of long ago.
_LINKED = re.compile(r"\b(?:[0-9a-f]{7,40}|GH-\d+)\b", re.IGNORECASE)
_SIGNS = re.compile(r"[\\`*_\[\]<>~$&|]")
_WIDEST = 120
_BRACKETED = re.compile("\x02([^\x02\x03]*)\x03")


def quote(text: str, widest: int = _WIDEST) -> str:
    """Show words: as they are where nothing is in them but words, else as code."""
    shown = _shorten(" ".join(printable(text).split()), widest)
    if shown[:1] == "“" and shown[-1:] == "”":
        return code(shown[1:-1], widest)
    if _PLAIN.fullmatch(shown) and not _LINKED.search(shown):
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


def bracket(value: str) -> str:
    """Keep an author's words apart from ours until they are shown (``show``)."""
    return f"\x02{value.replace(chr(2), '').replace(chr(3), '')}\x03"


def show(told: str) -> str:
    """Show a sentence of ours with somebody's bracketed words in it."""
    parts = _BRACKETED.split(told)  # ours and theirs take turns
    return "".join(quote(part) if number % 2 else _escape(part) for number, part in enumerate(parts))


def unbracket(told: str) -> str:
    """Return the words without the brackets, for a block in which nothing is marked up."""
    return _BRACKETED.sub(r"\1", told)


def _escape(text: str) -> str:
    return _SIGNS.sub(lambda match: f"\\{match[0]}", text)


def _shorten(text: str, widest: int) -> str:
    return text if len(text) <= widest else f"{text[: widest - 1]}…"
