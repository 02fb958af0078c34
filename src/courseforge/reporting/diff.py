"""What would be different in an author's files, line by line."""

from collections.abc import Iterator
from difflib import unified_diff

from rich.text import Text

from courseforge.reporting.wording import count, printable

_STYLES = {"+": "green", "-": "red", "@": "cyan"}
_MOST_LINES = 60  # of one file, where somebody waits to be asked
_WIDEST = 300


def describe_change(path: str, old: bytes, new: bytes, *, whole: bool) -> Iterator[Text]:
    """Show one file's change as a unified diff; of a picture only what it comes to.

    Args:
        whole: every line of it; otherwise as much as a person reads before saying yes.
    """
    try:
        before, after = old.decode().splitlines(), new.decode().splitlines()
    except UnicodeDecodeError:
        yield Text(f"{printable(path)}: {len(old) - len(new):,} bytes beside the picture would go.", "bold")
        return
    lines = unified_diff(before, after, f"a/{path}", f"b/{path}", lineterm="")
    for number, line in enumerate(lines):
        if not whole and number == _MOST_LINES:
            yield Text(f"… and {count(sum(1 for _ in lines) + 1, 'more line')}", "dim")
            return
        yield _show(line, number, whole)


def _show(line: str, number: int, whole: bool) -> Text:
    style = "bold" if number < 2 else _STYLES.get(line[:1], "")
    short = line if whole or len(line) <= _WIDEST else f"{line[:_WIDEST]}…"
    return Text(printable(short), style)
