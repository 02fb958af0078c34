"""A code cell as rules want to see it: Python's own syntax tree, with what only IPython understands blanked out.

Line numbers hold: they are 1-based lines of the cell's source.
"""

import ast
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field

from courseforge.model import CellOption, find_options

LONGEST = 100_000  # characters; more is data, not a program

# A word in a string or a comment is no command. What nobody closes ends with its line or with the cell: a pattern
# that never fails reads every cell once, whoever wrote it.
_WORDS = re.compile(
    r'"""(?:[^\\]|\\.?)*?(?:"""|\Z)'
    r"|\'\'\'(?:[^\\]|\\.?)*?(?:\'\'\'|\Z)"
    r'|"(?:[^"\\\n]|\\.?)*"?'
    r"|'(?:[^'\\\n]|\\.?)*'?"
    r"|\#[^\n]*",
    re.DOTALL,
)
_MAGIC = re.compile(r"(?P<margin>\s*)(?:(?P<name>[^\W\d]\w*)\s*=\s*(?=[!%][^=]))?(?P<command>(?:[!%]|\?{1,2}\w).*)")
_HELP = re.compile(r"(?P<margin>\s*)[\w.*]+\?{1,2}\s*$")
_AUTOMAGIC = re.compile(r"(?P<margin>\s*)(?:pip3?|conda|mamba|cd|ls|pwd)(?:[ \t]+[^=(\s].*)?$")
_PYTHON_MAGICS = frozenset("time timeit capture prun python python3 debug".split())


@dataclass(frozen=True, slots=True)
class Code:
    """A code cell's program.

    Attributes:
        tree: its syntax tree; None where it is no Python, too long, or has an error.
        error: what Python says about its syntax, with the line.
        language: ``python``, or what a cell magic names (``bash``, ``html``, …).
        commands: 1-based line -> a shell command or magic that stands there.
        options: its ``#|`` lines, by name.
    """

    tree: ast.Module | None = None
    error: tuple[str, int] | None = None
    language: str = "python"
    commands: Mapping[int, str] = field(default_factory=dict)
    options: Mapping[str, CellOption] = field(default_factory=dict)


def read_code(source: str) -> Code:
    """Parse the source of a code cell."""
    options = {option.name: option for option in reversed(find_options(source[:LONGEST]))}
    if len(source) > LONGEST:
        return Code(options=options)
    lines = source.split("\n")
    language, commands = "python", {}
    first = next((number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    if lines[first].lstrip().startswith("%%"):
        language = (lines[first].lstrip()[2:].split(maxsplit=1) or [""])[0]
        commands[first + 1] = lines[first].strip()
        if language not in _PYTHON_MAGICS:
            return Code(None, None, language, commands, options)
        language, lines[first] = "python", ""
    tree, error = _parse("\n".join(lines))
    if tree is None:
        lines, more = _blank_commands(lines)
        if more:
            commands |= more
            tree, error = _parse("\n".join(lines))
    return Code(tree, error, language, commands, options)


def blank_words(source: str) -> str:
    """Put spaces in the place of every string and comment; lines and columns hold."""
    return _WORDS.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source)


def _blank_commands(lines: list[str]) -> tuple[list[str], dict[int, str]]:
    """Put Python of the same meaning for names in the place of lines that only IPython understands."""
    kept, commands = list(lines), {}
    for number, code in enumerate(blank_words("\n".join(lines)).split("\n")):
        match = _MAGIC.match(code) or _HELP.match(code) or _AUTOMAGIC.match(code)
        if match is not None:
            name = match.groupdict().get("name")
            kept[number] = f"{match['margin']}{name} = None" if name else f"{match['margin']}pass"
            commands[number + 1] = lines[number].strip()
    return kept, commands


def _parse(source: str) -> tuple[ast.Module | None, tuple[str, int] | None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = compile(source, "cell", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        return None, (str(error.msg), error.lineno or 1)
    except (ValueError, RecursionError, MemoryError) as error:
        return None, (str(error), 1)
    assert isinstance(tree, ast.Module)
    return tree, None
