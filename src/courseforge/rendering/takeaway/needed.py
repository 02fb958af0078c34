"""Which files of its course a lesson needs: those that its run has read, else those that it names."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from courseforge.model import Cell, CellKind, Course, ExecutionResult

_MODULE = ".py"
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
_TARGET = re.compile(r"\]\(<?([^()<>\s]+)")
_DRAWN = re.compile(r"\{(?:figure|image)\}[ \t]([^\n]+)")


def find_needed(cells: Iterable[Cell], course: Course, result: ExecutionResult | None, root: Path) -> tuple[str, ...]:
    """Return the files that belong to these cells, relative to the course's folder, sorted.

    Args:
        cells: those that readers are given.
        result: what came of running the lesson, where it ran.
        root: the library's folder.
    """
    shown = list(cells)
    code = "\n".join(cell.source for cell in shown if cell.kind is CellKind.CODE)
    read = set(result.files) if result is not None and result.cells else None
    if read is None or read == set(course.files):  # of a run without walls nobody knows what it read
        read = set(_follow(code, course, root))
    words = "\n".join(cell.source for cell in shown if cell.kind is CellKind.MARKDOWN)
    linked = {normpath(unquote(target.partition("#")[0])) for target in _TARGET.findall(words)}
    linked |= {normpath(target.strip()) for target in _DRAWN.findall(words)}
    return tuple(name for name in sorted(course.files) if name in read or name in linked)


def _follow(code: str, course: Course, root: Path) -> Iterator[str]:
    """Name what a program names, and what the modules name that it imports."""
    waiting, found = [code], set[str]()
    while waiting:
        text = waiting.pop()
        new = [name for name in _list_named(text, course.files) if name not in found]
        found.update(new)
        waiting += [_read(root / course.path / name) for name in new if name.endswith(_MODULE)]
    yield from found


def _list_named(code: str, files: Iterable[str]) -> Iterator[str]:
    imports = (line for line in code.split("\n") if line.lstrip().startswith(("import ", "from ")))
    modules = {word for line in imports for word in _WORD.findall(line)}
    folders = {(double or single).partition("*")[0].strip("/") for double, single in _QUOTED.findall(code)}
    for name in files:
        path = PurePosixPath(name)
        imported = path.suffix == _MODULE and path.with_suffix("").parts[0] in modules
        listed = str(path.parent) != "." and str(path.parent) in folders
        if imported or listed or path.name in code:
            yield name


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:  # it went away meanwhile
        return ""
