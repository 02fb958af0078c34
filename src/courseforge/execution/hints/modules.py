"""A module that is not there, is another one than was meant, or lacks what was asked for."""

import importlib
import re
import sys
from pathlib import PurePath

from courseforge.execution.hints.scene import Scene, find_near
from courseforge.model import PACKAGES

_NOT_HERE = {
    "tkinter": "it opens windows, and a web page has none",
    "turtle": "it opens a window, and a web page has none",
    "pyodide": "only browsers have it",
    "js": "only browsers have it",
}
# Plain modules of Python's own whose names are looked up; importing one does nothing else.
_LOOKED_INTO = frozenset(
    "math random statistics datetime time json csv string itertools collections functools os re pathlib".split()
)
_FROM = re.compile(r"cannot import name '(?P<name>\w+)' from (?:partially initialized module )?'(?P<module>[\w.]+)'")
_LACKS = re.compile(r"(?:partially initialized )?module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'")
_NO_PACKAGE = re.compile(r"'(?P<module>\w+)' is not a package")


def advise_module(scene: Scene) -> str:
    """Say what to do about a module that cannot be found."""
    if (match := _NO_PACKAGE.search(scene.message)) and (shadow := tell_shadow(match["module"], scene)):
        return shadow
    wanted = scene.quoted
    package = wanted.partition(".")[0]
    if package in _NOT_HERE or (package == "google" and "colab" in scene.line):
        why = _NOT_HERE.get(package, "only Google Colab has it")
        return f"Leave `{wanted}` out: {why}. The lesson should do without it."
    return (
        _tell_place(package, scene)
        or _tell_folder(wanted, scene)
        or _tell_spelling(package, scene)
        or _tell_package(package, in_book=scene.lesson.in_book)
    )


def advise_import(scene: Scene) -> str:
    """Say what to do about a module that is there and lacks the name that was asked for."""
    match = _FROM.search(scene.message)
    if match is None:
        if "relative import" in scene.message:
            return "Leave out the dot: a module that lies in the course's folder is imported by its plain name."
        return advise_module(scene)
    return (
        tell_shadow(match["module"], scene)
        or _tell_member(match["module"], match["name"])
        or "Check the spelling of the name after `import`; capitals count."
    )


def advise_member(scene: Scene) -> str:
    """Say what to do about ``module.name`` where the module lacks the name; empty where this is something else."""
    match = _LACKS.search(scene.message)
    if match is None:
        return ""
    return (
        tell_shadow(match["module"], scene)
        or _tell_member(match["module"], match["name"])
        or f"Check the spelling after the dot; `dir({match['module']})` lists what is there."
    )


def tell_shadow(module: str, scene: Scene) -> str:
    """Say that a file of the course bears the name of another module; empty where none does.

    Python's own modules come before the course's files, and these before the packages that are installed.
    """
    name = module.partition(".")[0]
    if f"{name}.py" not in scene.course.files:
        return ""
    rename = f"Give the file another name, such as `my_{name}.py`."
    if name in sys.stdlib_module_names:
        return f"Python has a module `{name}` of its own and took that, not your file `{name}.py`. {rename}"
    return f"Python took your own file `{name}.py` for the package `{name}`. {rename}" if name in PACKAGES else ""


def _tell_place(name: str, scene: Scene) -> str:
    """Say where in the course the module lies, if not where Python looks."""
    found = next((file for file in scene.course.files if PurePath(file).name == f"{name}.py" and "/" in file), None)
    if found is None:
        return ""
    return f"The course has `{found}`. Python looks only in the course's own folder: move it to {scene.course.path}."


def _tell_folder(wanted: str, scene: Scene) -> str:
    """Name the module that may be meant in a folder of the course."""
    dotted = [file.removesuffix(".py").replace("/", ".") for file in scene.course.files if file.endswith(".py")]
    inside = [name for name in dotted if name.startswith(f"{wanted.partition('.')[0]}.")]
    near = find_near(wanted, inside)
    if near:
        return f"Did you mean `{near}`?"
    return f"The folder `{wanted.partition('.')[0]}` of the course has no such module." if inside else ""


def _tell_spelling(name: str, scene: Scene) -> str:
    own = (file.removesuffix(".py") for file in scene.course.files if file.endswith(".py") and "/" not in file)
    near = "" if name in PACKAGES else find_near(name, {*sys.stdlib_module_names, *PACKAGES, *own}, cutoff=0.8)
    return f"Did you mean `{near}`?" if near else ""


def _tell_package(name: str, *, in_book: bool = False) -> str:
    """Say which package has the module. One that nobody knows is not offered: its name may be a trap."""
    if in_book:
        return _tell_requirement(name)
    whom = "whoever runs courseforge for your library to install it"
    if name not in PACKAGES:
        return f"Check the spelling. If it is right, ask {whom}. A lesson cannot do that itself."
    package = PACKAGES[name]
    opening = f"`{name}` comes with the package {package}" if package != name else f"`{name}` is not installed here"
    return f"{opening}: ask {whom} (`pip install {package}`). A lesson cannot do that itself."


def _tell_requirement(name: str) -> str:
    """Say which line a Jupyter Book's list of packages needs."""
    package = PACKAGES.get(name, name)
    doubt = "" if name in PACKAGES else "If the spelling is right: "
    return (
        f"{doubt}Write {package} on a line of its own in the book's requirements.txt, and install what stands there "
        "where courseforge is installed: pip install -r requirements.txt. To show what is saved in the files: "
        "courseforge build --no-execute"
    )


def _tell_member(module: str, name: str) -> str:
    if module not in _LOOKED_INTO:
        return ""
    near = find_near(name, dir(importlib.import_module(module)))
    return f"Did you mean `{near}`?" if near else ""
