"""Works -> files of the site: pictures that know their size, with lighter copies, and sounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.errors import SourceChangedError
from courseforge.mending.picture_bytes import strip_picture
from courseforge.model import SHOWCASE_FILE, Library, SiteFile, Work
from courseforge.reading import read_picture
from courseforge.reading.codes import FaultError
from courseforge.reading.showcase import KINDS, read_work_file
from courseforge.rendering.body.lighter import make_copies
from courseforge.rendering.pictures import EXTENSIONS, looks_like
from courseforge.rendering.showcase.kept import Shelf, Shown, open_shelf
from courseforge.rendering.showcase.sound_bytes import strip_sound
from courseforge.rendering.views import Exhibit

if TYPE_CHECKING:
    from PIL.Image import Image

_WIDEST = 1152  # pixels of what browsers without WebP get; readers see at most half as many CSS pixels
_MOST_PIXELS = 80_000_000


@dataclass(frozen=True, slots=True)
class Exhibits:
    """What there is to see and to hear.

    Attributes:
        works: by the key of the work; one whose file is damaged is not there.
    """

    works: Mapping[str, Exhibit]
    files: tuple[SiteFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def make_exhibits(library: Library, root: Path, build: Path) -> Exhibits:
    """Make the files of every work; what did not change since the last build is taken from there."""
    shelf = open_shelf(build)
    made = {key: _show(work, root, shelf) for key, work in library.showcase.items()}
    shelf.forget_others(shown for found in made.values() if found for shown in found)
    works = {key: _describe(found) for key, found in made.items() if found is not None}
    files = {file.path: file for found in made.values() if found for shown in found for file in shown.files}
    damaged = tuple(_damaged(library.showcase[key]) for key, found in made.items() if found is None)
    return Exhibits(works, tuple(files.values()), damaged)


def _show(work: Work, root: Path, shelf: Shelf) -> tuple[Shown, ...] | None:
    """Return what is to be shown of a work, its picture first; None where a file of it is damaged."""
    found = []
    for field, name, make in (("picture", work.picture, _make_picture), ("sound", work.sound, _make_sound)):
        if name:
            data = _read(root, name)
            found.append(shelf.take(data, _choose_ending(field, data), make))
    return None if None in found else tuple(shown for shown in found if shown is not None)


def _read(root: Path, name: str) -> bytes:
    try:
        return read_work_file(root, name)
    except FaultError as error:
        raise SourceChangedError(f"{name} could not be read any more.", "Try again.") from error


def _choose_ending(field: str, data: bytes) -> str:
    """Name a file by what it is, not by what somebody calls it."""
    return next((f".{EXTENSIONS[kind]}" for kind in KINDS[field] if looks_like(kind, data)), "")


def _make_sound(data: bytes, suffix: str, shelf: Shelf) -> Shown | None:
    kept = strip_sound(data)
    return Shown((shelf.write(kept, suffix),)) if kept else None


def _make_picture(data: bytes, suffix: str, shelf: Shelf) -> Shown | None:
    from PIL import Image, ImageOps  # noqa: PLC0415 - most libraries have no showcase

    data = strip_picture(data)
    told = read_picture(data)
    if told is None or told.location or told.thumbnail:  # so damaged that something stayed beside the pixels
        return None
    try:
        with Image.open(BytesIO(data)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            image = ImageOps.exif_transpose(opened)
            copies = make_copies(image, len(data))
            if image.width > _WIDEST:
                data, suffix = _write_smaller(image)
            size = (min(image.width, _WIDEST), max(1, round(image.height * min(1, _WIDEST / image.width))))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    files = (shelf.write(data, suffix), *(shelf.write(copies[width], ".webp") for width in sorted(copies)))
    return Shown(files, size, tuple(sorted(copies)))


def _write_smaller(image: "Image") -> tuple[bytes, str]:
    height = max(1, round(image.height * _WIDEST / image.width))
    written = BytesIO()
    clear = image.has_transparency_data
    small = image.convert("RGBA" if clear else "RGB").resize((_WIDEST, height))
    small.save(written, "PNG" if clear else "JPEG", optimize=True, **({} if clear else {"quality": 82}))
    return written.getvalue(), ".png" if clear else ".jpg"


def _describe(found: Iterable[Shown]) -> Exhibit:
    exhibit = Exhibit()
    for shown in found:
        first, *copies = (file.path for file in shown.files)
        if shown.size == (0, 0):
            exhibit = Exhibit(exhibit.picture, exhibit.size, exhibit.copies, first)
        else:
            exhibit = Exhibit(first, shown.size, tuple(zip(shown.widths, copies, strict=True)), exhibit.sound)
    return exhibit


def _damaged(work: Work) -> Diagnostic:
    return Diagnostic(
        "CF744",
        Severity.WARNING,
        f"A work is not shown: its file ({work.picture or work.sound}) is damaged or too large.",
        Location(SHOWCASE_FILE),
        "Save the picture as PNG, JPEG or WebP once more, or the sound as MP3 or WAV.",
    )
