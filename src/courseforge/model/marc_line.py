"""A MARC field as catalogers write it on one line: ``246 3_ $a Beat making``."""

import re
from dataclasses import dataclass

_LINE = re.compile(r"(?P<tag>\d{3})\s+(?P<indicators>[0-9a-z_#\\]{2})\s*(?P<rest>\$[a-z0-9].*)", re.DOTALL)
_SUBFIELD = re.compile(r"\$([a-z0-9])([^$]*)")
_FIRST_WITH_SUBFIELDS = 10  # fields 001 to 009 have none


@dataclass(frozen=True, slots=True)
class MarcLine:
    """A data field of MARC 21 (https://www.loc.gov/marc/bibliographic/).

    Attributes:
        indicators: two characters; a blank is a space.
        subfields: codes and what they say, in order.
    """

    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]


def read_marc_line(line: str) -> MarcLine | None:
    """Read a line; underline, number sign and backslash are blank indicators. None where it has no subfields."""
    match = _LINE.fullmatch(line.strip())
    if match is None or int(match["tag"]) < _FIRST_WITH_SUBFIELDS:
        return None
    subfields = tuple((code, text.strip()) for code, text in _SUBFIELD.findall(match["rest"]))
    if not all(text for _, text in subfields) or not match["tag"].isascii():
        return None
    return MarcLine(match["tag"], re.sub(r"[_#\\]", " ", match["indicators"]), subfields)
