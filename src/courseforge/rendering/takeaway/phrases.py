"""What stands within a line: roles and attributes of MyST as plain Markdown; code stays as it is."""

import re
from collections.abc import Callable
from html import escape

# Each of the two looks no further than the next mark of its kind, however much somebody writes.
_TICKS = re.compile(r"`+")
_ROLE = re.compile(r"\{([a-zA-Z][\w:+-]{0,40})\}\Z")
_NAMED = re.compile(r"([^<>]*[^<>\s])\s*<([^<>]*)>")
_PICTURE = re.compile(r"!\[([^\[\]\n]{0,2000})\]\(([^()\n]{0,2000})\)\{([^{}\n]{0,2000})\}")
_ATTRIBUTES = re.compile(r"(?<=[)\]])\{[.#][^{}\n]{0,500}\}")
_ALT = re.compile(r"alt=\"([^\"]*)\"")
_LINK = re.compile(r"\]\(([^()\s]{1,2000})\)")

_NAMES = frozenset("ref numref doc eq term any guilabel menuselection abbr download".split())
_CODE = frozenset("code command literal file program samp envvar option".split())
_TAGS = {"kbd": "kbd", "sub": "sub", "sup": "sup", "subscript": "sub", "superscript": "sup"}


def write_phrases(text: str, find_address: Callable[[str], str]) -> str:
    """Rewrite a paragraph, a heading or the like.

    Args:
        find_address: gives for the target of a link where it leads at home; empty where that is nowhere else.
    """
    made: list[str] = []
    for words, code, ticks in _part(text):
        role = _ROLE.search(words) if code else None
        plain = _write_role(role[1].lower(), code) if role else None
        kept = words[: role.start()] if role and plain is not None else words
        made.append(_write_words(kept, find_address))
        made.append(plain if plain is not None else f"{ticks}{code}{ticks}")
    return "".join(made)


def _part(text: str) -> list[tuple[str, str, str]]:
    """Part a text into words, the code that follows them, and the marks around that code (CommonMark 6.1)."""
    marks = [(match.start(), match.end()) for match in _TICKS.finditer(text) if not _is_escaped(text, match.start())]
    closing = _find_closing(marks)
    parts: list[tuple[str, str, str]] = []
    done = number = 0
    while number < len(marks):
        start, end = marks[number]
        close = closing[number]
        if close is None:
            number += 1
            continue
        parts.append((text[done:start], text[end : marks[close][0]], text[start:end]))
        done, number = marks[close][1], close + 1
    return [*parts, (text[done:], "", "")]


def _find_closing(marks: list[tuple[int, int]]) -> list[int | None]:
    """Find for each run of backticks the next one of the same length."""
    following: dict[int, int] = {}
    closing: list[int | None] = [None] * len(marks)
    for number in reversed(range(len(marks))):
        length = marks[number][1] - marks[number][0]
        closing[number] = following.get(length)
        following[length] = number
    return closing


def _is_escaped(text: str, place: int) -> bool:
    before = text[max(0, place - 100) : place]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _write_role(name: str, content: str) -> str | None:
    """Write what a role says; None where Jupyter had better show it as it is."""
    content = " ".join(content.split("\n")).strip()
    if name == "math":
        return f"${content}$"
    if name in _TAGS:
        return f"<{_TAGS[name]}>{escape(content, quote=False)}</{_TAGS[name]}>"
    if name in _CODE:
        return f"`{content}`"
    if name not in _NAMES:
        return None
    named = _NAMED.fullmatch(content)
    if name == "download":
        text, target = (named[1], named[2]) if named else (content, content)
        return f"[{text}]({target})"
    return f"**{content}**" if name in ("guilabel", "menuselection") else named[1] if named else content


def _write_words(text: str, find_address: Callable[[str], str]) -> str:
    if "{" in text:
        text = _ATTRIBUTES.sub("", _PICTURE.sub(_write_picture, text))
    return _LINK.sub(lambda link: f"]({find_address(link[1]) or link[1]})", text) if "](" in text else text


def _write_picture(picture: re.Match[str]) -> str:
    alt = _ALT.search(picture[3])
    return f"![{picture[1] or (alt[1] if alt else '')}]({picture[2]})"
