"""How a lesson can be perceived, as far as its sources show; what they leave open is not claimed.

The words are those of https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20241230/.
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from courseforge.model import Accessibility, Cell, Course, Lesson

_PICTURE = re.compile(r"!\[(?P<alt>[^\[\]\n]{0,2000})\]\(|^[ \t]{0,12}[`:]{3,9}\{(?:figure|image)\}", re.MULTILINE)
_FORMULA = re.compile(r"\$\$|(?<![\\$\w])\$[^\s$][^$\n]*\$|\{math\}")
_PLOTS = re.compile(r"\b(?:matplotlib|plotly|seaborn|altair|bokeh|PIL|turtle)\b|\.plot\(|\bSVG\(|\bImage\(")
_PLAYS = re.compile(r"\bAudio\(")
_MOVES = re.compile(r"\.gif\b|\bVideo\(|\banimation\b|\bFuncAnimation\b", re.IGNORECASE)
_SOUNDS = frozenset({".mp3", ".wav", ".ogg", ".oga", ".m4a"})
_FILMS = frozenset({".mp4", ".webm"})
# What every page of the site has, whatever the lesson: see the theme.
_ALWAYS = ("displayTransformability", "readingOrder", "structuralNavigation")


def describe_accessibility(course: Course, lessons: Iterable[Lesson]) -> Accessibility:
    """Say how some lessons of a course can be perceived."""
    cells = [cell for lesson in lessons for cell in lesson.cells]
    words = "\n".join(cell.source for cell in cells)
    names = [name for name in course.files if PurePosixPath(name).name in words]
    seen = any(map(_shows, cells))
    heard = _has(names, _SOUNDS | _FILMS) or any(map(_plays, cells))
    moves = _has(names, _FILMS) or bool(_MOVES.search(words))
    described = seen and all(map(_is_described, cells))
    spoken = [name for name in names if _has([name], _SOUNDS | _FILMS)]
    written = bool(spoken) and all((medium := course.media.find(name)) and medium.transcript for name in spoken)
    features = (
        *(("alternativeText",) if described else ()),
        *(("MathML",) if any(_FORMULA.search(cell.source) for cell in cells if cell.kind == "markdown") else ()),
        *(("transcript",) if written else ()),
        *_ALWAYS,
    )
    modes = ("textual", *(("visual",) if seen else ()), *(("auditory",) if heard else ()))
    enough = (not seen or described) and (not heard or written)
    return Accessibility(
        modes,
        tuple(dict.fromkeys((*((("textual",),) if enough else ()), modes))),
        tuple(sorted(features)),
        ("unknown",) if moves else ("noFlashingHazard", "noMotionSimulationHazard", *_sound_hazard(heard)),
    )


def _sound_hazard(heard: bool) -> tuple[str, ...]:
    return ("unknownSoundHazard",) if heard else ("noSoundHazard",)


def _has(names: Iterable[str], suffixes: frozenset[str]) -> bool:
    return any(PurePosixPath(name).suffix.lower() in suffixes for name in names)


def _shows(cell: Cell) -> bool:
    if cell.kind == "markdown":
        return bool(_PICTURE.search(cell.source))
    return cell.kind == "code" and (bool(cell.display.alts) or bool(_PLOTS.search(cell.source)))


def _plays(cell: Cell) -> bool:
    return cell.kind == "code" and bool(_PLAYS.search(cell.source))


def _is_described(cell: Cell) -> bool:
    if cell.kind == "markdown":
        return all(match["alt"] != "" for match in _PICTURE.finditer(cell.source))
    return not re.search(r"\.plot\(|\.show\(|\.imshow\(|\.bar\(", cell.source) or bool(cell.display.alts)
