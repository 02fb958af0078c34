"""Our teaching roles (activity, hint, solution, …) as stock admonitions, so that a staged book needs no extension.

An author marks a role with a cell tag or with a directive of the same name; both become
``:::{admonition} Title`` with the role as its class. Which lines open a directive is told by a Markdown parser,
never by a pattern over the text: an example inside a code block stays an example.

``{exercise}`` and ``{solution}`` are also read as sphinx-exercise has them: with its options, with the label of an
exercise as a solution's argument, and as ``{exercise-start}`` … ``{exercise-end}`` around whole cells.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin

from courseforge.reading.blocks import end_quotation

#: Role -> its title in English, which is also its key in the interface catalogs.
ROLE_TITLES = {
    "objectives": "By the end you can",
    "activity": "Activity",
    "exercise": "Exercise",
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


#: Roles that can stand around other cells: ``{solution-start}`` … ``{solution-end}``.
GATED_ROLES = ("exercise", "solution")
_GATES = {f"{role}{end}": (role, end) for role in GATED_ROLES for end in ("-start", "-end")}

_OPTION = re.compile(r":([a-z]+):(.*)")
_DEPTH = 20  # directives inside directives; nobody reads what lies deeper


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line that opens a directive, counted from 0 in the whole text."""

    line: int
    end: int
    name: str
    argument: str


def list_exercises(sources: Iterable[str], title: Callable[[str], str]) -> Mapping[str, str]:
    """Map the label of each exercise to its title, else its number: a solution and a reference name it so."""
    labeled = [
        (label, opening.argument)
        for source in sources
        if "{exercise" in source
        for opening in _openings(source, 0)
        if opening.name in ("exercise", "exercise-start")
        and (label := _read_options(source.split("\n"), opening)[0].get("label", ""))
    ]
    name = title(ROLE_TITLES["exercise"])
    return {label: argument or f"{name} {number}" for number, (label, argument) in enumerate(labeled, start=1)}


def stage_roles(source: str, title: Callable[[str], str], exercises: Mapping[str, str] | None = None) -> str:
    """Replace role directives by admonitions and leave facilitators' directives out.

    Args:
        title: the interface's translation of a role's English title.
        exercises: label -> title of the lesson's exercises.
    """
    if "{" not in source:
        return source
    lines = source.split("\n")
    openings = list(_openings(source, 0))
    for opening in reversed(openings):
        options, taken = _read_options(lines, opening)
        if opening.name in FACILITATOR_ROLES or (opening.name in GATED_ROLES and "hidden" in options):
            del lines[opening.line : opening.end]
        elif opening.name in ROLE_TITLES:
            heading = make_heading(opening.name, opening.argument, title, exercises or {}, options.get("label", ""))
            opened = _admonition_lines(lines, opening, options, heading)
            lines[opening.line : opening.line + 1 + taken] = opened
        elif opening.name in _GATES:
            body = any(line.strip(" >") for line in lines[opening.line + 1 + taken : opening.end - 1])
            end = opening.line + 1 + taken if body else opening.end
            lines[opening.line : end] = _gate_lines(lines, opening, options, title, exercises or {}, has_body=body)
    return "\n".join(lines)


def parse_blocks(source: str) -> list[Token]:
    """Parse Markdown with colon fences, as MyST's ``colon_fence`` has them."""
    return _parser().parse(end_quotation(source))


def wrap_role(source: str, role: str, title: Callable[[str], str]) -> tuple[str, int]:
    """Put a whole Markdown cell into a role's admonition; a heading that begins it stays outside.

    Returns:
        The new text, and how many lines stand before the author's own inside it.
    """
    heading, rest = split_heading(source)
    fence = ":" * (_longest_colon_run(source) + 2)
    opening = [f"{fence}{{admonition}} {title(ROLE_TITLES[role])}", f":class: {_classes(role)}", ""]
    return "\n".join([*heading, *opening, *rest, fence]), len(opening)


