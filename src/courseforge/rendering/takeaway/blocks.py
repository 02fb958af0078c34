"""Directives of MyST as plain Markdown: bold titles, quotations and ``<details>``, which any Jupyter shows.

What has no plain form stays as it is; Jupyter shows it as code.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from courseforge.reading.blocks import parse_blocks
from courseforge.rendering.interface import Interface
from courseforge.rendering.staging.roles import (
    FACILITATOR_ROLES,
    FOLDED_ROLES,
    GATED_ROLES,
    ROLE_TITLES,
    make_heading,
)
from courseforge.rendering.takeaway.directive import Directive, take_apart
from courseforge.rendering.takeaway.phrases import write_phrases

#: A text without any of these says the same in every Jupyter. Most texts are such.
_SPECIAL = re.compile(r"\{|\]\(|^[ \t>]*(?:%|\+\+\+|\([\w:. -]+\)=)", re.MULTILINE)
_UNSEEN = frozenset({"myst_target", "myst_line_comment", "myst_block_break"})
_CODE = frozenset("code code-block sourcecode highlight prompt parsed-literal code-cell".split())
_BARE = frozenset("div container card-footer card-header grid tab-set tab-set-code card-carousel margin".split())
_TITLED = frozenset("tab-item card grid-item-card grid-item topic sidebar rubric table epigraph pull-quote".split())
_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Wording:
    """How a lesson is put into words for those who read it elsewhere.

    Attributes:
        solution: stands in a solution's place.
        exercises: label -> title of the lesson's exercises.
        find_address: where a link of the lesson leads at home; empty where that is nowhere else.
    """

    ui: Interface
    solution: str = ""
    exercises: Mapping[str, str] = field(default_factory=dict)
    find_address: Callable[[str], str] = lambda target: ""


def write_plainly(source: str, wording: Wording, depth: int = 0) -> str:
    """Rewrite a Markdown text."""
    if depth > _DEPTH or not _SPECIAL.search(source):
        return source
    lines = source.split("\n")
    for token in reversed(parse_blocks(source)):
        if token.map is not None and (made := _write(token, lines, wording, depth)) is not None:
            lines[token.map[0] : token.map[1]] = made
    return "\n".join(lines)


def wrap_plainly(lines: Iterable[str], role: str, wording: Wording) -> list[str]:
    """Put lines that are plain already into a role's part."""
    return _make_part(role, wording.ui.text(ROLE_TITLES[role]), list(lines))


def _write(token: Token, lines: list[str], wording: Wording, depth: int) -> list[str] | None:
    """Return what stands in a token's place; None for what stays."""
    first, end = token.map or (0, 0)
    if token.type == "inline":
        return write_phrases("\n".join(lines[first:end]), wording.find_address).split("\n")
    if token.type in _UNSEEN:
        return []
    directive = take_apart(token) if token.type in ("fence", "colon_fence") else None
    made = None if directive is None else _write_directive(directive, wording, depth)
    return None if made is None else _set_apart(made, first, end, lines)


def _set_apart(made: list[str], first: int, end: int, lines: list[str]) -> list[str]:
    """Give lines the margin of the directive that they stand for, and room before and behind."""
    opening = lines[first]
    before = opening[: opening.index("{")].rstrip().rstrip("`:~")
    margin = "".join(c if c in "> \t" else " " for c in before)
    above = [margin.rstrip()] if made and first and before == margin and lines[first - 1].strip(" >") else []
    below = [margin.rstrip()] if made and end < len(lines) and lines[end].strip(" >") else []
    placed = [f"{margin}{line}".rstrip() for line in made]
    if placed:
        placed[0] = f"{before}{made[0]}"
    return [*above, *placed, *below]


def _write_directive(directive: Directive, wording: Wording, depth: int) -> list[str] | None:
    name, argument = directive.name, directive.argument

    def body() -> list[str]:
        return write_plainly("\n".join(directive.lines), wording, depth + 1).split("\n")

    if name in FACILITATOR_ROLES or (name in GATED_ROLES and "hidden" in directive.options):
        return []
    if name == "solution":
        return [wording.solution]
    label = directive.options.get("label", "")
    if name in ROLE_TITLES:
        return _make_part(name, make_heading(name, argument, wording.ui.text, wording.exercises, label), body())
    if name in ("exercise-start", "solution-start"):
        return [f"**{make_heading(name, argument, wording.ui.text, wording.exercises, label)}**"]
    if name in ("exercise-end", "solution-end"):
        return []
    if name in (titles := _name_notes(wording.ui)) or name == "admonition":
        title = argument if name == "admonition" else titles[name]
        lines = body() if name == "admonition" or not argument else [argument, "", *body()]
        folded = "dropdown" in directive.options.get("class", "").split()
        return _fold(title, lines) if folded else _quote(title, lines)
    return _write_other(directive, body)


def _write_other(directive: Directive, body: Callable[[], list[str]]) -> list[str] | None:
    """Write what has no title of ours."""
    name, argument = directive.name, directive.argument
    if name == "dropdown":
        return _fold(argument, body())
    if name in _CODE:
        return _fence(argument, directive.lines)
    if name == "math":
        return ["$$", *([argument] if argument else []), *directive.lines, "$$"]
    if name in ("figure", "image"):
        shown = f"![{directive.options.get('alt', '')}]({argument})"
        return [shown, "", *body()] if name == "figure" and directive.lines else [shown]
    if name in _BARE:
        return body()
    if name in _TITLED:
        return [*([f"**{argument}**", ""] if argument else []), *body()]
    # what nobody knows stays, unless it holds an answer
    return body() if any("{solution" in line for line in directive.lines) else None


def _make_part(role: str, title: str, lines: list[str]) -> list[str]:
    return _fold(title, lines) if role in FOLDED_ROLES else _quote(title, lines)


def _quote(title: str, lines: list[str]) -> list[str]:
    return [f"> **{title}**", ">", *(f"> {line}".rstrip() for line in lines)]


def _fold(title: str, lines: list[str]) -> list[str]:
    # Inside an element of HTML nobody reads Markdown, and so the title is HTML
    words = _parser().renderInline(title)
    return ["<details>", f"<summary><b>{words}</b></summary>", "", *lines, "", "</details>"]


def _fence(language: str, lines: Iterable[str]) -> list[str]:
    longest = max((len(line) - len(line.lstrip("`")) for line in map(str.strip, lines)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{language}", *lines, fence]


def _name_notes(ui: Interface) -> Mapping[str, str]:
    """Name the notes that MyST has beside our roles."""
    return {
        "attention": ui.text("Attention"),
        "caution": ui.text("Caution"),
        "danger": ui.text("Danger"),
        "error": ui.text("Error"),
        "important": ui.text("Important"),
        "note": ui.text("Note"),
        "seealso": ui.text("See also"),
        "tip": ui.text("Tip"),
        "warning": ui.text("Warning"),
    }


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})
