"""What to write in the place of a question to a person: an answer that its words ask for."""

import ast
import re
from collections.abc import Collection, Iterable

from courseforge.checks.code.program import read_name

_LONGEST = 200  # characters of a question that are looked at
_NUMBERS = {"int": "7", "float": "7.5"}
_CHOICES = re.compile(r"[(\[]([^\W_][\w ]{0,20}?)(?: ?[/,|] ?| or | o )[^()\[\]]{1,60}[)\]]")
_EITHER = re.compile(r"([^\W\d_]{1,20})(?:, [^\W\d_]{1,20}){0,9},? (?:or|o) [^\W\d_]{1,20}", re.IGNORECASE)
_COUNTS = re.compile(
    r"how (?:many|much|old|tall|long|far)|number|\bage\b|year|cu[aá]nt|n[uú]mero|\bedad\b|\baños?\b", re.IGNORECASE
)
_NAMES = re.compile(r"name\b|who are you|nombre|llamas", re.IGNORECASE)
_ANYTHING = '"…"'


def propose_answer(question: ast.Call, nodes: Collection[ast.AST]) -> str:
    """Say what to write in the place of ``input()``: the very line, where it only gives the answer a name.

    Args:
        question: the call.
        nodes: all of the program.
    """
    whole = _find_conversion(question, nodes) or question
    value = _NUMBERS.get(read_name(whole.func)) or _answer(_read_words(question)[:_LONGEST])
    given = (node for node in nodes if isinstance(node, ast.Assign) and node.value is whole)
    names = [node.targets[0].id for node in given if isinstance(node.targets[0], ast.Name)]
    where = f"{names[0]} = {value}" if names else f"{value} in the place of input(…)"
    return f"Write an answer that fits: {where}" if value == _ANYTHING else f"Write a value: {where}"


def _find_conversion(question: ast.Call, nodes: Iterable[ast.AST]) -> ast.Call | None:
    """Return the call that makes a number of the answer at once."""
    calls = (node for node in nodes if isinstance(node, ast.Call) and question in node.args)
    return next((call for call in calls if read_name(call.func) in _NUMBERS), None)


def _read_words(question: ast.Call) -> str:
    """Return what is asked, with a space for what a name holds."""
    asked = question.args[0] if question.args else None
    parts = asked.values if isinstance(asked, ast.JoinedStr) else [asked]
    return " ".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


def _answer(words: str) -> str:
    """Return an answer as Python writes it: a choice that is offered, a name, a number; else a gap to be filled."""
    if choice := _CHOICES.search(words):
        return f'"{choice[1]}"'
    if _NAMES.search(words):
        return '"Ada"'
    if choice := _EITHER.search(words):
        return f'"{choice[1].lower()}"'
    return '"7"' if _COUNTS.search(words) else _ANYTHING
