"""A MARC field as a cataloger writes it in one line: ``246 3_ $a Beat making``."""

import re
from dataclasses import dataclass

_LINE = re.compile(r"(?P<tag>\S+)\s+(?P<indicators>[^\s$]{2}|(?=\$))\s*(?P<rest>\$.*)", re.DOTALL)
_SUBFIELD = re.compile(r"\$([0-9a-z])([^$]*)")
_BLANKS = str.maketrans("_#\\", "   ")
_DOLLAR = "{dollar}"  # as MARCMaker writes a dollar that begins no subfield


@dataclass(frozen=True, slots=True)
class MarcLine:
    """One data field.

    Attributes:
        indicators: two characters, a blank for each that says nothing.
        subfields: code and text of each, in order.
    """

    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]


def parse_marc_line(line: str) -> MarcLine | str:
    """Read a field, or say in plain words what keeps the line from being one.

    Blank indicators are written ``_`` or ``#`` and may be left out; ``{dollar}`` stands for a dollar in a text.
    """
    match = _LINE.fullmatch(line.strip())
    if match is None:
        return "It has to be a tag, two indicators, and subfields that begin with $ and a letter or digit."
    tag, rest = match["tag"], match["rest"]
    indicators = (match["indicators"] or "  ").translate(_BLANKS)
    if not re.fullmatch(r"[0-9]{3}", tag) or tag == "000":
        return "A tag has three digits, such as 246."
    if tag.startswith("00"):
        return "Fields 001 to 009 are made by courseforge."
    if not re.fullmatch(r"[0-9a-z ]{2}", indicators):
        return "An indicator is a digit, a small letter, or _ for none."
    if "".join(found[0] for found in _SUBFIELD.finditer(rest)) != rest:
        return "After each $ comes a small letter or a digit. Write {dollar} for a dollar in a text."
    subfields = tuple((code, text.strip().replace(_DOLLAR, "$")) for code, text in _SUBFIELD.findall(rest))
    empty = next((code for code, text in subfields if not text), "")
    return f"Subfield ${empty} is empty." if empty else MarcLine(tag, indicators, subfields)
