"""What would be different in an author's files, line by line; a line that stays private is not shown."""

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher, unified_diff

from rich.text import Text

from courseforge.reporting.wording import count, printable

_STYLES = {"+": "green", "-": "red", "@": "cyan"}
_MOST_LINES = 60  # of one file, where somebody waits to be asked
_WIDEST = 300
_HIDDEN = "(a line that stays private)"
_HIDDEN_TOO = "(the same line, mended)"


def describe_change(
    path: str, old: bytes, new: bytes, *, whole: bool, private: Collection[int] = ()
) -> Iterator[Text]:
    """Show one file's change as a unified diff; of a picture only what it comes to.

    Args:
        whole: every line of it; otherwise as much as a person reads before saying yes.
        private: 1-based lines of the old file that nobody is shown.
    """
    try:
        before, after = _split(old), _split(new)
    except UnicodeDecodeError:
        yield Text(f"{printable(path)}: {len(old) - len(new):,} bytes beside the picture would go.", "bold")
        return
    if private:
        before, after = _hide(before, after, private)
    lines = unified_diff(before, after, f"a/{path}", f"b/{path}", lineterm="")
    for number, line in enumerate(lines):
        if not whole and number == _MOST_LINES:
            yield Text(f"… and {count(sum(1 for _ in lines) + 1, 'more line')}", "dim")
            return
        yield _show(line, number, whole)


def _split(data: bytes) -> list[str]:
    """Part a file into lines as those count them who say where something private stands."""
    return data.decode().replace("\r\n", "\n").removesuffix("\n").split("\n")


def _hide(before: list[str], after: list[str], private: Collection[int]) -> tuple[list[str], list[str]]:
    """Put words in the place of private lines, and of all that would stand in their place."""
    shown_before = [_HIDDEN if number in private else line for number, line in enumerate(before, start=1)]
    shown_after = list(after)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            shown_after[j1:j2] = shown_before[i1:i2]
        elif any(number in private for number in range(i1 + 1, i2 + 1)):
            shown_after[j1:j2] = [_HIDDEN_TOO] * (j2 - j1)
    return shown_before, shown_after


def _show(line: str, number: int, whole: bool) -> Text:
    style = "bold" if number < 2 else _STYLES.get(line[:1], "")
    short = line if whole or len(line) <= _WIDEST else f"{line[:_WIDEST]}…"
    return Text(printable(short), style)