def _openings(source: str, base: int, depth: int = 0) -> Iterator[_Opening]:
    for token in parse_blocks(source):
        if token.type not in ("fence", "colon_fence") or token.map is None:
            continue
        name, argument = read_directive(token)
        if not name:
            continue
        yield _Opening(base + token.map[0], base + token.map[1], name, argument)
        if name not in _VERBATIM and name not in FACILITATOR_ROLES and depth < _DEPTH:
            yield from _openings(token.content, base + token.map[0] + 1, depth + 1)


def read_directive(token: Token) -> tuple[str, str]:
    """Return the name and the argument of a directive; two empty texts where a fence is none."""
    info = token.info.strip()
    if not info.startswith("{") or "}" not in info:
        return "", ""
    name, _, argument = info[1:].partition("}")
    return name.strip(), argument.strip()


def _read_options(lines: list[str], opening: _Opening) -> tuple[Mapping[str, str], int]:
    """Return the options right below a directive's first line, and how many lines they take."""
    options: dict[str, str] = {}
    for number, line in enumerate(lines[opening.line + 1 : opening.end]):
        if not (match := _OPTION.fullmatch(line.strip(" >"))):
            return options, number
        options[match[1]] = match[2].strip()
    return options, len(options)


def make_heading(
    directive: str, argument: str, title: Callable[[str], str], exercises: Mapping[str, str], label: str = ""
) -> str:
    """Name a part: its kind, and what its author calls it; an exercise without a name has its number."""
    role = _GATES[directive][0] if directive in _GATES else directive
    name = title(ROLE_TITLES[role])
    if role == "exercise" and not argument:
        return exercises.get(label, name)
    if role != "solution" or argument in exercises:
        argument = exercises.get(argument, argument) if role == "solution" else argument
        return f"{name}: {argument}" if argument else name
    return argument or name  # "Solution: The three faults" says no more than "The three faults"


def _admonition_lines(lines: list[str], opening: _Opening, options: Mapping[str, str], heading: str) -> list[str]:
    before, margin = _split_margin(lines, opening)
    classes = " ".join(dict.fromkeys([*_classes(opening.name).split(), *options.get("class", "").split()]))
    name = options.get("label") or options.get("name")
    kept = [f"{margin}:class: {classes}", *([f"{margin}:name: {name}"] if name else [])]
    return [f"{before}{{admonition}} {heading}", *kept]


def _gate_lines(
    lines: list[str],
    opening: _Opening,
    options: Mapping[str, str],
    title: Callable[[str], str],
    exercises: Mapping[str, str],
    *,
    has_body: bool,
) -> list[str]:
    """Mark where a role begins and ends whose parts are several cells; the finished page folds what lies between.

    What stands inside the fence of its beginning is its first part.
    """
    role, end = _GATES[opening.name]
    before, margin = _split_margin(lines, opening)
    if end == "-end":
        return [f"{margin}<!-- {opening.name} -->"]
    name = [f"{margin}:name: {options['label']}"] if options.get("label") else []
    heading = make_heading(opening.name, opening.argument, title, exercises, options.get("label", ""))
    marks = before.removeprefix(before.rstrip("`:~"))
    fence = margin + marks if has_body else lines[opening.end - 1]
    body = [f"{margin}{marks}{{container}}", ""] if has_body else []
    return [f"{before}{{rubric}} {heading}", f"{margin}:class: {role}-start", *name, fence, *body]


def _split_margin(lines: list[str], opening: _Opening) -> tuple[str, str]:
    """Return what stands before a directive's brace, and the margin of the lines below it.

    Inside a list or a quotation, an option needs the same margin as the fence.
    """
    before = lines[opening.line].partition("{" + opening.name + "}")[0]
    return before, "".join(c if c in "> " else " " for c in before.rstrip("`:~"))


def _classes(role: str) -> str:
    return f"{role} dropdown" if role in FOLDED_ROLES else role


def split_heading(source: str) -> tuple[list[str], list[str]]:
    """Part a cell's lines after the heading that begins it."""
    lines = source.split("\n")
    tokens = parse_blocks(source)
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
