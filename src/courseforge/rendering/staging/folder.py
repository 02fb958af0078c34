"""Writing a staged book to ``_build/stage/<name>``: what changed is written, what is no longer part of it goes."""

import hashlib
from functools import partial
from pathlib import Path

from courseforge.errors import SourceChangedError
from courseforge.memory import NO_MEMORY, Memory
from courseforge.reading.at_rest import mark_file
from courseforge.rendering.staging.book import StagedBook
from courseforge.rendering.svg import clean_svg
from courseforge.writing import remove_others, write_if_changed


def write_stage(book: StagedBook, course_folder: Path, folder: Path) -> dict[str, str]:
    """Write a staged book and copies of the course's own files.

    Args:
        course_folder: where the author's files lie; they are only read.

    Returns:
        SHA-256 of each of the course's own files as it was when it was copied.

    Raises:
        SourceChangedError: a file went away while we were at it.
    """
    digests: dict[str, str] = {}
    for name, content in book.files.items():
        write_if_changed(folder / name, content, durable=False)
    for name in book.copied:
        data = read_course_file(course_folder / name)
        digests[name] = hashlib.sha256(data).hexdigest()
        if name not in book.files:
            # a drawing is cleaned on the way, so that the staged book is safe too
            staged = (clean_svg(data) or b"") if name.lower().endswith(".svg") else data
            write_if_changed(folder / name, staged, durable=False)
    remove_others(folder, {*book.files, *digests})
    return digests


def digest_course_files(book: StagedBook, course_folder: Path, memory: Memory = NO_MEMORY) -> dict[str, str]:
    """Return the SHA-256 of each of the course's own files as it is now."""
    paths = {name: course_folder / name for name in book.copied}
    return {
        name: memory.recall(("digest", str(path)), mark_file(path), partial(_digest, path))
        for name, path in paths.items()
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(read_course_file(path)).hexdigest()


def read_course_file(path: Path) -> bytes:
    """Read a file of a course that was there when the course was read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceChangedError(
            f"{path.name} could not be read any more: {error.strerror or error}.",
            "Did somebody move it, or change who may read it? Try again when the folder is at rest.",
        ) from error
