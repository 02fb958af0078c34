"""Packages that a lesson's code imports (CF505, CF506)."""

import ast
import re
import sys
from collections.abc import Iterator

from courseforge.checks.code.network import list_network_modules
from courseforge.checks.code.program import list_imports, list_programs
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.diagnostics import Location
from courseforge.model import PACKAGES

_OF_JUPYTER = frozenset("IPython ipykernel ipywidgets google pyodide js piplite micropip".split())
_WHO = "whoever runs courseforge for your library"


def find_undeclared_imports(lesson: LessonSubject) -> Iterator[Finding]:
    """What code imports stands at the lesson's top.

    ``requirements`` names each package that the lesson imports, besides what belongs to Python itself and the modules
    that lie in the course.

    Why: who wants to use the lesson elsewhere sees what must be installed, without reading the code.

    Fails::

        import pandas as pd

    Mended: the same, with this line between the ``---`` lines at the top ::

        requirements: [pandas]
    """
    declared = {_normalize(name) for name in lesson.lesson.metadata.requirements}
    real = lesson.library.modules
    leaving = list_network_modules(lesson)
    packages: dict[str, tuple[CellSubject, int]] = {}
    for cell, module, line in _list_packages(lesson):
        # A misspelled name may be a trap, and what only fetches goes when the lesson no longer needs the network
        if (real is None or module in real or module in PACKAGES) and module not in leaving:
            packages.setdefault(PACKAGES.get(module, module), (cell, line))
    missing = [name for name in packages if _normalize(name) not in declared]
    if missing:
        cell, line = packages[missing[0]]
        needed = ", ".join(sorted({*lesson.lesson.metadata.requirements, *missing}, key=str.casefold))
        message = f"This lesson imports {_join(missing)}, and nothing at its top says so."
        yield Finding(cell.at(line), message, f"Write between the --- lines at the top:\nrequirements: [{needed}]")


def find_missing_packages(lesson: LessonSubject) -> Iterator[Finding]:
    """What code imports is installed where the lesson runs.

    A package is named once, at the first lesson that imports it.

    Why: the lesson stops at its first cell.

    Fails, where it is not installed::

        import seabron

    Mended::

        import seaborn
    """
    known, missing = lesson.library.modules, dict[str, Location]()
    leaving = list_network_modules(lesson)
    for cell, module, line in _list_packages(lesson):
        if known is not None and module not in known and module not in leaving:
            missing.setdefault(module, cell.at(line))
    runs = lesson.library.settings.execute.execute_notebooks != "off"
    for module, place in missing.items():
        hint = _advise_package(module) + " Until then the lesson cannot run and is not published." * runs
        yield Finding(place, f"The lesson imports {module}, which this computer does not have.", hint)


def _advise_package(module: str) -> str:
    """Say what to do; a name that nobody knows is not offered for installation, for it may be a trap."""
    if module in PACKAGES:
        return f"Ask {_WHO} to install {PACKAGES[module]}."
    return f"Check the spelling of {module}; if it is right, ask {_WHO} about it."


_WRITES_MODULE = re.compile(r"\s{0,20}%%(?:write)?file +(?:-a +)?(\w{1,80})\.py\b")


def _list_packages(lesson: LessonSubject) -> Iterator[tuple[CellSubject, str, int]]:
    """Name the modules from elsewhere that a lesson imports; one in ``try`` may be missing."""
    own = {name.partition("/")[0].removesuffix(".py") for name in lesson.course.course.files}
    own |= {match[1] for cell in lesson.code_cells if (match := _WRITES_MODULE.match(cell.source))}
    for cell, nodes in list_programs(lesson):
        tried = {id(part) for node in nodes if isinstance(node, ast.Try) for part in ast.walk(node)}
        for node in nodes:
            if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in tried:
                for name, _, line in list_imports((node,)):
                    module = name.partition(".")[0]
                    if module not in sys.stdlib_module_names | own | _OF_JUPYTER:
                        yield cell, module, line


def _normalize(requirement: str) -> str:
    name = re.split(r"[\s<>=~!\[;@]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
