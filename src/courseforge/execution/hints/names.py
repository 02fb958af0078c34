"""A name that Python does not know."""

import builtins
import keyword
import re
import sys

from courseforge.execution.hints.scene import Scene, find_near, list_names, name_cell

_NICKNAMES = {"np": "numpy as np", "pd": "pandas as pd", "plt": "matplotlib.pyplot as plt", "sns": "seaborn as sns"}
_WORDS = {"true": "True", "false": "False", "null": "None", "none": "None", "TRUE": "True", "FALSE": "False"}
_KNOWN = {*(name for name in dir(builtins) if not name.startswith("_")), *keyword.kwlist}


def advise_name(scene: Scene) -> str:
    """Say what to do about a name that has no value yet."""
    name = scene.quoted
    return (
        _tell_order(name, scene)
        or _tell_line(name, scene)
        or _tell_skipped(name, scene)
        or _tell_function(name, scene)
        or _tell_spelling(name, scene)
        or _tell_import(name)
        or f"Give `{name}` a value in a cell above; the cell that did may have been deleted. "
        f'If it is meant as a text, put it in quotation marks: `"{name}"`.'
    )


def advise_local_name(scene: Scene) -> str:
    """Say what to do about a name that a function uses before it gives it a value."""
    name = scene.quoted
    return (
        f"The function gives `{name}` a value of its own, so it does not see the one from outside. "
        f"Hand it in between the brackets of the `def` line, or give it a value before this line."
    )


def _tell_order(name: str, scene: Scene) -> str:
    number = scene.failure.number
    later = next((c for c in scene.lesson.code_cells if number and c.number > number and name in list_names(c)), None)
    if later is None:
        return ""
    return f"`{name}` is made in {name_cell(later)}, further down. Cells run from top to bottom: move it up."


def _tell_line(name: str, scene: Scene) -> str:
    rest = scene.cell.source.split("\n")[scene.failure.line :] if scene.cell and scene.failure.line else []
    if not any(re.match(rf"(?:def |class )?{re.escape(name)}\b\s*[=(:]", line) for line in rest):
        return ""
    return f"`{name}` is made further down in this cell: move that part up, above this line."


def _tell_function(name: str, scene: Scene) -> str:
    """Say that a name lives inside a function only."""
    lines = (line for cell in scene.code_so_far for line in cell.source.split("\n"))
    made = [line for line in lines if re.match(rf"\s*{re.escape(name)} *=", line)]
    if not made or not all(line[0].isspace() for line in made):
        return ""
    return f"`{name}` exists only inside the function that makes it. End that function with `return {name}`."


def _tell_skipped(name: str, scene: Scene) -> str:
    skipped = next(
        (c for c in scene.code_so_far if "skip-execution" in c.tags and name in list_names(c)),
        None,
    )
    if skipped is None:
        return ""
    return (
        f"`{name}` is made in {name_cell(skipped)}, and that cell is not run: it has the tag `skip-execution`. "
        "Take the tag away."
    )


def _tell_spelling(name: str, scene: Scene) -> str:
    defined = {other for cell in scene.code_so_far for other in list_names(cell)}
    if name in defined:
        return ""
    meant = _WORDS.get(name) or find_near(name, defined) or find_near(name, _KNOWN, cutoff=0.8)
    return f"Did you mean `{meant}`?" if meant else ""


def _tell_import(name: str) -> str:
    if name in _NICKNAMES or name in sys.stdlib_module_names:
        return f"Write `import {_NICKNAMES.get(name, name)}` in a cell above."
    return ""
