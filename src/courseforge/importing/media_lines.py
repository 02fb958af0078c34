"""Lines of ``media.yml`` for files that came with a work: what is known of the work holds for them."""

from collections.abc import Iterable
from pathlib import Path

from courseforge.importing.front_matter import quote
from courseforge.model import MEDIA_FILE, Medium, Original
from courseforge.reading.folder import list_course
from courseforge.reading.media import read_media
from courseforge.writing import write_atomically

_UNCREDITED = (".vtt", ".srt", ".txt", ".bib", ".md")  # words, which belong to what they are the words of


def add_media(folder: Path, names: Iterable[str], original: Original) -> tuple[str, ...]:
    """Say whose files are, where source and license are known and the course does not say it yet."""
    if not original.source or not original.license:
        return ()
    medium = Medium(original.source, original.license, original.author)
    return add_entries(folder, {name: medium for name in names if not name.endswith(_UNCREDITED)})


def add_entries(folder: Path, entries: dict[str, Medium]) -> tuple[str, ...]:
    """Append entries for files of which the course says nothing yet; what it says stays as it is written."""
    media, _ = read_media(folder.parent, folder.name, list_course(folder.parent, folder.name))
    new = [name for name in sorted(entries) if media.find_key(name) is None]
    if not new:
        return ()
    path = folder / MEDIA_FILE
    before = path.read_text("utf-8") if path.exists() else ""
    lines = [line for name in new for line in _write(name, entries[name])]
    joint = "" if not before or before.endswith("\n") else "\n"
    write_atomically(path, (before + joint + "\n".join(lines) + "\n").encode())
    return tuple(new)


def _write(name: str, medium: Medium) -> Iterable[str]:
    """Write an entry; a file of one's own needs one word."""
    facts = {key: getattr(medium, key) for key in ("source", "license", "author", "title", "people", "transcript")}
    if {key for key, value in facts.items() if value} == {"source"}:
        yield f"{quote(name)}: {quote(medium.source)}"
        return
    yield f"{quote(name)}:"
    yield from (f"  {key}: {quote(value)}" for key, value in facts.items() if value)
    if medium.changed:
        yield "  changed: true"
