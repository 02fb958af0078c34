"""The packages that lessons import most: worth importing once, before kernels are forked."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec

from courseforge.model import Lesson

_MOST = 12
_PLAIN = re.compile(r"[a-zA-Z]\w*(\.[a-zA-Z]\w*)?")
_INSTALLED = re.compile(r"[/\\](site|dist)-packages[/\\]")
_NOT_PYTHON = re.compile(r"(?m)^([ \t]*)[%!?].*$")


def find_common_imports(lessons: Iterable[Lesson]) -> tuple[str, ...]:
    """Name installed packages, and modules in them, that the lessons import; those of most lessons first.

    They are imported outside the walls, so nothing is named that does more than define: Python's own modules are left
    out (some open a browser), and those with an underscore (``package.__main__`` is a program).
    """
    found = Counter(name for lesson in lessons for name in set(_list_imports(lesson)) if _PLAIN.fullmatch(name))
    known: dict[str, bool] = {}
    for name in found:
        package = name.partition(".")[0]
        known.setdefault(package, package not in sys.stdlib_module_names and _is_installed(package))
    names = sorted((name for name in found if known[name.partition(".")[0]]), key=lambda name: (-found[name], name))
    return tuple(names[:_MOST])


def _list_imports(lesson: Lesson) -> Iterator[str]:
    for cell in lesson.code_cells:
        try:
            tree = ast.parse(_NOT_PYTHON.sub(r"\1pass", cell.source))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module


def _is_installed(package: str) -> bool:
    try:
        spec = find_spec(package)
    except (ImportError, ValueError, AttributeError):
        return False
    return spec is not None and spec.origin is not None and _INSTALLED.search(spec.origin) is not None
