"""Code that waits for a person (CF510)."""

import ast
import re
from collections.abc import Iterator

from courseforge.checks.code.answers import propose_answer
from courseforge.checks.code.program import is_held_to_rules, list_calls, list_programs, read_imports, spell_out
from courseforge.checks.code.replacements import tell_tag
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject

_WAITS = {
    "input": "waits for somebody to type",
    "getpass.getpass": "waits for somebody to type a password",
    "breakpoint": "stops the lesson for a debugger",
    "pdb.set_trace": "stops the lesson for a debugger",
    "pdb.pm": "stops the lesson for a debugger",
    "ipdb.set_trace": "stops the lesson for a debugger",
    "IPython.core.debugger.set_trace": "stops the lesson for a debugger",
}
_DEBUGS = re.compile(r"%%?(?:debug|pdb)\b")


def find_waiting(lesson: LessonSubject) -> Iterator[Finding]:
    """Nothing in a lesson waits for a person.

    No cell calls ``input()``, ``getpass()`` or ``breakpoint()``, or starts a debugger. A cell that is not run (tag
    ``skip-execution``) may show such a call.

    Why: nobody sits at the keyboard when the lesson runs for the site, so it stops there with an error.

    Fails::

        name = input("What is your name? ")

    Mended::

        name = "Ada"  # write your own name here
    """
    imports = read_imports(lesson)
    own = {node.name for _, nodes in list_programs(lesson) for node in nodes if isinstance(node, ast.FunctionDef)}
    for cell, nodes in list_programs(lesson):
        for call, name in list_calls(nodes):
            full = spell_out(name, imports)
            if full in _WAITS and name not in own:
                hint = _answer(cell, call) if full == "input" else "Delete it."
                yield Finding(cell.at(call.lineno), f"{name}() {_WAITS[full]}, and nobody is there.", hint)
    for cell in lesson.code_cells:
        for line, command in cell.code.commands.items() if is_held_to_rules(cell) else ():
            if _DEBUGS.match(command):
                yield Finding(
                    cell.at(line), f"{command.split()[0]} starts a debugger, and nobody is there.", "Delete it."
                )


def _answer(cell: CellSubject, call: ast.Call) -> str:
    """Offer a value, unless the cell asks again until it likes the answer: with a wrong one it would never end."""
    loops = (node for node in cell.nodes if isinstance(node, ast.While))
    if any(loop.lineno <= call.lineno <= (loop.end_lineno or call.lineno) for loop in loops):
        return f"It asks again and again. So that it is shown and not run, {tell_tag(cell, 'skip-execution')}."
    return propose_answer(call, cell.nodes)
