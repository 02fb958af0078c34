"""A word after a dot, a key or a place in a list that is not there."""

import re

from courseforge.execution.hints.modules import advise_member
from courseforge.execution.hints.scene import Scene, find_near, list_names, name_cell

_LACKS = re.compile(r"'(?P<kind>\w+)' object has no attribute '(?P<name>\w+)'")
_KINDS = {kind.__name__: kind for kind in (str, int, float, bool, list, tuple, dict, set, bytes, range)}
_AFTER_DOT = re.compile(r"\.([A-Za-z]\w+)")
_TEXTS = re.compile(r"""['"]([^'"\n]{1,60})['"]|(?<![\w.])(\w+)\s*=(?!=)""")
_LOST = re.compile(
    r"(?m)^[ \t]*(?P<name>\w+) *= *(?:(?P=name)\."
    r"(?P<method>add|append|clear|extend|insert|remove|reverse|sort|update)|(?P<shuffle>random\.shuffle))\("
)
_NOTHING = (
    "What stands before the dot is `None`, which means nothing. Perhaps a function has no `return`, or a name got "
    "what `print()`, `append()` or `sort()` give back, which is nothing."
)


def advise_attribute(scene: Scene) -> str:
    """Say what to do about a word after a dot."""
    if found := advise_member(scene):
        return found
    match = _LACKS.search(scene.message)
    if match is None:
        return "Check the spelling after the dot, and print `type()` of what stands before it."
    if match["kind"] == "NoneType":
        return tell_lost_list(scene) or _NOTHING
    near = find_near(match["name"], _list_attributes(match["kind"], scene))
    if near:
        return f"Did you mean `.{near}`?"
    return f"Check the spelling after the dot; `dir(…)` lists what a `{match['kind']}` has."


def tell_lost_list(scene: Scene) -> str:
    """Name the cell that threw a list away: ``beats = beats.append(2)``; empty where that is not what happened."""
    if "NoneType" not in scene.message:
        return ""
    for cell in scene.code_so_far:
        for match in _LOST.finditer(cell.source):
            if re.search(rf"\b{match['name']}\b", scene.line):
                method = match["method"] or "shuffle"
                return (
                    f"{name_cell(cell).capitalize()} says `{match[0].strip()}…)`. `{method}` changes what it works "
                    f"on and gives nothing back: leave out `{match['name']} =` there."
                )
    return ""


def advise_key(scene: Scene) -> str:
    """Say what to do about a key, or the name of a column, that is not there."""
    key = scene.message.strip("'\"")
    near = find_near(key, _list_texts(scene), cutoff=0.7)
    if near:
        return f"Did you mean `{near}`? Capitals and spaces count."
    if whole := re.search(rf"\b(\w+)\[['\"]{re.escape(key)}['\"]\]", scene.line):
        return (
            f"`{whole[1]}` has no entry `{key}` when this line runs. See what it has with `print(list({whole[1]}))` "
            "above this line, and compare the spelling; capitals and spaces count."
        )
    return "Print the keys that are there with `list(…)` and compare the spelling; capitals and spaces count."


def advise_index(scene: Scene) -> str:
    """Say what to do about a place behind the end."""
    if "empty" in scene.message:
        return "There is nothing left to take out. Ask with `if` first whether the list has anything in it."
    kind = "text" if "string" in scene.message else "list"
    return f"The {kind} is shorter than the code thinks. The first item has number 0, the last `len(…) - 1`."


def _list_attributes(kind: str, scene: Scene) -> set[str]:
    """List what a value of this kind has, or, where that is not known, what the lesson uses and defines."""
    if kind in _KINDS:
        return {name for name in dir(_KINDS[kind]) if not name.startswith("_")}
    used = {name for cell in scene.lesson.code_cells for name in _AFTER_DOT.findall(cell.source)}
    return used | {name for cell in scene.lesson.code_cells for name in list_names(cell)}


def _list_texts(scene: Scene) -> set[str]:
    found = (match for cell in scene.code_so_far for match in _TEXTS.finditer(cell.source))
    return {match[1] or match[2] for match in found}
