"""Quotation marks in a text that is not YAML: the line where one is missing, for the parser stumbles only later."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# What may stand before a value: dashes of list items and keys, or the brackets of a list on one line.
_BEFORE = re.compile(r"\s*(?:- +)*(?:[\w.-]+ *:(?: +|$))?")
_BLOCK = re.compile(r"(?:^|[:-] +)[|>][-+0-9]*\s*(?:#.*)?$")
_MARKED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
_AFTER = re.compile(r"\s*(?:$|#|[,\]}:])")
_NEXT_ITEM = re.compile(r"[^,\[{:]*[,\[{:]\s*")
_NOTHING = re.compile(r"\s*(?:#|$)")
_BEGINS = re.compile(r"\s*(?:- +)*(?:- +|[\w.-]+ *: +)")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class QuoteFault:
    """A quotation mark that is wrong.

    Attributes:
        line: 0-based.
        closed: whether there is text after a closing mark; otherwise no mark closes the text.
        value: what stands in the line from the opening mark on.
        bracketed: whether it stands between brackets, where the rest of the line may hold other values.
    """

    line: int
    closed: bool
    value: str
    bracketed: bool

    @property
    def mended(self) -> str:
        """The whole value between marks of the other kind; empty where that would not help or be too long."""
        mark, other = ('"', "'") if self.value[0] == '"' else ("'", '"')
        inner = self.value[1:-1] if self.value.endswith(mark) else self.value
        if self.bracketed or other in inner or "\\" in inner or len(inner) > _LONGEST:
            return ""
        return f"{other}{inner}{other}"


def find_quote_fault(lines: Sequence[str]) -> QuoteFault | None:
    """Find the first line whose marks do not come in pairs, or have text after them."""
    skipped = -1
    for number, line in enumerate(lines):
        if number <= skipped or _NOTHING.match(line):
            continue
        if _BLOCK.search(line):
            skipped = _end_of_block(lines, number)
            continue
        for start in _find_values(line):
            mark = line[start]
            match = _MARKED[mark].match(line, start)
            if match is None:
                skipped = _end_of_text(lines, number, mark)
            wrong = skipped == number if match is None else not _AFTER.match(line, match.end())
            if wrong:
                bracketed = start != _find_start(line)
                return QuoteFault(number, match is not None, line[start:].rstrip(), bracketed)
    return None


def _find_values(line: str) -> Iterator[int]:
    """Give the place of each quotation mark that begins a value of the line."""
    place = _find_start(line)
    if line[place : place + 1] in _MARKED:
        yield place
    elif line[place : place + 1] in ("[", "{"):
        while place < len(line):
            if line[place] in _MARKED:
                yield place
                whole = _MARKED[line[place]].match(line, place)
                if whole is None:
                    return
                place = whole.end()
            following = _NEXT_ITEM.match(line, place)
            if following is None:
                return
            place = following.end()


def _find_start(line: str) -> int:
    before = _BEFORE.match(line)
    return before.end() if before else 0


def _end_of_block(lines: Sequence[str], number: int) -> int:
    """Return the last line of a text that is written below ``|`` or ``>``."""
    indentation = _indentation(lines[number])
    for following in range(number + 1, len(lines)):
        if lines[following].strip() and _indentation(lines[following]) <= indentation:
            return following - 1
    return len(lines) - 1


def _end_of_text(lines: Sequence[str], number: int, mark: str) -> int:
    """Return the line that closes a text of several lines; the first one where no line plainly does."""
    for following in range(number + 1, len(lines)):
        text = lines[following]
        if _indentation(text) <= _indentation(lines[number]) or _BEGINS.fullmatch(text.partition(mark)[0]):
            return number
        if mark in text:
            return following if _AFTER.match(text, text.index(mark) + 1) else number
    return number


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
