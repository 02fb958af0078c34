"""What files say about people: in their metadata, by showing them, by holding their voice (CF708, CF709, CF710)."""

import base64
import re
from binascii import Error as Base64Error
from collections.abc import Iterator

from courseforge.checks.passage import Kind
from courseforge.checks.rule import Finding, Rule, Weight
from courseforge.checks.subject import CellSubject, CourseSubject, point_at
from courseforge.diagnostics import Severity, StripPicture
from courseforge.model import Picture
from courseforge.reading import read_picture

# Exif 2.32, XMP and PNG's keywords: who, when, with which device.
_TELLING = re.compile(
    r"(?:Exif )?(?:\w{0,12}SerialNumber|Artist|XPAuthor|\w{0,8}OwnerName|DateTime(?:Original|Digitized)|"
    r"UserComment|XPComment|"
    r"ImageUniqueID|MakerNote|HostComputer|Author|Creator|Owner|Comment|Photographer)"
)
_NOBODY = re.compile(
    r"(?:matplotlib|adobe|gimp|inkscape|created with|imagemagick|canva|screenshot|https?:|processing)", re.IGNORECASE
)
_NAMED = re.compile(r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+(?:[ .,]|$)|@|[0-9]")
_BY_PERSON = ("Comment", "Author", "Creator")  # which programs write too
_CHARACTER_SETS = ("", "ASCII", "UNICODE", "JIS")  # what stands before an empty remark
_XMP_PERSON = re.compile(
    r"dc:creator|photoshop:AuthorsPosition|exif:SerialNumber|aux:SerialNumber|Iptc4xmpCore:CreatorContactInfo"
)
_LARGEST = 4_000_000  # of an attachment, as base64

MOVING = frozenset({".mp4", ".webm", ".mov", ".m4v", ".avi", ".mkv", ".ogv"})
SOUND = frozenset({".mp3", ".wav", ".ogg", ".oga", ".m4a", ".flac", ".aac", ".opus", ".aif", ".aiff"})
_PHOTOGRAPHED = frozenset({".jpg", ".jpeg", ".heic", ".avif", ".png", ".webp"})
_PEOPLE = re.compile(
    r"(?:^|[^a-záéíóúñ])(?:selfie|portrait|retrato|headshot|group photo|our[-_ ]group|our[-_ ]team|our[-_ "
    r"]class|el[-_ ]grupo|nuestr[oa][-_ ]"
    r"(?:grupo|equipo|clase)|(?:two|three|four|five|six|all) of us|(?:dos|tres|cuatro|cinco|seis|todos|"
    r"todas) (?:de )?nosotr[oa]s|"
    r"smil(?:es|ing) at|sonr[ií]en?|mira(?:n)? a la c[aá]mara|looks? (?:at|into) the camera|(?:teens?|kids|"
    r"students|children|boys?|girls?|"
    r"chic[oa]s|niñ[oa]s|alumn[oa]s|j[oó]venes) (?:at|in|with|playing|holding|sitting|standing|around|"
    r"jugando|tocando|con|en|sentad|alrededor))",
    re.IGNORECASE,
)
_DECLARE = (
    "Say in the course's media.yml who is in it: “people: none”, or “people: 'consented: R-12'” with the number of"
    " the signed papers."
)


def find_telling_pictures(course: CourseSubject) -> Iterator[Finding]:
    """A picture's file says nothing about who made it, when, and with which device.

    No picture of a course, and none that is attached to a cell, carries an author, an owner, a serial number, the
    moment it was taken, a remark, or a small copy of itself that still shows what was cropped away.

    Why: a phone writes all this into each picture, and nobody sees it, but those who look for it.

    Fails::

        images/robot.jpg with “Artist”, “DateTimeOriginal” and a small copy of itself

    Mended, with the same pixels::

        courseforge check --fix
    """
    for asset in () if course.is_translation else course.assets.values():
        if asset.picture and (told := _tell(asset.picture)):
            yield Finding(
                point_at(asset),
                _say(told),
                "Save it again without them: courseforge check --fix",
                StripPicture(asset.path),
            )
    for cell in _list_cells(course):
        for data in _list_attached(cell):
            picture = read_picture(data)
            if picture and (told := [*_tell(picture), *(["where it was taken"] if picture.location else [])]):
                yield Finding(cell.at(), _say(told), "Save the picture again without them, and attach that one.")


def _say(told: list[str]) -> str:
    return f"This picture says more than it shows: {', '.join(told)}."


def _tell(picture: Picture) -> list[str]:
    kinds = {
        _name_kind(name)
        for name, value in picture.tags.items()
        if (_TELLING.fullmatch(name) and value and _is_persons(name, value)) or _XMP_PERSON.search(value)
    }
    return sorted(kinds) + (["a small copy of itself"] if picture.thumbnail else [])


def _is_persons(name: str, value: str) -> bool:
    """Tell whether a tag that programs write too was written by, or about, a person."""
    if value.strip("\0 ") in _CHARACTER_SETS:
        return False
    if not name.endswith(_BY_PERSON):
        return True
    return _NOBODY.search(value) is None and _NAMED.search(value) is not None


def _name_kind(name: str) -> str:
    small = name.lower()
    if "date" in small or "time" in small:
        return "when it was taken"
    if "serial" in small or "unique" in small or "maker" in small or "host" in small:
        return "which device took it"
    return "a remark" if "comment" in small else "whose it is"


def _list_cells(course: CourseSubject) -> Iterator[CellSubject]:
    yield from course.welcome
    for lesson in course.lessons:
        yield from lesson.cells


def _list_attached(cell: CellSubject) -> Iterator[bytes]:
    """Give attached pictures that carry something beside their pixels."""
    for bundle in cell.cell.attachments.values():
        for kind, data in bundle.items():
            if kind.startswith("image/") and isinstance(data, str) and len(data) < _LARGEST:
                try:
                    raw = base64.b64decode(data)
                except (Base64Error, ValueError):
                    continue
                if any(mark in raw for mark in (b"Exif\0", b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"<x:xmpmeta")):
                    yield raw


def find_undeclared_people(course: CourseSubject) -> Iterator[Finding]:
    """A picture or video of people says that they agreed.

    Each video of a course, and each photograph that seems to show people, has an entry in the course's ``media.yml``
    with ``people: none`` or ``people: "consented: R-12"``, the number of the signed papers. What a picture shows, a
    program cannot tell: it goes by the file's name, its alternative text, and where it is named. A person has to
    look.

    Why: a face can be searched for. A photograph of a young person needs their own yes, and their family's.

    Fails::

        ![Four of us at the mixing desk](images/our-group.jpg)

    Mended, in ``media.yml``::

        images/our-group.jpg:
          source: own
          people: "consented: R-12"
    """
    if course.is_translation:
        return
    shown = {name: asset for name, asset in course.assets.items() if asset.suffix in MOVING | _PHOTOGRAPHED}
    undeclared = {name: asset for name, asset in shown.items() if not _is_declared(course, name)}
    for name, asset in undeclared.items():
        if asset.suffix in MOVING or _seems_to_show_people(course, name):
            what = "video" if asset.suffix in MOVING else "picture"
            said = f"This {what} may show people, and nothing says whether they agreed."
            yield Finding(point_at(asset), said, _DECLARE)


def _is_declared(course: CourseSubject, name: str) -> bool:
    medium = course.course.media.find(name)
    return medium is not None and bool(medium.people)


def _seems_to_show_people(course: CourseSubject, name: str) -> bool:
    if _PEOPLE.search(name.rpartition("/")[2].replace("-", " ").replace("_", " ")):
        return True
    file = name.rpartition("/")[2]
    for passage in course.passages:
        if passage.kind is not Kind.DATA and file in passage.text:
            start = passage.text.find(file)
            if _PEOPLE.search(passage.line_around(start)[:800]):
                return True
    return False


def find_undeclared_voices(course: CourseSubject) -> Iterator[Finding]:
    """A recording says whose voice is in it, or that nobody's is.

    Each recording of a course has an entry in the course's ``media.yml`` with ``people: none`` or
    ``people: "consented: R-12"``, the number of the signed papers. One entry may stand for a folder: ``loops/*``.

    Why: a voice is as good as a face. It can be recognized, and it can be copied.

    Fails::

        [My poem](media/poem.mp3)

    Mended, in ``media.yml``::

        media/poem.mp3:
          source: own
          people: "consented: R-12"
    """
    for name, asset in () if course.is_translation else course.assets.items():
        if asset.suffix in SOUND and not _is_declared(course, name):
            yield Finding(point_at(asset), "Nothing says whether a voice can be heard in this recording.", _DECLARE)


TELLING = Rule(
    "CF708",
    "pictures-show-and-do-not-tell",
    CourseSubject,
    Weight(Severity.ERROR, book=Severity.WARNING),
    find_telling_pictures,
)
PEOPLE = Rule(
    "CF709",
    "people-in-pictures-agreed",
    CourseSubject,
    Weight(Severity.ERROR, book=Severity.WARNING),
    find_undeclared_people,
)
VOICES = Rule(
    "CF710",
    "voices-in-recordings-agreed",
    CourseSubject,
    Weight(Severity.ERROR, book=Severity.WARNING),
    find_undeclared_voices,
)
