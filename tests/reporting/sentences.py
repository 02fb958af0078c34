"""What is said with a code anywhere in the source, as far as a text stands beside the code or is given a name near it.

A text that is put together in another way is not found; the cases of the rules cover those.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

from courseforge.reading import codes

SOURCE = Path(codes.__file__).parents[1]
GAP = "xyz"  # stands for an author's words
_FACTS = {name: fact.code for name, fact in vars(codes).items() if isinstance(fact, codes.Fact)}
_CODE = re.compile(r"CF\d{3}")
_SENTENCE = re.compile(r"[A-Za-z]{2,}.* ")

Names = Mapping[str, list[ast.expr]]


class Sentence(NamedTuple):
    """A first line of a message or a hint, and the module that says it."""

    code: str
    text: str
    module: str


def list_sentences() -> Iterator[Sentence]:
    """Read every module of the package."""
    for file in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        shared = _name_values(tree.body)
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            own = _name_values(ast.walk(function))
            names = {name: [*shared.get(name, []), *own.get(name, [])] for name in shared.keys() | own.keys()}
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                for code, text in _read_call(call, names):
                    yield Sentence(code, text, file.relative_to(SOURCE).as_posix())


def _name_values(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.NamedExpr):
            found.setdefault(node.target.id, []).append(node.value)
        for target in node.targets if isinstance(node, ast.Assign) else ():
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=False))
            for left, right in pairs:
                if isinstance(left, ast.Name):
                    found.setdefault(left.id, []).append(right)
    return found


def _read_call(call: ast.Call, names: Names) -> Iterator[tuple[str, str]]:
    code = _find_code(call.args[0], names) if call.args else None
    told = [*call.args[1:], *(word.value for word in call.keywords if word.arg in ("message", "hint"))]
    for text in (text for part in told if code for text in _list_texts(part, names)):
        if code and _SENTENCE.match(text.replace(GAP, "")):
            yield code, text.partition("\n")[0]


def _find_code(node: ast.expr, names: Names) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if _CODE.fullmatch(node.value) else None
    if isinstance(node, ast.Name) and node.id not in _FACTS:
        values = names.get(node.id, [])
        return _find_code(values[0], {}) if len(values) == 1 else None
    return _FACTS.get(node.id) if isinstance(node, ast.Name) else None


def _list_texts(node: ast.expr, names: Names) -> list[str]:
    """List what an expression can say; whatever is not known stands as a gap."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr():
            return ["".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in node.values)]
        case ast.IfExp():
            return _list_texts(node.body, names) + _list_texts(node.orelse, names)
        case ast.BoolOp():
            return [text for value in node.values for text in _list_texts(value, names)]
        case ast.BinOp(op=ast.Add()):
            sides = (_list_texts(side, names) or [GAP] for side in (node.left, node.right))
            return ["".join(pair) for pair in product(*sides)]
        case ast.Name():
            return [text for value in names.get(node.id, []) for text in _list_texts(value, {})]
    return []
