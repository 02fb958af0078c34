"""The files that somebody sends, sorted: one lesson, and what goes with it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from courseforge.intake.complaint import Complaint, NotTakenError
from courseforge.intake.limits import COMPANION_BYTES, COMPANIONS, PIXELS, UPLOAD_BYTES
from courseforge.reading import read_picture
from courseforge.reading.picture import is_moving, measure_picture, redraw_picture
from courseforge.reading.wording import escape

_LESSONS = (".ipynb", ".md")
_PICTURES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
_TABLES = (".csv", ".tsv", ".txt", ".json")
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent; the name is whatever a browser or a stick says."""

    name: str
    data: bytes

    @property
    def ending(self) -> str:
        """The last part of the name, from its dot on, in small letters."""
        return f".{self.name.rpartition('.')[2].lower()}" if "." in self.name else ""

    @property
    def shown(self) -> str:
        """The name as it may be shown."""
        name = escape(re.split(r"[/\\]", self.name)[-1])
        return name if len(name) <= 60 else f"{name[:40]}…{name[-15:]}"


@dataclass(frozen=True, slots=True)
class Companion:
    """A picture or table that goes with a lesson.

    Attributes:
        sent_name: by which the lesson may refer to it.
        data: a picture is drawn anew from its pixels.
    """

    sent_name: str
    ending: str
    data: bytes

    @property
    def folder(self) -> str:
        """Where in a course such files lie."""
        return "images" if self.ending in _PICTURES else "data"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What was sent."""

    lesson: SentFile
    companions: tuple[Companion, ...] = ()


def sort_parcel(files: Iterable[SentFile]) -> Parcel:
    """Sort what was sent; pictures are drawn anew.

    Raises:
        NotTakenError: there is not exactly one lesson, or a file that cannot go with it.
    """
    sent = tuple(files)
    if complaints := tuple(_list_complaints(sent)):
        raise NotTakenError(*complaints)
    lesson = next(file for file in sent if file.ending in _LESSONS)
    rest = (file for file in sent if file is not lesson)
    return Parcel(lesson, tuple(_take_companion(file) for file in rest))


def _list_complaints(sent: tuple[SentFile, ...]) -> Iterator[Complaint]:
    if not sent:
        yield Complaint("file", "Choose your lesson: a notebook (.ipynb) or a text (.md).")
        return
    for file in sent:
        yield from _look_at_name(file)
    lessons = sum(file.ending in _LESSONS for file in sent)
    if lessons > 1:
        yield Complaint("file", "Send one lesson at a time, with the pictures and tables that belong to it.")
    elif not lessons and all(file.ending in (*_PICTURES, *_TABLES) for file in sent):
        yield Complaint(
            "file", "There is no lesson among these files: choose a notebook (.ipynb) or a text (.md) too."
        )
    if len(sent) > COMPANIONS + 1:
        yield Complaint("file", "These are too many files: at most {n} go with a lesson.", {"n": COMPANIONS})
    if sum(len(file.data) for file in sent) > UPLOAD_BYTES:
        yield Complaint(
            "file", "Together the files are too large: at most {size} MB.", {"size": UPLOAD_BYTES // 10**6}
        )


def _look_at_name(file: SentFile) -> Iterator[Complaint]:
    if file.ending in _ARCHIVES:
        yield _complain(file, "{file} is packed. Take the files out of it first, then choose them all together.")
    elif file.ending not in (*_LESSONS, *_PICTURES, *_TABLES):
        yield _complain(file, "{file} cannot be taken in. Pictures can be PNG, JPEG or WebP; tables CSV or JSON.")


def _take_companion(file: SentFile) -> Companion:
    if len(file.data) > COMPANION_BYTES:
        values = {"file": file.shown, "size": COMPANION_BYTES // 10**6}
        raise NotTakenError(Complaint("file", "{file} is too large: at most {size} MB.", values))
    data = clean_picture(file) if file.ending in _PICTURES else _clean_table(file)
    return Companion(file.name, ".jpg" if file.ending == ".jpeg" else file.ending, data)


def clean_picture(file: SentFile) -> bytes:
    """Return a picture drawn anew from its pixels.

    Raises:
        NotTakenError: it is damaged, very large, moving, or of another kind than its name says.
    """
    kind, width, height = measure_picture(file.data) or ("", 0, 0)
    if kind != _PICTURES.get(file.ending):
        raise _refuse(file, "{file} is no picture that can be opened. Save it again as PNG or JPEG.")
    if width * height > PIXELS:
        raise _refuse(file, "{file} is very large. Make the picture smaller.")
    if is_moving(file.data):
        raise _refuse(file, "{file} moves. Save one picture of it as PNG.")
    drawn = redraw_picture(file.data)
    read = read_picture(drawn) if drawn else None
    if drawn is None or read is None or read.tags:
        raise _refuse(file, "{file} is damaged. Open it, and save it again as PNG.")
    return drawn


def _clean_table(file: SentFile) -> bytes:
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise _refuse(file, "{file} is not text. Save the table again as CSV (UTF-8).")
    return text.encode()


def _complain(file: SentFile, message: str) -> Complaint:
    return Complaint("file", message, {"file": file.shown})


def _refuse(file: SentFile, message: str) -> NotTakenError:
    return NotTakenError(_complain(file, message))
