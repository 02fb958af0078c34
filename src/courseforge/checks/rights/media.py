"""Pictures, data and recordings of a course, and whose they are (CF801 to CF804)."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from courseforge.checks.rights.terms import Terms, read_terms
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CourseSubject
from courseforge.diagnostics import Location
from courseforge.model import Medium

_PICTURES = "png jpg jpeg gif webp svg tif tiff bmp heic avif"
_RECORDINGS = "mp3 wav ogg oga opus flac m4a aac mp4 m4v webm ogv mov avi mkv"
_DATA = "csv tsv xls xlsx ods json geojson gpx kml parquet sqlite db npy npz rds"
_CREDITED = frozenset(f".{ending}" for ending in f"{_PICTURES} {_RECORDINGS} {_DATA}".split())
_NOWHERE = frozenset("google internet web online unknown n/a tbd ? desconocido desconocida".split())
_FEW = 5  # names in a message


def find_media_without_source(course: CourseSubject) -> Iterator[Finding]:
    """Every picture, data file and recording of a course says where it comes from and what may be done with it.

    It is said in ``media.yml`` in the course's folder: on the left a file, or several with a ``*``; on the right
    ``own`` for what you made, which then has the course's license, or the source, the license and the author.

    Why: what is on the web is not free to use because it was easy to find. Whoever builds on your lesson must know
    what they may take along, and those who made the picture want their names on it.

    Fails::

        images/kick.jpg:
          source: internet

    Mended::

        images/kick.jpg:
          source: "https://commons.example.org/kick-drum"
          license: CC-BY-SA-4.0
          author: Paper Moon
        images/steps-*.svg: own
    """
    if course.is_translation:
        return
    media, open_names = course.course.media, []
    for name in course.course.files:
        if PurePosixPath(name).suffix.lower() in _CREDITED and media.find_key(name) is None:
            open_names.append(name)
    if open_names:
        yield _say_open(course, open_names)
    for key, medium in media.entries.items():
        if medium.source.strip().casefold() in {"", *_NOWHERE}:
            message = f"Nothing says where “{key}” comes from."
            yield Finding(
                _at(course, key), message, "Write source: own if you made it, else the address of its page."
            )
        elif not medium.is_own and not medium.license:
            message = f"Nothing says what may be done with “{key}”."
            hint = f"Look for its license where you found it. {_NO_LICENSE} Then write it below, for example:"
            yield Finding(_at(course, key), message, f"{hint}\n  license: CC-BY-4.0")


_NO_LICENSE = "If it has none, ask its author, or take something that is free to use."


def _say_open(course: CourseSubject, names: Sequence[str]) -> Finding:
    shown = ", ".join(names[:_FEW]) + (f" and {len(names) - _FEW} more" if len(names) > _FEW else "")
    these = "this file comes" if len(names) == 1 else f"these {len(names)} files come"
    patterns = dict.fromkeys(_pattern(name) if len(names) > 1 else name for name in names)
    lines = "\n".join(f'"{pattern}": own' for pattern in list(patterns)[:_FEW])
    hint = (
        f"If somebody else made it, say its source, author and license in {course.course.media_path}, as courseforge "
        f"explain CF801 shows. {_NO_LICENSE} If an author of this course made it, write there:"
    )
    # Where nothing is said yet, no line is wrong
    place = course.course.media_path if course.course.media.lines else course.course.metadata_path
    return Finding(Location(place), f"Nothing says where {these} from: {shown}.", f"{hint}\n{lines}")


def _pattern(name: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"*{path.suffix}"))


def _at(course: CourseSubject, key: str, *more: str) -> Location:
    lines = course.course.media.lines
    return Location(course.course.media_path, lines.get((key, *more), lines.get((key,))))


def find_media_without_author(course: CourseSubject) -> Iterator[Finding]:
    """What somebody else made names its author.

    With the source and the license that makes a whole line of credit. What is in the public domain may go without.

    Why: to be named is what nearly every open license asks for in return.

    Fails::

        images/kick.jpg:
          source: "https://commons.example.org/kick-drum"
          license: CC-BY-SA-4.0

    Mended::

        images/kick.jpg:
          source: "https://commons.example.org/kick-drum"
          license: CC-BY-SA-4.0
          author: Paper Moon
    """
    for key, medium in _list_foreign(course):
        terms = read_terms(medium.license)
        if not medium.author and terms and terms.names_author:
            message = f"“{key}” is under {medium.license}, which asks you to name its author, and nobody is named."
            yield Finding(_at(course, key), message, "Add a line below it: author: the name as its author writes it")


def _list_foreign(course: CourseSubject) -> Iterator[tuple[str, Medium]]:
    if not course.is_translation:
        yield from (entry for entry in course.course.media.entries.items() if not entry[1].is_own)


def find_forbidden_changes(course: CourseSubject) -> Iterator[Finding]:
    """What must not be changed is not changed.

    A license with ND (no derivatives) allows to pass a work on as it is. Cutting, recoloring or translating it needs
    its author's permission.

    Why: without permission the library would publish something it has no right to.

    Fails::

        images/poster.png: {source: "https://example.org/p", license: CC-BY-ND-4.0, author: Luz, changed: true}

    Mended::

        images/poster.png: {source: "https://example.org/p", license: CC-BY-ND-4.0, author: Luz}
    """
    for key, medium in _list_foreign(course):
        terms = read_terms(medium.license)
        if medium.changed and terms and terms.forbids_change:
            message = f"“{key}” was changed, and {medium.license} does not allow that."
            yield Finding(_at(course, key, "changed"), message, "Show it as it was, or ask its author.")


def find_media_less_free(course: CourseSubject) -> Iterator[Finding]:
    """Readers may do with a course's media what its license allows them to do with the course.

    A picture that must not be sold (NC), or not be changed (ND), does not fit into a lesson that allows both.

    Why: whoever prints the lesson for a paid workshop, or translates it, relies on the license at its foot and would
    break that of the picture.

    Fails::

        images/kick.jpg: {source: "https://example.org/k", license: CC-BY-NC-4.0, author: Luz}   # in a CC-BY course

    Mended::

        images/kick.jpg: {source: "https://example.org/d", license: CC-BY-4.0, author: Paper Moon}
    """
    licenses = sorted({lesson.license for lesson in course.lessons})
    for key, medium in _list_foreign(course):
        inner = read_terms(medium.license)
        for license in licenses:
            outer = read_terms(license)
            if inner and outer and (lacks := _find_loss(inner, outer)):
                message = f"“{key}” ({medium.license}) {lacks}; lessons around it ({license}) may."
                hint = f"Take something freer, or give the lessons that show it the license {medium.license}."
                yield Finding(_at(course, key, "license"), message, hint)
                break


def _find_loss(inner: Terms, outer: Terms) -> str:
    if inner.forbids_sale and not outer.forbids_sale:
        return "must not be used for money"
    return "must not be changed" if inner.forbids_change and not outer.forbids_change else ""
