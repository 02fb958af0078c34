"""Where a page's text names files of the book, each with its place; only files that are there count."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from courseforge.importing.companions import ADDRESS


@dataclass(frozen=True, slots=True)
class Mention:
    """A file's name in a text.

    Attributes:
        start, end: where it stands.
        path: of the file, below the book's folder.
        directive: of which it is what follows the name, such as ``include``; else empty.
    """

    start: int
    end: int
    written: str
    path: str
    directive: str = ""


# What stands between quotation marks or angle brackets, or behind a directive's name, may have spaces in it.
_WHOLE = (
    re.compile(r"\{(?P<of>[\w-]{1,40})\}[ \t]{1,20}(?P<at>[^\s`|][^\n`|]{0,300}?)[ \t]{0,20}$", re.MULTILINE),
    re.compile(r"\{[\w:-]{1,40}\}`[^`<\n]{0,300}<(?P<at>[^`<>\n]{1,300})>`"),
    re.compile(r"\]\(<(?P<at>[^<>\n]{1,300})>"),
    re.compile(r"\"(?P<at>[^\"\n]{1,300})\""),
    re.compile(r"'(?P<at>[^'\n]{1,300})'"),
)
_WORD = re.compile(r"(?<![\w/.:%~-])(?P<at>(?:\.{1,2}/|/){0,9}[\w%.-][^\s\"'`()<>\[\]{}|*?:\\]{0,300})")
_AFTER = ".,;!"  # what ends a sentence, not a name


def find_mentions(text: str, find: Callable[[str], str]) -> Iterator[Mention]:
    """Yield the places in the order of the text, without overlap.

    Args:
        find: returns the path of the file that a name means; empty where there is none.
    """
    shown = ADDRESS.sub(lambda match: " " * len(match[0]), text)
    found = [mention for pattern in _WHOLE for mention in _find_whole(pattern, shown, find)]
    found += (mention for match in _WORD.finditer(shown) if (mention := _find_word(match, find)))
    end = 0
    for mention in sorted(found, key=lambda one: (one.start, -one.end, not one.directive)):
        if mention.start >= end:
            yield mention
            end = mention.end


def _find_whole(pattern: re.Pattern[str], text: str, find: Callable[[str], str]) -> Iterator[Mention]:
    for match in pattern.finditer(text):
        if path := find(match["at"]):
            yield Mention(*match.span("at"), match["at"], path, match.groupdict().get("of") or "")


def _find_word(match: re.Match[str], find: Callable[[str], str]) -> Mention | None:
    """Look for a file where a word may be its name, or what stands before a comma or behind an equals sign."""
    start, word = match.start("at"), match["at"].rstrip(_AFTER)
    for name in dict.fromkeys((word, word.rpartition("=")[2], word.partition("#")[0])):
        if "." in name and (path := find(name)):
            begin = start + word.index(name)
            return Mention(begin, begin + len(name), name, path)
    return None
