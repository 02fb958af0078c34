"""What was probably meant by a name that leads nowhere."""

import re
from difflib import get_close_matches
from posixpath import relpath

from courseforge.checks.destinations import resolve
from courseforge.checks.rule import replace_line
from courseforge.checks.subject import CellSubject
from courseforge.diagnostics import ReplaceLines

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_PAGES = (".md", ".ipynb", ".html")


def propose_target(cell: CellSubject, target: str, line: int, otherwise: str) -> tuple[str, ReplaceLines | None]:
    """Name what was probably meant; a fix where only the way of writing is wrong."""
    course, folder = cell.course.course.path, cell.path.rpartition("/")[0]
    wanted = resolve(target.replace("\\", "/"), cell.path, course)
    names = cell.library.destinations.find_candidates(wanted, course)
    same = [name for name in names if name.casefold() == wanted.casefold()]
    if len(same) == 1:
        written = relpath(same[0], folder)
        why = "write / instead of \\" if "\\" in target else "large and small letters count"
        return f"Write {written}: {why}.", replace_once(cell, line, target, written)
    if "\\" in target:
        return "Put the file into the course's own folder and write / instead of \\, as in images/zine.png", None
    last = {name.rpartition("/")[2]: name for name in names if _may_be_meant(name, wanted)}
    near = [name for name in names if name.rpartition(".")[0] == wanted.removesuffix(".html")]
    near = near or [last[name] for name in get_close_matches(wanted.rpartition("/")[2], last, 1, 0.8)]
    return (f"Did you mean {relpath(near[0], folder)}?" if near else otherwise), None


def _may_be_meant(name: str, wanted: str) -> bool:
    """Tell whether both can be lessons, or both files: nobody means a lesson who writes of a picture."""
    ending = _ENDING.search(wanted)
    return ending is None or ending[0] in _PAGES or not name.endswith(_PAGES)


def replace_once(cell: CellSubject, line: int, old: str, new: str) -> ReplaceLines | None:
    """Make a fix where the words stand in the line exactly once."""
    written = cell.lines[line - 1] if line <= len(cell.lines) else ""
    return replace_line(cell, line, written.replace(old, new)) if written.count(old) == 1 else None
