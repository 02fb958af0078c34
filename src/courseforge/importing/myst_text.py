"""Markdown that is MyST already: directives of other schools get the names that they have here."""

import re
from collections.abc import Iterator

from courseforge.importing.blocks import BLOCKS, NATIVE, name_block, say_renamed
from courseforge.importing.code_fences import mark_code
from courseforge.importing.draft import Remark

_OPENING = re.compile(r"([ >\t]*(?::{3,}|`{3,}))\{([\w-]+)\}[ \t]*((?:\S.*)?)")


def translate_myst(text: str, language: str, first_line: int = 1) -> tuple[str, tuple[Remark, ...]]:
    """Rename directives; every other line stays as it is."""
    remarks: list[Remark] = []
    return "\n".join(_translate(text, language, first_line, remarks)), tuple(remarks)


def _translate(text: str, language: str, first_line: int, remarks: list[Remark]) -> Iterator[str]:
    for number, (line, is_code) in enumerate(mark_code(text.split("\n")), start=first_line):
        match = None if is_code else _OPENING.fullmatch(line)
        if match and match[2] in BLOCKS and match[2] not in NATIVE:
            new = f"{match[1]}{name_block(BLOCKS[match[2]], match[3].strip(), language)}"
            said = say_renamed(match[2], BLOCKS[match[2]])
            remarks.append(Remark("changed", said, f"line {number}", line, new))
            yield new
        else:
            yield line
