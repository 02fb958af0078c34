"""Our teaching roles (activity, hint, solution, …) as stock admonitions, so that a staged book needs no extension.

An author marks a role with a cell tag or with a directive of the same name; both become
``:::{admonition} Title`` with the role as its class. Which lines open a directive is told by a Markdown parser,
never by a pattern over the text: an example inside a code block stays an example.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin

#: Role -> its title in English, which is also its key in the interface catalogs.
ROLE_TITLES = {
    "objectives": "By the end you can",
    "activity": "Activity",
    "hint": "Hint",
    "solution": "Solution",
    "checkpoint": "Check yourself",
    "case-study": "Case study",
    "reflection": "Think about it",
    "next-steps": "Next steps",
    "facilitator": "For facilitators",
}

#: Roles that learners do not see.
FACILITATOR_ROLES = frozenset({"facilitator"})

#: Roles that stay closed until the reader opens them; Jupyter Book's own class for that.
FOLDED_ROLES = frozenset({"hint", "solution"})

#: Directives whose content is shown as it stands, not parsed as Markdown.
_VERBATIM = frozenset(
    "code code-block code-cell sourcecode highlight parsed-literal prompt math raw eval-rst mermaid literalinclude "
    "include csv-table toctree bibliography figure image glue list-table".split()
)


_DEPTH = 20  # directives inside directives; nobody reads what lies deeper


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line that opens a directive, counted from 0 in the whole text."""

    line: int
    end: int
    name: str
    argument: str


def stage_roles(source: str, title: Callable[[str], str]) -> str:
    """Replace role directives by admonitions and leave facilitators' directives out.

    Args:
        title: the interface's translation of a role's English title.
    """
    if "{" not in source:
        return source
    lines = source.split("\n")
    openings = list(_openings(source, 0))
    for opening in reversed(openings):
        if opening.name in FACILITATOR_ROLES:
            del lines[opening.line : opening.end]
        elif opening.name in ROLE_TITLES:
            lines[opening.line : opening.line + 1] = _admonition_lines(lines, opening, title)
    return "\n".join(lines)


def parse_blocks(source: str) -> list[Token]:
    """Parse Markdown with colon fences, as MyST's ``colon_fence`` has them."""
    return _parser().parse(source)


def wrap_role(source: str, role: str, title: Callable[[str], str]) -> tuple[str, int]:
    """Put a whole Markdown cell into a role's admonition; a heading that begins it stays outside.

    Returns:
        The new text, and how many lines stand before the author's own inside it.
    """
    heading, rest = _split_heading(source)
    fence = ":" * (_longest_colon_run(source) + 2)
    opening = [f"{fence}{{admonition}} {title(ROLE_TITLES[role])}", f":class: {_classes(role)}", ""]
    return "\n".join([*heading, *opening, *rest, fence]), len(opening)


def _openings(source: str, base: int, depth: int = 0) -> Iterator[_Opening]:
    for token in _parser().parse(source):
        if token.type not in ("fence", "colon_fence") or token.map is None:
            continue
        name, argument = _directive(token)
        if not name:
            continue
        yield _Opening(base + token.map[0], base + token.map[1], name, argument)
        if name not in _VERBATIM and name not in FACILITATOR_ROLES and depth < _DEPTH:
            yield from _openings(token.content, base + token.map[0] + 1, depth + 1)


def _directive(token: Token) -> tuple[str, str]:
    info = token.info.strip()
    if not info.startswith("{") or "}" not in info:
        return "", ""
    name, _, argument = info[1:].partition("}")
    return name.strip(), argument.strip()


def _admonition_lines(lines: list[str], opening: _Opening, title: Callable[[str], str]) -> list[str]:
    line = lines[opening.line]
    before, _, _ = line.partition("{" + opening.name + "}")
    name = title(ROLE_TITLES[opening.name])
    # "Solution: The three faults" says no more than "The three faults"
    named = opening.argument if opening.name == "solution" else f"{name}: {opening.argument}"
    heading = named if opening.argument else name
    # Inside a list or a quotation, the option line needs the same margin as the fence.
    margin = "".join(c if c in "> " else " " for c in before.rstrip("`:~"))
    return [f"{before}{{admonition}} {heading}", f"{margin}:class: {_classes(opening.name)}"]


def _classes(role: str) -> str:
    return f"{role} dropdown" if role in FOLDED_ROLES else role


def _split_heading(source: str) -> tuple[list[str], list[str]]:
    lines = source.split("\n")
    tokens = _parser().parse(source)
    if tokens and tokens[0].type == "heading_open" and tokens[0].map is not None:
        end = tokens[0].map[1]
        return [*lines[:end], ""], lines[end:]
    return [], lines


def _longest_colon_run(source: str) -> int:
    runs = [len(line) - len(line.lstrip(":")) for line in (text.strip() for text in source.split("\n"))]
    return max(3, *runs)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").use(colon_fence_plugin)
