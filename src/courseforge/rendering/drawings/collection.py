"""Every drawing of a library, read from the files that its settings and its courses name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from courseforge.config import CONFIG_FILE, Settings
from courseforge.diagnostics import Diagnostic, Location
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Course, Library
from courseforge.reading.at_rest import mark_file
from courseforge.reading.codes import DRAWING_CAN_BE_SHOWN
from courseforge.rendering.drawings.emblem import Icon, Logo, make_icon, make_logo
from courseforge.rendering.drawings.motif import Motif, read_motif

_NO_PICTURE = "Save it again as SVG or PNG. Until then the site shows courseforge's own sign."
_NO_SHAPES = (
    "Draw it with paths, rectangles, circles and lines, at most 8 KB of them, and save it as a plain SVG. "
    "Until then the page shows a drawing that courseforge makes."
)


@dataclass(frozen=True, slots=True)
class Drawings:
    """What was found.

    Attributes:
        logo: for the head of each page.
        icon: for the tab of a browser; None stands for the theme's.
        motifs: for the head of a course's pages, by course id; a course that brings none is not among them.
    """

    logo: Logo | None = None
    icon: Icon | None = None
    motifs: Mapping[str, Motif] = field(default_factory=dict)


def read_drawings(
    root: Path, library: Library, settings: Settings, memory: Memory = NO_MEMORY
) -> tuple[Drawings, tuple[Diagnostic, ...]]:
    """Read every drawing that is named, and say of which of them nothing can be made.

    Args:
        memory: of the logo as it was read before.
    """
    logo = None
    if settings.logo:
        path = root / settings.logo
        logo = memory.recall(("logo", settings.logo), mark_file(path), partial(make_logo, path))
    named = settings.html.favicon or (settings.logo if logo and logo.is_square else "")
    icon = make_icon(root / named) if named else None
    originals = [course for course in library.courses if course.metadata.motif and not course.suffix]
    motifs = {course.id: read_motif(root / course.path / course.metadata.motif) for course in originals}
    drawings = Drawings(logo, icon, {id: motif for id, motif in motifs.items() if motif})
    return drawings, (*_miss_pictures(drawings, settings), *_miss_motifs(drawings, originals))


def _miss_pictures(drawings: Drawings, settings: Settings) -> Iterator[Diagnostic]:
    if settings.logo and drawings.logo is None:
        yield _say("logo", settings.logo, Location(CONFIG_FILE, settings.lines.get(("logo",))), _NO_PICTURE)
    if settings.html.favicon and drawings.icon is None:
        place = Location(CONFIG_FILE, settings.lines.get(("html", "favicon")))
        yield _say("favicon", settings.html.favicon, place, _NO_PICTURE)


def _miss_motifs(drawings: Drawings, courses: Iterable[Course]) -> Iterator[Diagnostic]:
    for course in courses:
        if course.id not in drawings.motifs:
            place = Location(course.metadata_path, course.lines.get(("motif",)))
            yield _say("motif", course.metadata.motif, place, _NO_SHAPES)


def _say(key: str, name: str, place: Location, hint: str) -> Diagnostic:
    message = f"“{key}” names “{name}”: nothing in this file can be drawn on a page."
    return Diagnostic(DRAWING_CAN_BE_SHOWN.code, DRAWING_CAN_BE_SHOWN.severity, message, place, hint)
