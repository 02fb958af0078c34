"""Names that only a left-out solution defines: without it, a later cell would stop."""

import ast
from collections.abc import Iterator, Sequence

from courseforge.model import Cell, CellKind


def find_missing(shown: Sequence[Cell], kept: Sequence[Cell]) -> Iterator[tuple[Cell, str]]:
    """Give each cell that needs such a name, with the first one.

    Args:
        shown: the lesson's cells.
        kept: those that readers take home.
    """
    taken = {cell.number for cell in kept if cell.kind is CellKind.CODE}
    if all(cell.number in taken for cell in shown if cell.kind is CellKind.CODE):
        return
    defined, away = set[str](), set[str]()
    for cell in shown:
        nodes = _parse(cell)
        if cell.number not in taken:
            away |= set(_list_defined(nodes))
            continue
        defined |= set(_list_defined(nodes))
        used = (node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
        lost = next((name for name in used if name in away - defined), None)
        if lost and "raises-exception" not in cell.tags:
            yield cell, lost


def _parse(cell: Cell) -> list[ast.AST]:
    if cell.kind is not CellKind.CODE:
        return []
    lines = ("" if line.lstrip().startswith(("%", "!")) else line for line in cell.source.split("\n"))
    try:
        return list(ast.walk(ast.parse("\n".join(lines))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # no Python; the rules say more
        return []


def _list_defined(nodes: Sequence[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                yield from ((alias.asname or alias.name).partition(".")[0] for alias in aliases)
