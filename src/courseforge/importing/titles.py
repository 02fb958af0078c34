"""The title that a text gives itself."""

import re
from collections.abc import Iterable

from courseforge.importing.code_fences import mark_code
from courseforge.reading.wording import one_line

_FIRST = re.compile(r"[ ]{0,3}#[ \t]+([^\s#](?:.*[^ \t#])?)[ \t#]*")
_UNDERLINED = re.compile(r"[ ]{0,3}=+[ \t]*")
_MARKS = re.compile(r"<[^<>]*>|\*\*|__|`|\\(?=[_*#])")
_LINK = re.compile(r"!?\[([^\[\]]{0,2000})\]\([^()]{0,2000}\)")


def find_heading(*texts: str) -> str:
    """Return the first heading of the first level in plain words; empty where there is none."""
    for text in texts:
        if heading := _find(mark_code(text.split("\n"))):
            return one_line(_MARKS.sub("", _LINK.sub(r"\1", heading)))
    return ""


def _find(lines: Iterable[tuple[str, bool]]) -> str:
    before = ""
    for line, is_code in lines:
        if not is_code:
            if match := _FIRST.fullmatch(line):
                return match[1]
            if _UNDERLINED.fullmatch(line) and before.strip():
                return before.strip()
        before = "" if is_code else line
    return ""
