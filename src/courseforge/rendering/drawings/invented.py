"""Motifs for courses that bring none: a few kinds of drawing, each decided by the course's id alone.

A new course on the shelf must not give the others new drawings, and the same id must draw the same everywhere.
"""

import hashlib
from collections.abc import Callable, Sequence
from itertools import cycle
from math import pi, sin

from courseforge.rendering.drawings.motif import Motif, Shape

WIDTH, HEIGHT = 320, 64

_Choices = Sequence[int]  # numbers from 0 to 255, as many as a drawing asks for
_Parts = tuple[list[str], list[str]]  # path data of what is faint, and of what is bright


def invent_motif(course_id: str) -> Motif:
    """Draw something for a course."""
    digest = hashlib.sha256(f"motif of {course_id}".encode()).digest()
    faint, bright = _KINDS[digest[0] % len(_KINDS)](digest[1:])
    if not bright:  # chance has dealt none
        bright.append(faint.pop(len(faint) // 2))
    parts = (("faint", faint), ("accent", bright))
    return Motif(0, 0, WIDTH, HEIGHT, tuple(Shape("path", (("class", name), ("d", "".join(d)))) for name, d in parts))


def _draw_beats(choices: _Choices) -> _Parts:
    """Three drums, sixteen steps."""
    faint: list[str] = []
    bright: list[str] = []
    for row, (every, first) in enumerate(zip(_pick(choices, (2, 3, 4)), choices[3:6], strict=True)):
        later = choices[6 + row] % 16
        for step in range(16):
            hit = (step + first) % (every * (1 + row)) == 0 or step == later
            (bright if hit else faint).append(f"M{step * 20} {1 + row * 22}h16v18h-16z")
    return faint, bright


def _draw_waves(choices: _Choices) -> _Parts:
    """A sound, as bars around a middle line."""
    slow, fast, shift = 1 + choices[0] % 3, 5 + choices[1] % 5, choices[2] / 40
    begin = 8 + choices[3] % 12
    parts: _Parts = ([], [])
    for bar in range(40):
        turn = bar / 40 * 2 * pi
        high = round(6 + 50 * abs(0.62 * sin(slow * turn + shift) + 0.38 * sin(fast * turn)))
        parts[begin <= bar < begin + 9].append(f"M{bar * 8} {(HEIGHT - high) // 2}h5v{high}h-5z")
    return parts


def _draw_tiles(choices: _Choices) -> _Parts:
    """Two rows of quarter discs, each turned its own way."""
    turns = ("h32a32 32 0 0 1-32 32z", "v32a32 32 0 0 1-32-32z", "h-32a32 32 0 0 1 32-32z", "v-32a32 32 0 0 1 32 32z")
    parts: _Parts = ([], [])
    for place, choice in enumerate(choices[:20]):
        corner = choice % 4  # clockwise from the upper left, from where its disc is cut
        x, y = place % 10 * 32 + 32 * (corner in (1, 2)), place // 10 * 32 + 32 * (corner in (2, 3))
        parts[choice % 7 < 2].append(f"M{x} {y}{turns[corner]}")
    return parts


def _draw_rings(choices: _Choices) -> _Parts:
    """Half rings that stand side by side, as in a tree that was cut."""
    parts: _Parts = ([], [])
    for arch in range(3):
        middle = 54 + arch * 106
        for ring, radius in enumerate((52, 40, 28, 16)):
            is_bright = choices[arch] % 4 == ring or choices[3 + arch] % 8 == ring
            inner = radius - 7
            outside = f"M{middle - radius} 60a{radius} {radius} 0 0 1 {2 * radius} 0"
            parts[is_bright].append(f"{outside}h-7a{inner} {inner} 0 0 0-{2 * inner} 0z")
    return parts


def _draw_ledger(choices: _Choices) -> _Parts:
    """Five lines, and a melody on them."""
    lines = [f"M0 {8 + line * 12}h{WIDTH}v2h-{WIDTH}z" for line in range(5)]
    notes: list[str] = []
    height = choices[0] % 5 + 2
    for note, choice in enumerate(choices[1:14]):
        height = min(8, max(0, height + choice % 5 - 2))
        if choice > 40:
            notes.append(f"M{8 + note * 24} {9 + height * 6}a7 5 0 1 1 14 0a7 5 0 1 1-14 0z")
    return lines, notes


def _draw_shelf(choices: _Choices) -> _Parts:
    """Books that stand on a shelf."""
    parts: _Parts = ([f"M0 60h{WIDTH}v4h-{WIDTH}z"], [])
    left = 0
    for choice in cycle(choices[:29]):
        thick, high = 7 + choice % 4 * 4, 28 + choice // 4 % 5 * 7
        if left + thick > WIDTH:
            return parts
        parts[choice % 9 < 2].append(f"M{left} {58 - high}h{thick}v{high}h-{thick}z")
        left += thick + (3 if choice % 13 else 14)
    return parts


def _pick(choices: _Choices, among: Sequence[int]) -> list[int]:
    return [among[choice % len(among)] for choice in choices[: len(among)]]


_KINDS: tuple[Callable[[_Choices], _Parts], ...] = (
    _draw_beats,
    _draw_waves,
    _draw_tiles,
    _draw_rings,
    _draw_ledger,
    _draw_shelf,
)
