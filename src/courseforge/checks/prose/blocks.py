"""A whole text: its blocks one after another, and what directives hold."""

from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token

from courseforge.checks.prose.directives import make_directive, make_directive_image
from courseforge.checks.prose.lines import read_line
from courseforge.checks.prose.parser import drop_definitions, find_definitions, make_parser
from courseforge.checks.prose.pieces import Fence, Note, Piece, Prose, TextTable, make_prose
from courseforge.checks.prose.tags import read_html
from courseforge.reading.blocks import end_quotation

LONGEST = 100_000  # characters of a cell that are looked at: some fifty pages
_DEPTH = 20  # directives inside directives
# Directives whose content is shown as it stands, or is no Markdown.
_VERBATIM = frozenset(
    "code code-block code-cell sourcecode highlight parsed-literal prompt math raw eval-rst mermaid literalinclude "
    "include csv-table toctree bibliography glue".split()
)


def read_prose(source: str) -> Prose:
    """Parse a Markdown text."""
    source = source[:LONGEST]
    return make_prose(_read(source, 0, 0, find_definitions(source)))


def _read(source: str, base: int, depth: int, definitions: Mapping[str, Mapping[str, str]]) -> Iterator[Piece]:
    """Read a text whose first line is line ``base + 1`` of the cell."""
    tokens = make_parser().parse(end_quotation(source), {"references": dict(definitions)})
    around: list[str] = []
    rows: list[list[str]] = []
    table_line = 0
    lines = source.split("\n") if not depth and ":::" in source else []
    for number, token in enumerate(tokens):
        line = base + (token.map[0] if token.map else 0) + 1
        if token.type == "inline":
            line += drop_definitions(token) if tokens[number - 1].type == "paragraph_open" else 0
            yield from read_line(token, tokens[number - 1], line, around, rows)
        elif token.type in ("fence", "colon_fence"):
            if lines and token.type == "colon_fence" and not _is_closed(token, lines):
                yield "unclosed", Note(f"{token.markup}{token.info}".strip(), line)
            yield from _read_fence(token, base, depth, definitions)
        elif token.type == "code_block":
            yield Fence("", token.content, line)
        elif token.type == "html_block":
            yield from read_html(token.content, line)
        elif token.type == "myst_line_comment":
            yield "comments", Note(token.content.strip(), line)
        elif token.type == "myst_target":
            yield "labels", Note(token.content, line)
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_open":
            rows, table_line = [], line
        elif token.type == "table_close":
            header, *rest = (tuple(row) for row in rows)
            yield TextTable(header, tuple(rest), table_line)
        if token.nesting > 0:
            around.append(token.type.removesuffix("_open"))
        elif token.nesting < 0:
            around.pop()


def _is_closed(token: Token, lines: Sequence[str]) -> bool:
    last = "".join(lines[token.map[1] - 1 : token.map[1]]).strip(" >") if token.map else ""
    return bool(last) and set(last) == {":"} and len(last) >= len(token.markup)


def _read_fence(token: Token, base: int, depth: int, definitions: Mapping[str, Mapping[str, str]]) -> Iterator[Piece]:
    assert token.map is not None
    line, info = base + token.map[0] + 1, token.info.strip()
    if not info.startswith("{") or "}" not in info:
        yield Fence(info.partition(" ")[0], token.content, line + 1)
        return
    name, _, argument = info[1:].partition("}")
    directive = make_directive(name.strip(), argument.strip(), token.content, line, base + token.map[1])
    yield directive
    if directive.name in ("image", "figure") and directive.argument:
        yield make_directive_image(directive)
    if directive.name not in _VERBATIM and depth < _DEPTH:
        yield from _read(directive.content, directive.content_line - 1, depth + 1, definitions)
