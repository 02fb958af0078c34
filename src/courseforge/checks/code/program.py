"""The code cells of a lesson that run, as one program."""

import ast
from collections.abc import Iterable, Iterator

from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.model import CellKind

_NOT_RUN = frozenset({"skip-execution", "raises-exception"})  # the second runs, and is meant to fail


def is_held_to_rules(cell: CellSubject) -> bool:
    """Tell whether a cell is code that should work."""
    return cell.cell.kind is CellKind.CODE and not _NOT_RUN & set(cell.cell.tags)


def list_programs(lesson: LessonSubject) -> Iterator[tuple[CellSubject, Iterable[ast.AST]]]:
    """Give the cells that should work, each with all parts of its program."""
    for cell in lesson.code_cells:
        if is_held_to_rules(cell):
            yield cell, cell.nodes


def list_calls(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.Call, str]]:
    """Give every call with the name of what is called: ``np.random.rand``."""
    for node in nodes:
        if isinstance(node, ast.Call) and (name := read_name(node.func)):
            yield node, name


def read_name(node: ast.expr) -> str:
    """Return a dotted name; empty for another expression."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join((node.id, *reversed(parts)))


def list_imports(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str, int]]:
    """Give what is imported by its full name, with the name that it gets and the line."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                yield (alias.name, alias.asname, node.lineno) if alias.asname else (top, top, node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield f"{node.module}.{alias.name}", alias.asname or alias.name, node.lineno


def spell_out(name: str, imports: dict[str, str]) -> str:
    """Return the full name of what is called: ``np.random.rand`` is ``numpy.random.rand``."""
    first, dot, rest = name.partition(".")
    return f"{imports.get(first, first)}{dot}{rest}"


def read_imports(lesson: LessonSubject) -> dict[str, str]:
    """Return the full name of each name that the lesson imports."""
    return {short: full for _, nodes in list_programs(lesson) for full, short, _ in list_imports(nodes)}
