"""Lines of a text, replaced in place: every other line keeps its characters and its line end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_END = re.compile(r"(?:\r\n|\r|\n)\Z")


@dataclass(frozen=True, slots=True)
class LineEdit:
    """What shall stand in the place of some lines; see ``ReplaceLines`` for its three facts."""

    first: int
    old: str
    new: str | None

    @property
    def last(self) -> int:
        """The last line that goes; the one before ``first`` where none does."""
        return self.first - 1 + (self.old.count("\n") + 1 if self.old else 0)

    def overlaps(self, other: "LineEdit") -> bool:
        """Tell whether two edits want to change the same place."""
        if self.old and other.old:
            return self.first <= other.last and other.first <= self.last
        if not self.old and not other.old:
            return self.first == other.first
        inserted, replaced = (self, other) if not self.old else (other, self)
        return replaced.first < inserted.first <= replaced.last


def edit_lines(text: str, edits: Sequence[LineEdit]) -> str:
    """Apply the edits that fit, of two that overlap the first."""
    lines = split_lines(text)
    chosen: list[LineEdit] = []
    for edit in dict.fromkeys(edits):
        if _fits(lines, edit) and not any(edit.overlaps(other) for other in chosen):
            chosen.append(edit)
    end = next((_end_of(line) for line in lines if _end_of(line)), "\n")
    for edit in sorted(chosen, key=lambda edit: (edit.first, edit.last), reverse=True):
        lines[edit.first - 1 : edit.last] = _make_lines(edit, lines, end)
    return "".join(_close(lines, end))


def split_lines(text: str) -> list[str]:
    """Part a text after each line end: CRLF, CR or LF, and nothing else."""
    return [line for line in _LINE.findall(text) if line]


def _fits(lines: Sequence[str], edit: LineEdit) -> bool:
    """Tell whether the text still says what the edit is about."""
    if edit.first < 1 or edit.first > len(lines) + 1 or edit.new == edit.old:
        return False
    there = "\n".join(line.removesuffix(_end_of(line)) for line in lines[edit.first - 1 : edit.last])
    return there == edit.old and edit.last <= len(lines)


def _make_lines(edit: LineEdit, lines: Sequence[str], end: str) -> list[str]:
    """Write the new lines with the line ends of the old ones."""
    if edit.new is None:
        return []
    before = lines[edit.first - 1 : edit.last]
    inner = _end_of(before[0]) or end if before else end
    last = _end_of(before[-1]) if before else end
    *rest, final = edit.new.split("\n")
    return [*(f"{line}{inner}" for line in rest), f"{final}{last}"]


def _close(lines: Sequence[str], end: str) -> list[str]:
    """End each line but the last, which may have lost its neighbor or got a new one."""
    return [*(line if _end_of(line) else f"{line}{end}" for line in lines[:-1]), *lines[-1:]]


def _end_of(line: str) -> str:
    match = _END.search(line)
    return match[0] if match else ""
