"""Files that a lesson's code names (CF507)."""

import ast
import re
from collections.abc import Iterator

from courseforge.checks.code.program import is_held_to_rules, list_programs
from courseforge.checks.code.replacements import replace_path
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject

_OWN_PLACE = re.compile(
    r"(?:/(?:home|Users|mnt|media|Volumes|root|content)/|~[/\\]|[A-Za-z]:[\\/]{1,2}\w)[^\n\r\t]{0,300}\Z"
)
_PLACE_IN_COMMAND = re.compile(r"(?:^|[\s='\"])((?:/(?:home|Users|Volumes|content)/|~/|[A-Za-z]:\\)[^\s'\"]{1,200})")


def find_own_paths(lesson: LessonSubject) -> Iterator[Finding]:
    r"""Code names files from the course's folder.

    No string and no command holds a path that begins at the top of a disk or in somebody's home folder
    (``/home/…``, ``/Users/…``, ``C:\\…``, ``~/…``, ``/content/…`` of Colab).

    Why: the path is there on one computer only, and often holds somebody's name.

    Fails::

        open("/home/ada/lessons/beats.csv")

    Mended::

        open("data/beats.csv")
    """
    for cell, nodes in list_programs(lesson):
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _OWN_PLACE.match(node.value):
                yield _tell_path(cell, node.lineno, node.value)
    for cell in lesson.code_cells:
        for line, command in cell.code.commands.items() if is_held_to_rules(cell) else ():
            if match := _PLACE_IN_COMMAND.search(command[:500]):
                yield _tell_path(cell, line, match[1])


def _tell_path(cell: CellSubject, line: int, path: str) -> Finding:
    start = re.match(r"/[^/\\]*/|~.|[A-Za-z]:.", path)
    message = f"A path that begins with {start[0] if start else path[:3]} is there on one computer only."
    return Finding(cell.at(line), message, replace_path(cell, path))
