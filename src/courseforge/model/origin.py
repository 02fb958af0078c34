"""What a lesson's file says besides the lesson itself: nothing is made of it, and rules hold the file to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """The file behind a lesson.

    Attributes:
        head: the front matter as it was written, without its lines of hyphens.
        head_cell: the cell that holds it; None in a ``.md`` file, and where there is none.
        rest_line: 1-based line of that cell where what follows the front matter begins.
        lines: key path of the front matter -> 1-based line, of the ``.md`` file or of that cell.
        minor: the notebook format's second number (4.5 gives 5; an older format -1); None in a ``.md`` file.
        metadata: the notebook's own metadata, whole; pages tell in words what it says of saved controls.
        cells: cell number -> its metadata, whole, for cells that have any.
        without_id: numbers of the cells to which the file gives no id.
    """

    head: str = ""
    head_cell: int | None = None
    rest_line: int = 1
    lines: Mapping[KeyPath, int] = field(default_factory=dict)
    minor: int | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    without_id: tuple[int, ...] = ()
