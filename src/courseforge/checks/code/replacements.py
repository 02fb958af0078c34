"""What to write in the place of code that cannot stay: the very line, where the code around it tells."""

import ast
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from courseforge.checks.subject import CellSubject

_FILE = re.compile(r"[A-Za-z0-9][\w.-]{0,60}\.[A-Za-z0-9]{1,8}", re.ASCII)
FETCHED_EACH_TIME = "If it must be fetched each time, write network: true between the --- lines at the top."
_NO_ERROR = (
    "Name the error that is meant, such as except ValueError:. If you cannot tell which, ask whoever wrote it."
)


def tell_tag(cell: CellSubject, tag: str) -> str:
    """Say how a cell gets a tag, which is another thing in a notebook than in a text file."""
    if cell.cell.line is None:
        return f"give the cell the tag {tag} (in JupyterLab: the gear symbol at the right, then Cell Tags)"
    return f"write :tags: [{tag}] on a line of its own below ```{{code-cell}}"


def replace_path(cell: CellSubject, path: str) -> str:
    """Say what to write in the place of a path that is there on one computer only."""
    name = _choose_name(re.split(r"[/\\]+", path)[-1])
    if name is None:
        return "Put the file into the course's folder and name it from there, such as data/beats.csv"
    here = sorted(file for file in cell.course.course.files if file.rpartition("/")[2] == name)
    if here:
        return f"Write {here[0]} instead: that file lies in the course's folder."
    return f"Put {name} into the folder data of the course, and write data/{name} instead."


def replace_address(cell: CellSubject, call: ast.Call, function: str, only_fetches: bool) -> str:
    """Say how to read from a file what a call asks another computer for.

    Args:
        function: its full name.
        only_fetches: its module is of no other use.
    """
    addresses = (value.value for value in _list_values(call) if isinstance(value, ast.Constant))
    names = (
        _choose_name(_read_path(address).rpartition("/")[2]) for address in addresses if isinstance(address, str)
    )
    name = next(filter(None, names), None)
    if name is None:
        return f"Save the data once in the course's folder data, and read that file. {FETCHED_EACH_TIME}"
    line = _read_file_instead(cell, call, function, name)
    then = "write the line below" if line else f'write "data/{name}" in the place of the address'
    module = function.partition(".")[0]
    import_goes = f" Delete the line that imports {module}, if nothing else uses it." if only_fetches else ""
    told = f"Save it once as data/{name} in the course's folder, and {then}.{import_goes} {FETCHED_EACH_TIME}"
    return f"{told}\n{line}" if line else told


def name_expected_error(nodes: Iterable[ast.AST], line: int) -> str:
    """Say which error an ``except`` can name, by what stands in its ``try``."""
    tries = (node for node in nodes if isinstance(node, ast.Try) and any(h.lineno == line for h in node.handlers))
    expected = {
        error for attempt in tries for part in attempt.body for error in map(_expect, ast.walk(part)) if error
    }
    return (
        f"Name the error that is meant; here it seems to be: except {expected.pop()}:"
        if len(expected) == 1
        else _NO_ERROR
    )


def _expect(node: ast.AST) -> str:
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and isinstance(node.slice, ast.Constant):
        return {str: "KeyError", int: "IndexError"}.get(type(node.slice.value), "")
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod):
        return "" if isinstance(node.right, ast.Constant) else "ZeroDivisionError"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return {"int": "ValueError", "float": "ValueError", "open": "FileNotFoundError"}.get(node.func.id, "")
    return "ImportError" if isinstance(node, ast.Import | ast.ImportFrom) else ""


def _choose_name(name: str) -> str | None:
    """Return a file's name as it works on every computer; None where it is none."""
    plain = re.sub(r"\s+", "-", name.strip())
    return plain if _FILE.fullmatch(plain) else None


def _list_values(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _read_path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _read_file_instead(cell: CellSubject, call: ast.Call, function: str, name: str) -> str:
    """Return the line that reads a text from the file, where it asks for nothing but the text."""
    line = cell.lines[call.lineno - 1] if call.lineno <= len(cell.lines) else ""
    if function not in ("requests.get", "httpx.get") or call.end_lineno != call.lineno or not line.isascii():
        return ""
    before, after = line[: call.col_offset], line[call.end_col_offset :]
    return f'{before.strip()} open("data/{name}", encoding="utf-8").read()' if after.strip() == ".text" else ""
