"""Words in a drawing, where nobody but us breaks a line: how wide they are, and where they are cut."""

import unicodedata
from html import escape

SIZE = 13.0  # of letters
_AVERAGE = 0.6  # of the size: how wide a letter is, where fonts are wide
_WIDE = 1.0


def measure(words: str, size: float = SIZE) -> float:
    """Return about how wide words are."""
    return size * sum(_WIDE if unicodedata.east_asian_width(sign) in "WF" else _AVERAGE for sign in words)


def shorten(words: str, width: float, size: float = SIZE) -> str:
    """Cut words to a width, with a sign that they go on."""
    if measure(words, size) <= width:
        return words
    kept = words
    while kept and measure(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrap(words: str, width: float, most: int, size: float = SIZE) -> list[str]:
    """Break words into lines; the last one is cut where there is no room for more."""
    lines: list[str] = []
    for word in words.split():
        if lines and measure(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    kept = lines[: most - 1] + ([" ".join(lines[most - 1 :])] if len(lines) >= most else [])
    return [shorten(line, width, size) for line in kept]


def write(x: float, y: float, words: str, anchor: str = "start", more: str = "") -> str:
    """Make a line of text."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(words, quote=False)}</text>'
