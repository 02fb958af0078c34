"""A value of another kind than its place wants, or a function called in another way than it was made."""

import builtins
import re

from courseforge.execution.hints.attributes import tell_lost_list
from courseforge.execution.hints.scene import Scene, find_near, list_names, name_cell
from courseforge.execution.hints.wordings import TYPES, choose_sentence

_MISSING = re.compile(
    r"(?<![\w.])(?P<name>[\w.]+)\(\) missing (?P<count>\d+) required [\w-]+ arguments?: (?P<names>.{1,200})"
)
_TOO_MANY = re.compile(r"(?<![\w.])(?P<name>[\w.]+)\(\) takes (?P<takes>.{1,60}) arguments? but (?P<given>\d+) ")
_UNEXPECTED = re.compile(r"(?<![\w.])(?P<name>[\w.]+)\(\) got an unexpected keyword argument '(?P<keyword>\w+)'")
_OTHERWISE = (
    "Print `type()` of each value in this line: text and numbers do not mix until `str()` or `int()` "
    "turns one into the other."
)


def advise_type(scene: Scene) -> str:
    """Say what to do about a value that is not what this line can use."""
    return (
        _tell_arguments(scene)
        or _tell_callable(scene)
        or tell_lost_list(scene)
        or choose_sentence(scene.message, TYPES)
        or _OTHERWISE
    )


def _tell_arguments(scene: Scene) -> str:
    if match := _MISSING.search(scene.message):
        return f"`{_short(match['name'])}` needs more between its brackets: {_join(match['names'])}."
    if match := _TOO_MANY.search(scene.message):
        return (
            f"`{_short(match['name'])}` was given more between its brackets than it takes. "
            "Compare this line with its `def` line. In a class, `def` needs `self` as its first name."
        )
    if match := _UNEXPECTED.search(scene.message):
        near = find_near(match["keyword"], _list_parameters(_short(match["name"]), scene))
        if near:
            return f"Did you mean `{near}=`?"
        return f"`{_short(match['name'])}` knows no `{match['keyword']}=`. Compare the spelling with its `def` line."
    return ""


def _tell_callable(scene: Scene) -> str:
    """Name the word of Python's own that the lesson has used up, or the module that was called."""
    if "not callable" not in scene.message:
        return ""
    called = re.findall(r"\b(\w+)\(", scene.line)
    if "'module'" in scene.message and called:
        return f"`{called[0]}` is a module with functions inside: write `{called[0]}.` and the function's name."
    taken = ((name, cell) for cell in scene.code_so_far for name in list_names(cell) if name in called)
    for name, cell in taken:
        if hasattr(builtins, name):
            return (
                f"{name_cell(cell).capitalize()} uses the name `{name}` for something else, so Python's own "
                f"`{name}()` is gone. Choose another name there."
            )
    return ""


def _list_parameters(function: str, scene: Scene) -> list[str]:
    text = "\n".join(cell.source for cell in scene.code_so_far)
    match = re.search(rf"def {re.escape(function)}\((?P<inside>[^)]{{0,500}})\)", text)
    return re.findall(r"(?:^|,)\s*\**(\w+)", match["inside"]) if match else []


def _short(name: str) -> str:
    return name.rpartition(".")[2]


def _join(names: str) -> str:
    return names.replace("'", "`").replace("`, and `", "` and `")
