"""Where a page's text leads to another page: links, references and parts of directives, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from courseforge.importing.code_fences import mark_code

#: A ``file`` is named with its ending, a ``document`` without.
Form = Literal["file", "document"]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A target in a text.

    Attributes:
        start, end: where it stands.
        bare: it may as well be the name of a place in the text (a label).
    """

    start: int
    end: int
    written: str
    form: Form = "file"
    bare: bool = False


_PATTERNS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    ("file", re.compile(r"\]\((?P<at>[^()<>\s#][^()<>\s]{0,300})")),  # [words](page.md)
    ("file", re.compile(r"\]\(<(?P<at>[^<>\n#][^<>\n]{0,300})>")),
    ("file", re.compile(r"(?m)^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]{1,20}<?(?P<at>[^\s<>#][^\s<>]{0,300})")),
    ("file", re.compile(r"<(?P<at>(?:project|path):[^<>\s#][^<>\s]{0,300})>")),
    ("file", re.compile(r"(?:href|src)=[\"'](?P<at>[^\"'\n#][^\"'\n]{0,300})[\"']")),
    ("document", re.compile(r"\{doc\}`(?:[^`<\n]{0,300}<)?(?P<at>[^`<>\n]{1,300})>?`")),
    ("file", re.compile(r"\{(?:nb-)?download\}`(?:[^`<\n]{0,300}<)?(?P<at>[^`<>\n]{1,300})>?`")),
    ("document", re.compile(r"(?m)^[ >\t]{0,40}:(?:link|doc):[ \t]{1,20}(?P<at>\S{1,300})[ \t]*$")),
    ("document", re.compile(r"\{button-ref\}[ \t]{1,20}(?P<at>\S{1,300})[ \t]*$", re.MULTILINE)),
)
_TOCTREE = re.compile(
    r"(?m)^[ \t]{0,20}(?:`{3,20}|:{3,20})\{toctree\}[^\n]{0,300}\n"
    r"(?P<lines>(?:[^\n`:][^\n]{0,300}\n|\n|:[^:\n][^\n]{0,300}\n){0,500})"
)
_TOCTREE_LINE = re.compile(r"(?m)^[ \t]{0,40}(?:[^<\n:][^<\n]{0,300}<)?(?P<at>[^\s<>:][^\s<>]{0,300})>?[ \t]*$")
_BARE = re.compile(r"[\w-]{1,100}")


def find_page_links(text: str) -> Iterator[PageLink]:
    """Yield what may be links to pages, in the order of the text and without overlap; examples of code hold none."""
    shown = blank_code(text)
    found = [
        PageLink(*match.span("at"), match["at"], form, form == "file" and _BARE.fullmatch(match["at"]) is not None)
        for form, pattern in _PATTERNS
        for match in pattern.finditer(shown)
    ]
    for tree in _TOCTREE.finditer(shown):
        for match in _TOCTREE_LINE.finditer(shown, *tree.span("lines")):
            found.append(PageLink(*match.span("at"), match["at"], "document"))
    end = 0
    for link in sorted(found, key=lambda one: one.start):
        if link.start >= end:
            yield link
            end = link.end


def blank_code(text: str) -> str:
    """Put spaces in the place of examples of code; all else keeps its place."""
    return "\n".join(" " * len(line) if is_code else line for line, is_code in mark_code(text.split("\n")))
