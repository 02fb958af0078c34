"""The way to a skill as a drawing: one row for each lesson, lines that lead from what is needed to what needs it.

Lines run in lanes beside each other, so that none passes through a stop.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

_WIDTH, _ROW, _TOP, _LANE, _LEFT, _RADIUS = 360, 84, 40, 40, 30, 17
_MOST_LANES = 4
_LETTER = 8.2  # width of a bold one on average, at 15 px
_LINES = 2  # of a title


@dataclass(frozen=True, slots=True)
class StopMark:
    """A stop with the words beside it.

    Attributes:
        number: as in the list; empty for the end of the way.
        lines: of the title, from top to bottom: each with its y.
        note_y: where the note stands.
    """

    x: int
    y: int
    number: str
    text_x: int
    lines: tuple[tuple[int, str], ...]
    note: str
    note_y: int
    first: bool


@dataclass(frozen=True, slots=True)
class PathDrawing:
    """An SVG of ``width`` by ``height``.

    Attributes:
        lines: each as an SVG path.
        stops: the last one is the end.
    """

    width: int
    height: int
    lines: tuple[str, ...]
    stops: tuple[StopMark, ...]


def draw_path(rows: Sequence[tuple[str, str]], before: Sequence[Sequence[int]]) -> PathDrawing | None:
    """Draw the way.

    Args:
        rows: title and note of each lesson, and of the end.
        before: for each row the rows that lead to it.

    Returns:
        None where there would be more lines beside each other than eyes can follow.
    """
    lanes = choose_lanes(before)
    if max(lanes) >= _MOST_LANES:
        return None
    places = [(_LEFT + lane * _LANE, _TOP + row * _ROW) for row, lane in enumerate(lanes)]
    text_x = _LEFT + max(lanes) * _LANE + _RADIUS + 16
    lines = [_line(places[start], places[end]) for end, starts in enumerate(before) for start in starts]
    stops = [
        _mark(
            place, row, text_x, is_first=not before[number], number="" if number + 1 == len(rows) else str(number + 1)
        )
        for number, (place, row) in enumerate(zip(places, rows, strict=True))
    ]
    return PathDrawing(_WIDTH, _TOP * 2 + _ROW * (len(rows) - 1), tuple(lines), tuple(stops))


def choose_lanes(before: Sequence[Sequence[int]]) -> list[int]:
    """Give each row a lane that is its own until the last line from it has arrived."""
    last = {start: end for end, starts in enumerate(before) for start in starts}
    taken: list[int | None] = []
    chosen: list[int] = []
    for row, starts in enumerate(before):
        ending = sorted(chosen[start] for start in set(starts) if last[start] == row)
        for lane in ending:
            taken[lane] = None
        lane = ending[0] if ending else _first_free(taken)
        taken[lane] = row if row in last else None
        chosen.append(lane)
    return chosen


def _first_free(taken: list[int | None]) -> int:
    if None not in taken:
        taken.append(None)
    return taken.index(None)


def _line(start: tuple[int, int], end: tuple[int, int]) -> str:
    (x, y), (to_x, to_y) = start, end
    if x == to_x:
        return f"M{x} {y}V{to_y}"
    turn = to_y - _ROW + _RADIUS
    middle = to_y - _ROW // 2
    return f"M{x} {y}V{turn}C{x} {middle + 14} {to_x} {middle - 14} {to_x} {to_y - _RADIUS}V{to_y}"


def _mark(place: tuple[int, int], row: tuple[str, str], text_x: int, *, is_first: bool, number: str) -> StopMark:
    (x, y), (title, note) = place, row
    width = int((_WIDTH - text_x) / _LETTER)
    words = wrap(title, width, max_lines=_LINES, placeholder="…") or [""]
    top = y + 5 - (9 if note else 0) - 9 * (len(words) - 1)
    lines = tuple((top + 19 * number, text) for number, text in enumerate(words))
    return StopMark(x, y, number, text_x, lines, note, lines[-1][0] + 20, is_first)
