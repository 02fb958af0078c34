"""Writing a staged book to ``_build/stage/<name>``: what changed is written, what is no longer part of it goes."""

from pathlib import Path

from courseforge.rendering.staging.book import StagedBook
from courseforge.rendering.svg import clean_svg
from courseforge.writing import remove_others, write_if_changed


def write_stage(book: StagedBook, course_folder: Path, folder: Path) -> None:
    """Write a staged book and copies of the course's own files.

    Args:
        course_folder: where the author's files lie; they are only read.
    """
    for name, content in book.files.items():
        write_if_changed(folder / name, content, durable=False)
    names = [name for name in book.course.files if name not in book.files]
    for name in names:
        write_if_changed(folder / name, _read(course_folder / name), durable=False)
    remove_others(folder, {*book.files, *names})


def _read(path: Path) -> bytes:
    """Read a course's file; a drawing is cleaned on the way, so that the staged book is safe too."""
    data = path.read_bytes()
    return (clean_svg(data) or b"") if path.suffix.lower() == ".svg" else data
