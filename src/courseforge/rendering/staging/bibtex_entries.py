"""Entries of a BibTeX file that have no end: one of them would cost the book all its pages."""

import re
from collections.abc import Iterator, Sequence

_BEGIN = re.compile(r"[ \t]{0,20}@[A-Za-z]{1,40}[ \t]{0,20}\{[ \t]{0,20}([^\s,{}]{1,200})")


def take_out_open_entries(text: str) -> tuple[str, tuple[tuple[str, int], ...]]:
    """Return the text without entries in which a bracket is not closed, and of each its name and its line."""
    lines = text.splitlines()
    kept, opened = list[str](), list[tuple[str, int]]()
    for name, start, end in _divide(lines):
        entry = lines[start:end]
        if name and sum(line.count("{") - line.count("}") for line in entry) > 0:
            opened.append((name, start + 1))
        else:
            kept += entry
    return "\n".join(kept) + "\n", tuple(opened)


def _divide(lines: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Divide the file where entries begin: name, first line, line after the last; the head has no name."""
    starts = [(match[1], number) for number, line in enumerate(lines) if (match := _BEGIN.match(line))]
    starts.insert(0, ("", 0))
    ends = [*(number for _, number in starts[1:]), len(lines)]
    yield from ((name, start, end) for (name, start), end in zip(starts, ends, strict=True))
