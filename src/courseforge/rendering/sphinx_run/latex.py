r"""LaTeX in the words that docutils' converter knows: what authors write for MathJax says the same in fewer of them.

Only a formula that the converter refuses comes here. Layout that MathML has no word for (the size of a parenthesis, a
color, a line in a table) goes; what a reader reads stays.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

#: Names that others are written by; every environment with rows and columns is the one of two that the converter has.
_ENVIRONMENTS = {
    "align": "aligned", "alignat": "aligned", "alignedat": "aligned", "eqnarray": "aligned", "flalign": "aligned",
    "gather": "aligned", "gathered": "aligned", "multline": "aligned", "split": "aligned", "array": "matrix",
    "subarray": "matrix", "dcases": "cases",
}  # fmt: skip
_WITH_COLUMNS = ("array", "subarray", "alignat", "alignedat")
_FONTS = {"bf": "mathbf", "cal": "mathcal", "it": "mathit", "rm": "mathrm", "sf": "mathsf", "tt": "mathtt"}
_NAMES = {
    "argmax": r"\operatorname{argmax}", "argmin": r"\operatorname{argmin}", "Bbb": r"\mathbb", "bm": r"\boldsymbol",
    "bold": r"\mathbf", "cr": r"\\", "dots": r"\ldots", "emph": r"\text", "gt": ">", "lt": "<", "newline": r"\\",
    "iff": r"\Longleftrightarrow", "LaTeX": r"\text{LaTeX}", "space": r"\ ", "stackrel": r"\overset",
    "TeX": r"\text{TeX}", "textbf": r"\text", "textit": r"\text", "textsf": r"\text", "texttt": r"\text",
    "textup": r"\text",
}  # fmt: skip
_DROPPED = re.compile(
    r"\\(?:nonumber|notag|hline|mathop|smash|middle|hfill|displaystyle|textstyle|boxed|limits(?![_^\s])"
    r"|[bB]igg?m?)(?![A-Za-z])\s*"
    r"|\\(?:label|color|vspace|cline|unicode)\*?\s*\{[^{}]*\}"
)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<!\\)%[^\n]*"), ""),  # a remark
    (re.compile(r"\\(?:textcolor|colorbox)\s*\{[^{}]*\}"), ""),
    (re.compile(r"\\operatorname\s*\*"), r"\\operatorname"),
    (re.compile(r"\\tag\*?\s*\{([^{}]*)\}"), r"\\qquad\\text{(\1)}"),
    (re.compile(r"\\substack\s*\{([^{}]*)\}"), r"\\begin{matrix}\1\\end{matrix}"),
    (re.compile(r"\\(left|right)\s*<"), r"\\\1\\langle "),
    (re.compile(r"\\(left|right)\s*>"), r"\\\1\\rangle "),
    (re.compile(r"\\>"), r"\\:"),
    (re.compile(r"\\([dtc]?frac|[dt]?binom)\s*(\d)\s*(\d)"), r"\\\1{\2}{\3}"),
    (re.compile(r"(^|[{&])(\s*)([_^])"), r"\1\2{}\3"),  # an index of nothing
    (re.compile(r'"'), "''"),
    (re.compile(r"[–−]"), "-"),
    (re.compile(r"(?<!\\)\\{1,99}\s{0,99}$"), ""),  # a line after which nothing comes
)
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+)\*?\}")
_FONT = re.compile(rf"\\({'|'.join(_FONTS)})(?![A-Za-z])\s*([^{{}}&\\]*)")
_NAME = re.compile(r"\\([A-Za-z]+)")
_DEFINITION = re.compile(
    r"\\(?P<command>(?:re)?newcommand|providecommand|def|DeclareMathOperator)\*?\s{0,9}"
    r"\{?\\(?P<name>[A-Za-z]{1,99})\}?\s{0,9}"
    r"(?:\[(?P<number>\d)\])?\s{0,9}(?:\[(?P<default>[^\[\]{}]{0,99})\])?\s{0,9}(?=\{)"
)
_COLUMNS = re.compile(
    rf"(\\begin\s{{0,9}}\{{(?:{'|'.join(_WITH_COLUMNS)})\*?\}})\s{{0,9}}(?:\[[a-z]\])?\s{{0,9}}(?=\{{)"
)
#: Signs that the converter does not know, and have a plainer one of the same meaning: spaces of every kind, signs as
#: wide as those of Chinese or Japanese, currencies. Words (``\text``) stay as they are, but for formulas in them.
_SIGN = re.compile(
    r"\\(?P<kind>text|mbox|textrm|textnormal)\s{0,9}\{(?P<words>[^{}]{0,999})\}|"
    "[\t\u00a0\u2000-\u200a\u202f\u3000！-～￠-￦£€¥₩₽₹§°©®™“”‘’•½¼¾…×÷±]"
)
_DOLLAR = re.compile(r"(?<!\\)\$")
_SPELLED = {"×": r"\times ", "÷": r"\div ", "±": r"\pm ", "…": r"\ldots "}
_OF_WORDS = frozenset("£€¥₩₽₹§°©®™“”‘’•½¼¾¢¬¦")
_MOST_STEPS = 200  # of macros in macros; a formula that needs more is meant to keep us busy
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Macro:
    """A command that an author defined.

    Attributes:
        arguments: how many it takes.
        meaning: what it stands for; ``#1`` is the first argument.
        default: the first argument where none stands in square brackets; None where it stands in braces.
    """

    arguments: int
    meaning: str
    default: str | None = None


def find_stated(config: object) -> object:
    """Find the macros of a book's settings, as MathJax 3 has them (``tex: macros:``) or 2 (``TeX: Macros:``)."""
    for setting in ("mathjax3_config", "mathjax2_config", "mathjax_config"):
        stated = getattr(config, setting, None)
        for tex, macros in (("tex", "macros"), ("TeX", "Macros")):
            inner = stated.get(tex) if isinstance(stated, Mapping) else None
            if isinstance(inner, Mapping) and inner.get(macros):
                return inner[macros]
    return None


