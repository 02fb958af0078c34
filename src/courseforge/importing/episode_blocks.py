"""The parts of a Carpentries episode as a tree: fenced divs, and the quotations with a class that came before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from courseforge.importing.code_fences import mark_code
from courseforge.importing.draft import Remark

_OPEN = re.compile(r"\s*:{3,}\s*(?:\{\s*\.([A-Za-z][\w-]{0,60})(?![\w-])[^}]*\}|([A-Za-z][\w-]*))[\s:]*")
_CLOSE = re.compile(r"\s*:{3,}\s*")
_CLASS = re.compile(r"\s*\{:\s*\.([\w-]{1,60})(?![\w-])[^}]*\}\s*")
_QUOTED = re.compile(r"\s{0,3}> ?")
_CODE_CLASS = frozenset({"output", "error", "source", "bash", "python", "sql", "r"})
_DEEPEST = 12


@dataclass(slots=True)
class Part:
    """A named part.

    Attributes:
        opening: the line that begins it, or the one that names its class.
        children: its lines, each with its number, and the parts in it.
        closing: the line that ends it, or nothing where the source never does.
    """

    name: str
    opening: str
    number: int
    children: list["tuple[int, str] | Part"] = field(default_factory=list)
    closing: str | None = None


Child = tuple[int, str] | Part


def read_parts(lines: Sequence[tuple[int, str]], remarks: list[Remark]) -> list[Child]:
    """Make the tree of numbered lines; a line that ends nothing becomes a comment."""
    root = Part("", "", 0)
    open_parts = [root]
    marked = mark_code(line for _, line in lines)
    for (number, line), (_, is_code) in zip(lines, marked, strict=True):
        match = None if is_code else _OPEN.fullmatch(line)
        if match and len(open_parts) < _DEEPEST:
            part = Part((match[1] or match[2]).lower(), line, number)
            open_parts[-1].children.append(part)
            open_parts.append(part)
        elif not is_code and len(open_parts) > 1 and _CLOSE.fullmatch(line):
            open_parts.pop().closing = line
        elif not is_code and _CLOSE.fullmatch(line):
            open_parts[-1].children.append((number, f"% {line.strip()}"))
            said = "A line ends a part where none was begun; it is a comment now."
            remarks.append(Remark("changed", said, f"line {number}", line, f"% {line.strip()}"))
        else:
            open_parts[-1].children.append((number, line))
    return root.children


def read_quotations(children: Iterable[Child], depth: int = 0) -> list[Child]:
    """Turn each quotation that a class follows into a part, from the outside to the inside."""
    found: list[Child] = []
    quoted: list[tuple[int, str]] = []
    for child in children:
        line = "" if isinstance(child, Part) else child[1]
        if isinstance(child, Part):
            found += quoted
            quoted = []
            found.append(child)
        elif _QUOTED.match(line):
            quoted.append((child[0], line))
        elif quoted and (match := _CLASS.fullmatch(line)) and match[1] not in _CODE_CLASS and depth < _DEEPEST:
            inner = [(number, _QUOTED.sub("", text, count=1)) for number, text in quoted]
            found.append(Part(match[1].lower(), line, child[0], read_quotations(inner, depth + 1), ""))
            quoted = []
        else:
            found += quoted
            quoted = []
            found.append(child)
    return found + quoted
