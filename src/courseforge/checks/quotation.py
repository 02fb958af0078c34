"""An author's words as a message repeats them: no more of them than one reads at a glance."""

LONGEST_HEADING = 80  # characters: what is longer is a sentence, not a heading
_LONGEST_LINE = 60


def quote_heading(text: str) -> str:
    """Return a heading, or its beginning."""
    return _cut(text, LONGEST_HEADING)


def quote_line(text: str) -> str:
    """Return a text on one line, or its beginning."""
    return _cut(" ".join(text.split()), _LONGEST_LINE)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