def read_macros(stated: object) -> dict[str, Macro]:
    """Read the macros of MathJax's configuration (``tex: macros:``): a text each, or a list.

    The list has the text, the number of arguments, and the first one's value where it may be left out.
    """
    found: dict[str, Macro] = {}
    for name, value in stated.items() if isinstance(stated, Mapping) else ():
        parts = list(value) if isinstance(value, (list, tuple)) else [value]
        if parts and isinstance(parts[0], str):
            number = parts[1] if len(parts) > 1 and isinstance(parts[1], int) else 0
            default = parts[2] if len(parts) > 2 and isinstance(parts[2], str) else None
            found[str(name).lstrip("\\")] = Macro(max(0, min(number, 9)), parts[0], default)
    return found


def take_definitions(source: str) -> tuple[str, dict[str, Macro]]:
    r"""Divide a formula into what it shows and what it defines (``\newcommand``, ``\DeclareMathOperator``)."""
    found: dict[str, Macro] = {}
    while match := _DEFINITION.search(source):
        meaning, rest = _take_group(source[match.end() :])
        if match["command"] == "DeclareMathOperator":
            meaning = rf"\operatorname{{{meaning}}}"
        found[match["name"]] = Macro(int(match["number"] or 0), meaning, match["default"])
        source = source[: match.start()] + rest
    return source, found


def simplify(source: str, macros: Mapping[str, Macro]) -> str:
    """Write a formula so that the converter may know every word of it."""
    source = _SIGN.sub(_make_plain, expand(source, macros)[:_LONGEST])
    if len(_DOLLAR.findall(source)) == 1:  # two of them stand around a formula in words
        source = _DOLLAR.sub(r"\\$", source)
    source = _DROPPED.sub(" ", source)
    source = _ENVIRONMENT.sub(_name_environment, _drop_columns(source))
    for pattern, words in _RULES:
        source = pattern.sub(words, source)
    source = _FONT.sub(lambda match: rf"\{_FONTS[match[1]]}{{{match[2]}}}", source)
    return _NAME.sub(lambda match: _NAMES.get(match[1], match[0]), source)


def _make_plain(match: re.Match[str]) -> str:
    sign = match[0]
    if match["kind"]:
        words = _DOLLAR.split(match["words"])
        if len(words) % 2 == 0 or len(words) == 1:
            return sign
        return "".join(f" {part} " if at % 2 else rf"\text{{{part}}}" for at, part in enumerate(words) if part)
    if sign in _SPELLED:
        return _SPELLED[sign]
    plain = sign if sign in _OF_WORDS else unicodedata.normalize("NFKC", sign)
    return rf"\text{{{plain}}}" if plain in _OF_WORDS else plain.replace("\t", " ")


def expand(source: str, macros: Mapping[str, Macro]) -> str:
    """Write out what an author's own commands stand for."""
    place = steps = 0
    while match := _NAME.search(source, place):
        macro = macros.get(match[1])
        if macro is None or steps == _MOST_STEPS or len(source) > _LONGEST:
            place = match.end()
            continue
        steps += 1
        rest, meaning = source[match.end() :], macro.meaning
        for number in range(1, macro.arguments + 1):
            if number == 1 and macro.default is not None:
                argument, rest = _take_optional(rest, macro.default)
            else:
                argument, rest = _take_group(rest)
            if meaning.count(f"#{number}") * len(argument) > _LONGEST:
                return source
            meaning = meaning.replace(f"#{number}", f" {argument} ")  # which must not become part of a name
        # braces keep the meaning from running into what follows; \begin alone may not stand in some
        whole = meaning if r"\begin" in meaning or r"\end" in meaning or r"\left" in meaning else f"{{{meaning}}}"
        place = match.start()
        source = source[:place] + whole + rest
    return source


def _take_optional(text: str, default: str) -> tuple[str, str]:
    """Return what stands between square brackets, if anything does, and the rest."""
    begun = text.lstrip()
    inner, bracket, rest = begun[1:].partition("]")
    return (inner, rest) if begun.startswith("[") and bracket else (default, text)


def _take_group(text: str) -> tuple[str, str]:
    """Return the first group in braces, or the first word, and the rest."""
    text = text.lstrip()
    if not text.startswith("{"):
        match = re.match(r"\\[A-Za-z]+|\\?.", text, re.DOTALL)
        return (match[0], text[match.end() :]) if match else ("", "")
    depth = 0
    for match in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return text[1 : match.start()], text[match.end() :]
    return text[1:], ""


def _drop_columns(source: str) -> str:
    r"""Take out what ``\begin{array}{c|c}`` says about columns."""
    place = 0
    while match := _COLUMNS.search(source, place):
        place = match.end(1)
        source = source[:place] + _take_group(source[match.end() :])[1]
    return source


def _name_environment(match: re.Match[str]) -> str:
    kind, name = match.groups()
    if name in ("equation", "math", "displaymath"):
        return ""
    return rf"\{kind}{{{_ENVIRONMENTS.get(name, name)}}}"
