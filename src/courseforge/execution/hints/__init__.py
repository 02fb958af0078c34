"""What to try when a cell raises: a plain sentence or two for the errors that beginners meet most."""

from collections.abc import Callable, Mapping

from courseforge.execution.hints.attributes import advise_attribute, advise_index, advise_key
from courseforge.execution.hints.files import advise_encoding, advise_file, advise_permission, advise_system
from courseforge.execution.hints.kinds import advise_type
from courseforge.execution.hints.modules import advise_import, advise_module
from courseforge.execution.hints.names import advise_local_name, advise_name
from courseforge.execution.hints.network import advise_network, find_host, needs_network
from courseforge.execution.hints.scene import Scene, find_cell, name_cell
from courseforge.execution.hints.wordings import SYNTAX, VALUES, choose_sentence

__all__ = ["Scene", "advise", "find_cell", "find_host", "name_cell", "needs_network"]

Advise = Callable[[Scene], str]

_MEANT = "If the error is meant to be shown, give the cell the tag `raises-exception`."
# Nobody shows these on purpose: something is missing, or nobody is there to answer.
_NEVER_MEANT = frozenset(
    {"FileNotFoundError", "ImportError", "ModuleNotFoundError", "NameError", "StdinNotImplementedError", "UsageError"}
)
_OTHERWISE = "In Jupyter, choose “Restart the kernel and run all cells” to see it happen."
_KEYBOARD = (
    "Lessons run with nobody at the keyboard, so nothing can be asked. Set the value in the code, "
    'for example `name = "Robin"`, and tell readers to change it.'
)
_INDENTATION = "Let all lines of a block start in the same column, four spaces in, and use no tabs."
_SENTENCES: Mapping[str, str] = {
    "AssertionError": "A check in the code found something else than it expects: print both sides before it.",
    "IndentationError": _INDENTATION,
    "IsADirectoryError": "This is the name of a folder. Write the file's name after it: `data/stops.csv`.",
    "JSONDecodeError": 'This text is not JSON: names and texts in it need double quotation marks, `"`. '
    "Print the text to see what it is.",
    "KeyboardInterrupt": "Something stopped the cell from outside. Run it again.",
    "MemoryError": "The data is too large for the memory: work with a part of it.",
    "OverflowError": "The number has become too large. Print it before this line.",
    "RecursionError": "The function calls itself without an end: it needs an `if` that stops it with `return`.",
    "StdinNotImplementedError": _KEYBOARD,
    "SyntaxError": "Look at this line and the one above it for a bracket, a quote or a colon that is missing.",
    "SystemExit": "Leave out `exit()`, `quit()` and `sys.exit()`: a lesson ends by itself after its last cell.",
    "TabError": _INDENTATION,
    "UsageError": "Check the spelling of the word after `%`, or leave the line out.",
    "ValueError": "Print the value just before this line: it is not one that the function can use.",
    "ZeroDivisionError": "Print the number after the `/` just before this line to see when it becomes 0.",
}


def advise(scene: Scene) -> str:
    """Say what to try."""
    failure = scene.failure
    if needs_network(failure):
        return advise_network(scene)
    adviser = _ADVISERS.get(failure.kind)
    advice = (adviser(scene) if adviser else "") or _SENTENCES.get(failure.kind, _OTHERWISE)
    return advice if failure.kind in _NEVER_MEANT else f"{advice} {_MEANT}"


def _advise_syntax(scene: Scene) -> str:
    if "expected ':'" in scene.message and scene.line.lstrip().startswith("else if"):
        return "Write `elif` instead of `else if`."
    return choose_sentence(scene.message, SYNTAX)


def _advise_value(scene: Scene) -> str:
    return choose_sentence(scene.message, VALUES)


_ADVISERS: Mapping[str, Advise] = {
    "AttributeError": advise_attribute,
    "FileNotFoundError": advise_file,
    "ImportError": advise_import,
    "IndentationError": _advise_syntax,
    "IndexError": advise_index,
    "KeyError": advise_key,
    "ModuleNotFoundError": advise_module,
    "NameError": advise_name,
    "OSError": advise_system,
    "PermissionError": advise_permission,
    "SyntaxError": _advise_syntax,
    "TypeError": advise_type,
    "UnboundLocalError": advise_local_name,
    "UnicodeDecodeError": advise_encoding,
    "ValueError": _advise_value,
}
