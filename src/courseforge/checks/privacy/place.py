"""Where somebody is (CF707)."""

import re
from collections.abc import Iterator

from courseforge.checks.passage import Kind, Passage, make_phrases
from courseforge.checks.privacy.looking import Trace, everywhere, look
from courseforge.checks.rule import ERROR, Finding, Rule
from courseforge.checks.subject import CourseSubject, point_at
from courseforge.diagnostics import StripPicture

_TRACKS = frozenset({".gpx", ".kml", ".kmz", ".tcx", ".fit"})
_PAIR = re.compile(
    r"(?<![\w.])[-+]?[0-9]{1,2}\.[0-9]{4,12}(?:\s?[,;]\s?|\s)[-+]?[0-9]{1,3}\.[0-9]{4,12}(?!\w|\.\d)"
    r"|\blat(?:itude?)?(?:itud)?\s?[=:]\s?[-+]?[0-9]{1,2}\.[0-9]{3,12}[,;]?\s{1,3}lon(?:g(?:itude?|"
    r"itud)?)?\s?[=:]\s?[-+]?[0-9]{1,3}\.[0-9]{3,12}"
)
_DEGREES = re.compile(
    r"[0-9]{1,2}°\s?[0-9]{1,2}['′’]\s?[0-9]{1,2}(?:[.,][0-9]{1,4})?(?:\"|″|”|"
    r"'')\s?[NS],?\s{0,2}[0-9]{1,3}°\s?[0-9]{1,2}['′’]"
    r"\s?[0-9]{1,2}(?:[.,][0-9]{1,4})?(?:\"|″|”|'')\s?[EWO]"
)
# A place is somebody's where the words around it say so: any other may be an earthquake's, or a monument's.
_SOMEBODY = re.compile(
    r"\b(?:home|house|garage|apartment|where (?:I|we) live|I live|bedroom|phone|casa|vivo|vivimos|garaje|"
    r"tel[eé]fono|m[oó]vil|"
    r"celular|habitaci[oó]n)\b",
    re.IGNORECASE,
)
_MAP = re.compile(
    r"https?://(?:www\.|maps\.)?(?:google\.[a-z.]{2,6}/maps/(?:place|@|dir|embed|search|d/)|"
    r"google\.[a-z.]{2,6}/\?q=-?[0-9]|openstreetmap\.org/(?:export/embed|\?mlat|#map)"
    r"|goo\.gl/maps/|app\.goo\.gl/|apple\.com/\?)[^\s)\"'<>]{0,300}",
    re.IGNORECASE,
)
_PRECISE = re.compile(r"-?[0-9]{1,3}\.[0-9]{3,}")
_MAP_HOSTS = make_phrases("/maps, maps., openstreetmap.org")
_SHORT = ("goo.gl/",)
_WORDS = make_phrases(
    "lat, latitude, latitud, home, house, casa, vivo, vivimos, i live, we live, our, my, mi, nuestra, "
    "nuestro, phone, teléfono, garage, garaje, móvil, celular, bedroom, apartment"
)


def find_places(course: CourseSubject) -> Iterator[Finding]:
    """Nobody's place on the map is told.

    No text, program or output gives coordinates of a home, a phone or "our" studio; no link or frame shows an exact
    point of a map; no recorded track (GPX, KML) lies in a course; no picture says where it was taken.

    Why: five digits behind the point lead to one front door. A phone writes them into every picture.

    Fails::

        I recorded the rain at home (47.83916, -122.51478).

    Mended::

        I recorded the rain at home.
    """
    yield from look(course, _search_places)
    for asset in () if course.is_translation else course.assets.values():
        if asset.suffix in _TRACKS:
            said = "This file is a recorded track: it says where somebody was, and when."
            yield Finding(point_at(asset), said, "Delete it, or draw the way by hand without its beginning and end.")
        elif asset.picture and asset.picture.location:
            said = "This picture says where it was taken."
            yield Finding(
                point_at(asset),
                said,
                "Save it again without its location: courseforge check --fix",
                StripPicture(asset.path),
            )


def _search_places(passage: Passage) -> Iterator[Trace]:
    if passage.kind in (Kind.PROSE, Kind.CODE, Kind.OUTPUT, Kind.FACTS):
        for start, line in passage.lines_with(_WORDS):
            for pattern in (_PAIR, _DEGREES):
                for match in pattern.finditer(line):
                    if _SOMEBODY.search(line):
                        said = "The coordinates of a place that is somebody's stand here."
                        yield Trace(
                            start + match.start(), match[0], said, "Take them out, or round them to whole numbers."
                        )
    if passage.kind is not Kind.DATA and passage.has(_MAP_HOSTS):
        for match in _MAP.finditer(passage.text):
            if _PRECISE.search(match[0]) or any(part in match[0] for part in _SHORT):
                said = "A map with an exact point is shown or linked here."
                yield Trace(match.start(), match[0], said, "Name the place in words, or show a drawing of it.")


PLACES = Rule(
    "CF707", "places-stay-private", CourseSubject, ERROR, find_places, everywhere(_search_places, pages=True)
)
