"""What to try when a cell raises: one plain sentence or two for the errors that beginners meet most."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import PurePath

from courseforge.model import Cell, CellFailure, Course, Lesson

Advise = Callable[[CellFailure, Lesson, Course], str]

_DEFINED = re.compile(
    r"(?m)^[ \t]*(?:(?:async )?def|class) +(?P<block>\w+)"
    r"|^[ \t]*(?:from +[\w.]+ +)?import +(?P<module>\w+)"
    r"|\b(?:as|for) +(?P<bound>\w+)"
    r"|(?<![\w.])(?P<assigned>\w+) *(?::[^=\n]{1,80})?(?<![=!<>])=(?!=)"
)
_LONGEST = 100  # of names that are compared, which takes the square of their length
_NICKNAMES = {"np": "numpy as np", "pd": "pandas as pd", "plt": "matplotlib.pyplot as plt"}
# Where a module and the package that has it bear different names.
_PACKAGES = {
    "Crypto": "pycryptodome", "PIL": "Pillow", "bs4": "beautifulsoup4", "cv2": "opencv-python",
    "dateutil": "python-dateutil", "docx": "python-docx", "dotenv": "python-dotenv", "fitz": "PyMuPDF",
    "mpl_toolkits": "matplotlib", "pptx": "python-pptx", "serial": "pyserial", "skimage": "scikit-image",
    "sklearn": "scikit-learn", "wx": "wxPython", "yaml": "PyYAML",
}  # fmt: skip
_QUOTED = re.compile(r"""['"]([^'"]+)['"]""")

_OFFLINE = (
    "Lessons should not need the network: save the data once, put it into the course's data folder, "
    "and read it from there."
)
_KEYBOARD = (
    "Lessons run with nobody at the keyboard, so nothing can be asked. Set the value in the code, "
    'for example `name = "Robin"`, and tell readers to change it.'
)
_SYNTAX = "Look at this line and the one above it for a bracket, a quote or a colon that is missing."
_INDENTATION = "Let all lines of a block start in the same column, four spaces in, and use no tabs."
_MEANT = "If the error is meant to be shown, give the cell the tag `raises-exception`."
# Nobody shows these on purpose: something is missing, or nobody is there to answer.
_NEVER_MEANT = frozenset(
    {"FileNotFoundError", "ImportError", "ModuleNotFoundError", "NameError", "StdinNotImplementedError"}
)
_OTHERWISE = "In Jupyter, choose “Restart the kernel and run all cells” to see it happen."

_SENTENCES: Mapping[str, str] = {
    "AssertionError": "A check in the code found something else than it expects: print both sides before it.",
    "AttributeError": "Check the spelling after the dot, and print `type()` of what stands before it.",
    "IndentationError": _INDENTATION,
    "IndexError": "The list is shorter than the code thinks. The first item has number 0, the last `len(…) - 1`.",
    "KeyError": "Print the keys that are there with `list(…)` and compare the spelling; capitals count.",
    "KeyboardInterrupt": "Something stopped the cell from outside. Run it again.",
    "MemoryError": "The data is too large for the memory: work with a part of it.",
    "PermissionError": "Write only into the lesson's own folder: a plain file name, no path.",
    "RecursionError": "The function calls itself without an end: check when it should stop.",
    "StdinNotImplementedError": _KEYBOARD,
    "SyntaxError": _SYNTAX,
    "SystemExit": "Leave out `exit()`, `quit()` and `sys.exit()`: a lesson ends by itself after its last cell.",
    "TabError": _INDENTATION,
    "TypeError": "Print `type()` of each value in this line: text and numbers do not mix until `str()` or `int()` "
    "turns one into the other.",
    "ValueError": "Print the value just before this line: it is not one that the function can use.",
    "ZeroDivisionError": "Print the number after the `/` just before this line to see when it becomes 0.",
    **dict.fromkeys(
        (
            "ConnectTimeout", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError", "HTTPError",
            "MaxRetryError", "NewConnectionError", "SSLError", "TimeoutError", "URLError", "gaierror",
        ),
        _OFFLINE,
    ),
}  # fmt: skip


def advise(failure: CellFailure, lesson: Lesson, course: Course) -> str:
    """Say what to try."""
    if failure.kind == "OSError" and "[Errno 95]" in failure.message:  # what the walls say to every socket
        return _OFFLINE
    if failure.kind in _ADVISERS:
        advice = _ADVISERS[failure.kind](failure, lesson, course)
    else:
        advice = _SENTENCES.get(failure.kind, _OTHERWISE)
    return advice if failure.kind in _NEVER_MEANT or advice == _OFFLINE else f"{advice} {_MEANT}"


def _advise_name(failure: CellFailure, lesson: Lesson, course: Course) -> str:
    name = _find_quoted(failure.message)
    places = [(defined, cell) for cell in lesson.code_cells for defined in _list_names(cell)]
    later = next((cell for defined, cell in places if defined == name and _is_after(cell, failure)), None)
    if later is not None:
        return f"`{name}` is made in {name_cell(later)}, further down. Cells run from top to bottom: move it up."
    others = {defined for defined, _ in places if len(defined) <= _LONGEST} - {name}
    near = get_close_matches(name[:_LONGEST], sorted(others), n=1)
    if near:
        return f"Did you mean `{near[0]}`?"
    if name in _NICKNAMES or name in sys.stdlib_module_names:
        return f"Write `import {_NICKNAMES.get(name, name)}` in a cell above."
    return f"Give `{name}` a value in a cell above; the cell that did may have been deleted."


def _advise_module(failure: CellFailure, lesson: Lesson, course: Course) -> str:
    package = _find_quoted(failure.message).partition(".")[0]
    near = get_close_matches(package, sorted({*sys.stdlib_module_names, *_list_modules(course)}), n=1, cutoff=0.8)
    if near:
        return f"Did you mean `{near[0]}`?"
    named = _PACKAGES.get(package, package)
    spelled = (
        "Check the spelling. If it is right, ask" if named == package else f"`{package}` comes with {named}: ask"
    )
    return f"{spelled} whoever runs courseforge for your library to install it. A lesson cannot do that itself."


def _advise_import(failure: CellFailure, lesson: Lesson, course: Course) -> str:
    """Say what to do about a module that is there and lacks the name that was asked for."""
    if failure.message.startswith("cannot import name"):
        return "Check the spelling of the name after `import`; capitals count."
    return _advise_module(failure, lesson, course)


def _advise_file(failure: CellFailure, lesson: Lesson, course: Course) -> str:
    wanted = _find_quoted(failure.message).replace("\\", "/")
    names = {file.lower(): file for file in course.files}
    bases = {PurePath(file).name.lower(): file for file in course.files}
    near = [names[match] for match in get_close_matches(wanted.lower(), names, n=1, cutoff=0.75)]
    near += [bases[match] for match in get_close_matches(PurePath(wanted).name.lower(), bases, n=1, cutoff=0.75)]
    if near:
        return f"The course has `{near[0]}`: write it exactly so, capitals too."
    return f"Put the file into the course's folder, {course.path}, and write its name as seen from there."


_ADVISERS: Mapping[str, Advise] = {
    "FileNotFoundError": _advise_file,
    "ImportError": _advise_import,
    "ModuleNotFoundError": _advise_module,
    "NameError": _advise_name,
}


def _find_quoted(text: str) -> str:
    match = _QUOTED.search(text)
    return match[1] if match else ""


def _list_names(cell: Cell) -> Iterator[str]:
    """Name what a cell defines, as far as a look at its text tells; it may hold magics that no parser reads."""
    return (match[match.lastgroup] for match in _DEFINED.finditer(cell.source) if match.lastgroup)


def _list_modules(course: Course) -> list[str]:
    return [file.removesuffix(".py") for file in course.files if file.endswith(".py") and "/" not in file]


def _is_after(cell: Cell, failure: CellFailure) -> bool:
    return failure.number is not None and cell.number > failure.number


def name_cell(cell: Cell) -> str:
    """Name a cell as its author finds it: by its number in a notebook, by its line in a text file."""
    return f"cell {cell.number}" if cell.line is None else f"the code cell at line {cell.line}"
