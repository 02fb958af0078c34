"""What a hint is made from: the failure, and where in the lesson and the course it happened."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from courseforge.model import Cell, CellFailure, Course, Lesson

_DEFINED = re.compile(
    r"(?m)^[ \t]*(?:(?:async )?def|class) +(?P<block>\w+)"
    r"|^[ \t]*(?:from +[\w.]+ +)?import +(?P<module>\w+)"
    r"|\b(?:as|for) +(?P<bound>\w+)"
    r"|(?<![\w.])(?P<assigned>\w+) *(?::[^=\n]{1,80})?(?<![=!<>])=(?!=)"
)
_LONGEST_MESSAGE = 2000
_LONGEST = 100  # of names that are compared, which takes the square of their length
_QUOTED = re.compile(r"""['"]([^'"]+)['"]""")


@dataclass(frozen=True, slots=True)
class Scene:
    """A failure in its surroundings."""

    failure: CellFailure
    lesson: Lesson
    course: Course

    @property
    def message(self) -> str:
        """The exception's own words, as far as they can matter; a lesson may write a book there."""
        return self.failure.message[:_LONGEST_MESSAGE]

    @property
    def quoted(self) -> str:
        """What those words put in quotation marks first; empty where they do not."""
        match = _QUOTED.search(self.message)
        return match[1] if match else ""

    @property
    def cell(self) -> Cell | None:
        """The cell that failed."""
        return find_cell(self.lesson, self.failure)

    @property
    def line(self) -> str:
        """The line that failed; empty where nobody knows which."""
        lines = self.cell.source.split("\n") if self.cell else []
        number = self.failure.line or 0
        return lines[number - 1] if 0 < number <= len(lines) else ""

    @property
    def code_so_far(self) -> Iterator[Cell]:
        """The cells that ran before, nearest first, beginning with the one that failed."""
        number = self.failure.number or 0
        return (cell for cell in reversed(self.lesson.code_cells) if cell.number <= number)


def find_cell(lesson: Lesson, failure: CellFailure) -> Cell | None:
    """Return the cell that is to blame."""
    return next((cell for cell in lesson.code_cells if cell.number == failure.number), None)


def name_cell(cell: Cell) -> str:
    """Name a cell as its author finds it: by its number in a notebook, by its line in a text file."""
    return f"cell {cell.number}" if cell.line is None else f"the code cell at line {cell.line}"


def list_names(cell: Cell) -> Iterator[str]:
    """Name what a cell defines, as far as a look at its text tells; it may hold magics that no parser reads."""
    return (match[match.lastgroup] for match in _DEFINED.finditer(cell.source) if match.lastgroup)


def find_near(name: str, names: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the one of the names that may have been meant, or an empty text."""
    others = sorted({other for other in names if len(other) <= _LONGEST} - {name})
    near = get_close_matches(name[:_LONGEST], others, n=1, cutoff=cutoff)
    return near[0] if near else ""
