"""A remix: a copy of a lesson that names what it was made from and waits for its new authors."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from courseforge.config import COURSES_FOLDER
from courseforge.errors import CourseforgeError
from courseforge.importing.course_writer import choose_slug, refuse_taken
from courseforge.importing.front_facts import FrontFacts, read_front_facts
from courseforge.importing.front_matter import quote, write_original
from courseforge.importing.media_lines import add_entries
from courseforge.mending.cleaning import Choice, clean_document, dump_notebook
from courseforge.model import Medium
from courseforge.model.people import NAME_TO_COME
from courseforge.reading.codes import FaultError
from courseforge.reading.folder import MAX_FILE_BYTES
from courseforge.reading.notebook_file import read_notebook_file
from courseforge.reading.settings import read_settings
from courseforge.reading.source_file import MAX_LESSON_BYTES, decode, read_bytes
from courseforge.scaffold.lesson import find_course, find_language
from courseforge.scaffold.remix_files import list_needed
from courseforge.scaffold.remix_source import RemixSource, find_source
from courseforge.scaffold.remix_terms import permit_remix
from courseforge.writing import holds, refuse_links, write_atomically

# Facts of the original's own life, and those that are written anew.
_DROPPED = frozenset(
    {"title", "authors", "people", "state", "was", "reviewed", "review_by", "translation_of", "based_on", "license",
     "catalog"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remixed:
    """A new remix.

    Attributes:
        path: of the lesson, POSIX below the library's folder.
        title: of the original.
        license: of both.
        files: copied with it, by their paths in the course.
        terms: what its authors must know of the license.
    """

    path: str
    title: str
    license: str
    files: tuple[str, ...]
    terms: tuple[str, ...]


def remix_lesson(root: Path, name: str, *, course: str = "", slug: str = "") -> Remixed:
    """Copy a lesson.

    Args:
        name: the lesson's id in this library, or the path of its file in another one's folder.
        course: of this library; empty: that of the original, which must be of this library.
        slug: the last part of the new id; empty: the original's, or made of it.

    Raises:
        CourseforgeError: there is no such lesson, its license does not allow it, or its name is taken.
    """
    source = find_source(name, root)
    terms = permit_remix(source.lesson.metadata.title, source.license, ", ".join(source.makers))
    folder = _choose_folder(root, course, source)
    slug = choose_slug(slug or _free_slug(folder, source.lesson.slug))
    refuse_taken(folder, slug)
    path = folder / f"{slug}{PurePosixPath(source.lesson.path).suffix}"
    data = _write(source)
    files = tuple(_copy_files(source, folder))
    write_atomically(path, data)
    relative = path.relative_to(root).as_posix()
    return Remixed(relative, source.lesson.metadata.title, source.license, files, terms)


def _choose_folder(root: Path, course: str, source: RemixSource) -> Path:
    if not course and not source.local:
        raise CourseforgeError("Which of your courses shall the remix be in?", "Name it: --into courses/my-course")
    folder = find_course(root, course or source.course.id)
    refuse_links(folder.parent, folder)
    stated = find_language((folder / "course.yml").read_text("utf-8", errors="replace"))
    language = stated or read_settings(root)[0].language
    if language != source.lesson.language:
        raise CourseforgeError(
            f"The original is written in {source.lesson.language}, and {COURSES_FOLDER}/{folder.name} in {language}.",
            "Choose a course in the original's language: --into courses/NAME",
        )
    return folder


def _free_slug(folder: Path, slug: str) -> str:
    taken = {path.name.partition(".")[0] for path in folder.iterdir()}
    tries = (slug, f"{slug}-remix", *(f"{slug}-remix-{number}" for number in range(2, 100)))
    return next((one for one in tries if one not in taken), slug)


def _write(source: RemixSource) -> bytes:
    path = source.root / source.lesson.path
    try:
        data = read_bytes(path, MAX_LESSON_BYTES)
        if path.suffix == ".md":
            front = read_front_facts(decode(data)[0])
            return f"{_write_head(front, source)}\n{front.rest}".encode()
    except FaultError as error:
        raise CourseforgeError(f"{path} cannot be read. {error.faults[0].message}", error.faults[0].hint) from error
    document = read_notebook_file(data, source.lesson.path).document
    assert document is not None, "the library's reader has read it"
    return _write_notebook(clean_document(document, Choice(outputs=True)), source)


def _write_notebook(document: dict[str, Any], source: RemixSource) -> bytes:
    cells = document["cells"]
    head = source.lesson.origin.head_cell
    front = read_front_facts(cells[head - 1]["source"] if head else "")
    written = _write_head(front, source)
    if head:
        cells[head - 1] = {**cells[head - 1], "source": f"{written}\n{front.rest}".rstrip("\n")}
    else:
        id = next(id for id in ("about", "about-this-remix", "about-it") if id not in {cell["id"] for cell in cells})
        cells.insert(0, {"cell_type": "raw", "id": id, "metadata": {}, "source": written})
    return dump_notebook(document)


def _write_head(front: FrontFacts, source: RemixSource) -> str:
    original = source.describe()
    lines = (
        f"title: {quote(original.title)}",
        f"authors: [{quote(NAME_TO_COME)}]",
        f"license: {quote(original.license)}",
        *(block for key, block in front.blocks.items() if key not in _DROPPED),
        "state: proposed",
        *write_original(original),
    )
    return "\n".join(("---", *lines, "---"))


def _copy_files(source: RemixSource, folder: Path) -> Iterator[str]:
    """Copy what the lesson needs, with what the course says of each file."""
    beside = source.root / source.course.path
    if beside.resolve() == folder.resolve():
        return
    contents = {name: _read(beside / name) for name in list_needed(source.course, source.lesson)}
    for name, data in contents.items():
        path = folder / name
        if (path.exists() or path.is_symlink()) and not holds(path, data):
            raise CourseforgeError(
                f"{name} is in {COURSES_FOLDER}/{folder.name} already, with other content.",
                "Choose another course, or rename that file there.",
            )
    for name, data in contents.items():
        refuse_links(*(folder / above for above in PurePosixPath(name).parents))
        write_atomically(folder / name, data)
        yield name
    add_entries(folder, dict(_credit_files(source, tuple(contents))))


def _read(path: Path) -> bytes:
    try:
        return read_bytes(path, MAX_FILE_BYTES)
    except FaultError as error:
        raise CourseforgeError(f"{path} cannot be copied. {error.faults[0].message}") from error


def _credit_files(source: RemixSource, names: tuple[str, ...]) -> Iterator[tuple[str, Medium]]:
    """Say of each file whose it is; what was the original authors' own is now somebody else's."""
    original = source.describe()
    for name in names:
        medium = source.course.media.find(name)
        if medium is not None and medium.is_own:
            license = medium.license or source.course.metadata.license or source.settings.courseforge.license
            medium = replace(medium, source=original.source, author=medium.author or original.author, license=license)
        if medium is not None:
            yield name, medium
