"""What would be different in an author's files, line by line; a line that stays private is not shown."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher, unified_diff

from rich.text import Text

from courseforge.reporting.wording import count, printable

_STYLES = {"+": "green", "-": "red", "@": "cyan"}
_MOST_LINES = 60  # of one file, where somebody waits to be asked
_WIDEST = 300
#: Lines of a notebook's file that hold nothing which an author wrote.
_STRUCTURE = re.compile(
    r'\s*"(?:(?:cell_type|execution_count|id|output_type)": (?:null|\d+|"[\w-]{1,64}")|\w{1,40}": (?:\[\]?|\{\}?)),?'
)
_TELLING = 4  # characters: less than a word tells nobody anything
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
    secrets = [before[number - 1] for number in private if 0 < number <= len(before)]
    if private:
        before, after = _hide(before, after, private)
    lines = _compare(path, before, _veil(after, secrets))
    if path.endswith(".ipynb") and _lay_out(old, sort=False) != _split(old):
        # Another program wrote the file in another way; what it says is compared, not how
        as_jupyter = _compare(path, *(_veil(_lay_out(data), secrets) for data in (old, new)))
        if 0 < len(as_jupyter) < len(lines):
            yield Text(f"{printable(path)} would be written as Jupyter writes it. Besides that:", "bold")
            lines = as_jupyter
    for number, line in enumerate(lines):
        if not whole and number == _MOST_LINES:
            yield Text(f"… and {count(len(lines) - number, 'more line')}", "dim")
            return
        yield _show(line, number, whole)


def _compare(path: str, before: Sequence[str], after: Sequence[str]) -> list[str]:
    return [*unified_diff(before, after, f"a/{path}", f"b/{path}", lineterm="")]


def _lay_out(data: bytes, *, sort: bool = True) -> list[str]:
    """Return a notebook's lines in one layout, whoever wrote it; none where it is no notebook."""
    try:
        content = json.loads(data)
        for cell in content["cells"]:
            source = cell["source"]
            cell["source"] = source.splitlines(keepends=True) if isinstance(source, str) else source
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=sort).split("\n")


def _veil(lines: Sequence[str], secrets: Sequence[str]) -> list[str]:
    """Hide what stands in a private line of the file, wherever it has moved to."""
    return [_HIDDEN if _stands_in(line, secrets) else line for line in lines]


def _stands_in(line: str, secrets: Sequence[str]) -> bool:
    if _STRUCTURE.fullmatch(line):
        return False
    core = line.strip().removesuffix(",").strip('"').removesuffix("\\n")
    return len(core) >= _TELLING and any(core in secret for secret in secrets)


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
