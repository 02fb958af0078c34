"""Formulas in a line of plain text, as far as plain text goes."""

import re
import unicodedata

_FORMATTING = re.compile(r"\\(?:math\w+|text\w*|operatorname|mbox|boldsymbol|left|right)\b\s*")
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}")
_NAME = re.compile(r"\\([A-Za-z]+)(\s*)")
_SPACE = re.compile(r"\\[,;:! ]|~")
_SIGNS = {
    "ne": "≠", "neq": "≠", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "approx": "≈", "sim": "~", "times": "×",
    "cdot": "·", "pm": "±", "to": "→", "rightarrow": "→", "infty": "∞", "sum": "∑", "int": "∫", "sqrt": "√",
    "partial": "∂", "nabla": "∇", "in": "∈", "ldots": "…", "dots": "…", "varepsilon": "ε",
}  # fmt: skip


def say_formula(tex: str) -> str:
    r"""Write ``\beta \leq 2`` as “β ≤ 2”; what has no sign of its own keeps its name."""
    plain = _FRACTION.sub(r"\1/\2", _FORMATTING.sub("", tex))
    plain = _NAME.sub(_say_name, _SPACE.sub(" ", plain))
    return re.sub(r"[{}\\]", "", plain).lstrip("_^")


def _say_name(match: re.Match[str]) -> str:
    name, space = match.groups()
    letter = f"GREEK {'CAPITAL' if name[0].isupper() else 'SMALL'} LETTER {name}"
    try:
        return unicodedata.lookup(letter) + space
    except KeyError:
        return _SIGNS.get(name, name) + space
