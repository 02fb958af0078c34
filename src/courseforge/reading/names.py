"""Names of files and folders: which can be an address, and which work on every computer."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from courseforge.reading.codes import FILE_NAME_IS_PORTABLE, FILE_NAME_IS_SAFE, NAME_IS_A_SLUG, NAMES_DIFFER, Fault
from courseforge.reading.wording import show, slugify

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_PORTABLE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]{0,99}")
SITE_NAMES = frozenset({"catalog", "index"})  # what the site itself has where its courses lie
_LONGEST_PATH = 180  # Windows stops at 260, and the library's own folder comes before
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


def is_slug(name: str) -> bool:
    """Tell whether a name can be part of an address on every system: ``[a-z0-9-]``, 1 to 64, no device of Windows."""
    return _SLUG.fullmatch(name) is not None and name not in _DEVICES


def is_id(text: str) -> bool:
    """Tell whether a text is the id of a course (``sound-lab``) or of a lesson (``sound-lab/first-beat``)."""
    parts = text.split("/")
    return len(parts) <= 2 and all(map(is_slug, parts))


def check_id(text: str, line: int | None = None) -> tuple[Fault, ...]:
    """Hold a text to the form of an id."""
    if is_id(text):
        return ()
    return (
        Fault(NAME_IS_A_SLUG, f"{show(text)} is not an id.", "Write for example: sound-lab/first-beat", line=line),
    )


def unsafe_name(name: str) -> Fault:
    """Say that a name would mislead or break what reads it."""
    message = f"The name {show(name)} has a character that is invisible or means something else elsewhere."
    return Fault(FILE_NAME_IS_SAFE, message, "Rename it with letters, digits, - and _ only.")


def check_names(paths: Iterable[str]) -> Iterator[tuple[str, Fault]]:
    """Name the POSIX paths that do not work on every computer, and those that two computers take for one."""
    first: dict[str, str] = {}
    for path in sorted(paths):
        name = path.rpartition("/")[2]
        if not _is_portable(name) or len(path) > _LONGEST_PATH:
            message = f"The name {show(name)} does not work on every computer and in every address."
            hint = f"Use letters without accents, digits, - and _ only, for example {propose_name(name)}"
            yield path, Fault(FILE_NAME_IS_PORTABLE, message, hint)
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in first:
            message = f"On Windows and macOS this is the same file as {show(first[folded])}."
            yield path, Fault(NAMES_DIFFER, message, "Rename one of the two.")
        first.setdefault(folded, path)


def _is_portable(name: str) -> bool:
    stem = name.partition(".")[0].lower()
    return _PORTABLE.fullmatch(name) is not None and not name.endswith(".") and stem not in _DEVICES


def propose_name(name: str) -> str:
    """Return a name that works on every computer and looks like this one."""
    path = PurePosixPath(name)
    stem = slugify(path.stem)
    suffix = slugify(path.suffix) if path.suffix else ""
    return f"{stem}-file.{suffix}" if stem in _DEVICES else f"{stem}.{suffix}" if suffix else stem
