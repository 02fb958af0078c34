"""The pictures, data and recordings that a source names and that lie around it; no link is followed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from courseforge.importing.draft import Draft
from courseforge.reading.codes import FaultError
from courseforge.reading.names import propose_name
from courseforge.reading.source_file import read_bytes

_ENDINGS = (
    "png jpg jpeg gif webp svg tif tiff bmp mp3 wav ogg opus flac m4a mp4 m4v webm vtt srt csv tsv txt json geojson "
    "xls xlsx ods kml gpx parquet sqlite db npy npz mat dat bib pdf zip py"
)
_MODULE = re.compile(r"(?m)^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*)")
_NAME = re.compile(
    rf"""(?<![\w/.:%-])((?:\.{{1,2}}/)*[\w%][^\s"'`()<>\[\]{{}}|*?:\\]{{0,200}}?\.(?:{"|".join(_ENDINGS.split())}))(?![\w/])""",
    re.IGNORECASE,
)
# Names with spaces in them: after a directive, and between brackets or quotation marks.
_DIRECTIVE = re.compile(
    r"(?m)\{(?:figure|image|literalinclude|include|csv-table|audio|video)\}[ \t]+([^\s`|].*?)[ \t]*$"
)
_SPACED = re.compile(
    rf"""[("']((?:\.{{1,2}}/)*[\w%][^"'`()<>\[\]{{}}|*?:\\\n]*\.(?:{"|".join(_ENDINGS.split())}))[)"' ]""",
    re.IGNORECASE,
)
# What a course brings no file of this name for: programs that make sites or set up computers would obey it.
_OBEYED = frozenset({"conf.py", "setup.py", "sitecustomize.py", "usercustomize.py", "noxfile.py"})
#: An address of the web; what looks like a file's name in it is none.
ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{0,20}://[^\s<>\"')\]]*", re.IGNORECASE)
OBEYED = "it belongs to a website or a package, not to a lesson"
MAX_FILES = 300
MAX_FILE_BYTES = 50_000_000
MAX_ALL_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Companion:
    """A file that is to lie beside the lesson.

    Attributes:
        written: as the source names it.
        name: POSIX path in the course's folder.
    """

    written: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Missing:
    """A file that is named and not brought."""

    written: str
    reason: str


def find_companions(draft: Draft, source: Path, top: Path) -> tuple[tuple[Companion, ...], tuple[Missing, ...]]:
    """Find what the draft's text names.

    Args:
        top: the folder out of which nothing is brought.
    """
    found: list[Companion] = []
    missing: list[Missing] = []
    room = MAX_ALL_BYTES
    modules = [module for text in draft.texts for module in list_modules(text, source.parent)]
    for written in dict.fromkeys((*(name for text in draft.texts for name in list_names(text)), *modules)):
        path = _find_file(unquote(written), source.parent, top)
        if path is None:
            missing.append(Missing(written, "there is no such file here"))
            continue
        read = read_companion(path, top) if len(found) < MAX_FILES else "there are too many files"
        if isinstance(read, bytes) and len(read) > room:
            read = "all files together are too large"
        if isinstance(read, str):
            missing.append(Missing(written, read))
            continue
        room -= len(read)
        found.append(Companion(written, _name(path, source.parent), read))
    return tuple(found), tuple(missing)


def list_names(text: str) -> Iterator[str]:
    """Give what looks like the name of a file, as it is written."""
    text = ADDRESS.sub(" ", text)
    yield from list_marked_names(text)
    for pattern in (_DIRECTIVE, _SPACED):
        text = pattern.sub(" ", text)
    yield from (match[1] for match in _NAME.finditer(text))


def list_marked_names(text: str) -> Iterator[str]:
    """Give what is marked as the name of a file: by a directive, brackets or quotation marks."""
    text = ADDRESS.sub(" ", text)
    for pattern in (_DIRECTIVE, _SPACED):
        yield from (match[1] for match in pattern.finditer(text))
        text = pattern.sub(" ", text)


def list_modules(text: str, folder: Path) -> Iterator[str]:
    """Name the modules beside the source that its code imports."""
    for match in _MODULE.finditer(text):
        if (folder / f"{match[1]}.py").is_file():
            yield f"{match[1]}.py"


def _find_file(name: str, folder: Path, top: Path) -> Path | None:
    """Find a file as seen from the source's folder, else from the top: episodes name theirs from there."""
    for start in dict.fromkeys((folder, top)):
        parts: list[str] = list(start.parts)
        for part in PurePosixPath(name).parts:
            if part == "..":
                parts.pop()
            elif part != ".":
                parts.append(part)
        path = Path(*parts) if parts else top
        if path.is_relative_to(top) and (path.is_file() or path.is_symlink()):
            return path
    return None


def read_companion(path: Path, top: Path) -> bytes | str:
    """Read a file below ``top``; or say why not."""
    inside = path.relative_to(top)
    if any(part.startswith(".") for part in inside.parts):
        return "it is hidden"
    if path.name.lower() in _OBEYED:
        return OBEYED
    if any((top / above).is_symlink() for above in (inside, *inside.parents)):
        return "it is a link"
    try:
        return read_bytes(path, MAX_FILE_BYTES)
    except FaultError as error:
        return error.faults[0].message


def _name(path: Path, folder: Path) -> str:
    """Name a file's place in the course: where it lay beside the source, else in a folder called like its own."""
    near = path.is_relative_to(folder)
    parts = path.relative_to(folder).parts if near else (path.parent.name, path.name)
    *folders, name = parts
    return "/".join((*(make_portable(one) for one in folders), make_portable(name)))


def make_portable(name: str) -> str:
    """Return a name that works on every computer: the same one, where it does."""
    return name if re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._+-]{0,99}", name) else propose_name(name)
