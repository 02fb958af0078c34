"""Color in what code prints (CF312)."""

import re
from collections.abc import Iterator
from itertools import groupby

from courseforge.checks.rule import Finding
from courseforge.checks.subject import ResultSubject

_COLORED = re.compile(r"\x1b\[((?:\d{1,3};){0,8}\d{1,3})m([^\x1b]{0,500})")
_COLORS = frozenset({*map(str, range(31, 38)), *map(str, range(41, 48)), *map(str, range(91, 98)), "38", "48"})


def find_color_alone(result: ResultSubject) -> Iterator[Finding]:
    r"""Color is not the only signal in what code prints.

    Printed text that is colored says the same without its colors: the same words do not stand there in two colors,
    and colored signs (█, ●) are not all there is.

    Why: one man in twelve sees red and green alike. A screen reader, a printer and many phones show no colors at all.

    Fails::

        print("\x1b[31m●\x1b[0m \x1b[32m●\x1b[0m")

    Mended::

        print("\x1b[31m● stop\x1b[0m \x1b[32m● go\x1b[0m")
    """
    for cell, given in result.cells:
        text = "".join(str(output.get("text", "")) for output in given.outputs if output.get("name") == "stdout")
        if "\x1b[" in text and _is_told_by_color(text):
            hint = "Print a word or another sign beside each color."
            yield Finding(cell.at(1), "In what this cell prints, only the color tells things apart.", hint)


def _is_told_by_color(text: str) -> bool:
    pieces = sorted(
        (words.strip(), code)
        for code, words in _COLORED.findall(text)
        if _COLORS & set(code.split(";")) and words.strip()
    )
    return any(len({code for _, code in group}) > 1 for _, group in groupby(pieces, key=lambda piece: piece[0]))
