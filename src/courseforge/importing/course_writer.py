"""The one writer: a draft becomes a lesson of a course, with its files, and what had no place lies beside it."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from courseforge.config import COURSES_FOLDER
from courseforge.errors import CourseforgeError
from courseforge.importing.companions import Companion, Missing, find_companions
from courseforge.importing.draft import Draft, Remark
from courseforge.importing.kinds import read_draft
from courseforge.importing.known_facts import complete_facts, list_known, list_unknown
from courseforge.importing.lesson_text import write_beside, write_lesson
from courseforge.importing.media_lines import add_media
from courseforge.importing.surroundings import read_surroundings
from courseforge.model import Original
from courseforge.reading.lesson_file import NOT_IMPORTED
from courseforge.reading.names import SITE_NAMES, is_slug
from courseforge.reading.wording import slugify
from courseforge.writing import holds, refuse_links, write_atomically

_COURSE_FILE = "course.yml"


@dataclass(frozen=True, slots=True)
class Imported:
    """What was brought, and what was not.

    Attributes:
        kind: of the source, in words.
        path: of the lesson, POSIX below the library's folder.
        facts: names of the facts that are known.
        unknown: of those that somebody should add.
        files: brought beside it, by their paths in the course.
        missing: named in the source and not brought.
        remarks: what else happened.
        beside: the file with what has no place in the lesson; empty where there is none.
    """

    kind: str
    path: str
    facts: tuple[str, ...]
    unknown: tuple[str, ...]
    files: tuple[str, ...]
    missing: tuple[Missing, ...]
    remarks: tuple[Remark, ...]
    beside: str = ""
    license_file: str = ""


def import_source(
    source: Path, root: Path, course: str, *, slug: str = "", author: str = "", own: bool = False
) -> Imported:
    """Bring a notebook, a chapter or an episode into a course.

    Args:
        course: the course's folder, by name.
        slug: the last part of the new lesson's id; empty: made of the source's name.
        author: whoever brings it and made it; a key or a chosen name.
        own: the source is the library's or the author's own work, and names no original.

    Raises:
        CourseforgeError: it cannot be read, there is no such course, or there is such a lesson.
    """
    folder = root / COURSES_FOLDER / course
    _refuse_course(folder, course)
    source = Path(os.path.abspath(source))  # noqa: PTH100 (links stay as they are written, to be refused)
    around = read_surroundings(source)
    kind, draft = read_draft(source, around)
    slug = choose_slug(slug or source.stem)
    path = folder / f"{slug}{draft.suffix}"
    refuse_taken(folder, slug)
    draft = replace(draft, facts=complete_facts(draft.facts, around, source.stem, author, own))
    companions, missing = find_companions(draft, source, around.top)
    draft, names = _place(draft, companions, folder, slug)
    draft, data = write_lesson(draft)
    for name, content in names.items():
        write_atomically(folder / name, content)
    add_media(folder, names, Original() if own else draft.facts.based_on)
    write_atomically(path, data)
    return Imported(
        kind=kind,
        path=path.relative_to(root).as_posix(),
        facts=tuple(list_known(draft.facts)),
        unknown=tuple(list_unknown(draft.facts)),
        files=tuple(sorted(names)),
        missing=missing,
        remarks=draft.remarks,
        beside=_keep_beside(draft, folder, slug, root),
        license_file="" if around.license else around.license_file,
    )


def _refuse_course(folder: Path, course: str) -> None:
    if not is_slug(course) or not (folder / _COURSE_FILE).is_file():
        hint = f"Begin it first: courseforge new course {slugify(course)}"
        raise CourseforgeError(f"There is no course {course}.", hint)
    refuse_links(folder.parent, folder)


def choose_slug(name: str) -> str:
    """Make the last part of an id of a file's name or a title.

    Raises:
        CourseforgeError: nothing can be made of it.
    """
    slug = slugify(name, otherwise="")
    if not is_slug(slug) or slug in SITE_NAMES:
        raise CourseforgeError(f"No address can be made of the name “{name}”.", "Give it another: --as my-lesson")
    return slug


def refuse_taken(folder: Path, slug: str) -> None:
    """Refuse to write over a lesson.

    Raises:
        CourseforgeError: there is one.
    """
    for suffix in (".ipynb", ".md"):
        if (folder / f"{slug}{suffix}").exists() or (folder / f"{slug}{suffix}").is_symlink():
            raise CourseforgeError(
                f"{COURSES_FOLDER}/{folder.name}/{slug}{suffix} is there already.", "Choose another name: --as …"
            )


def _place(
    draft: Draft, companions: tuple[Companion, ...], folder: Path, slug: str
) -> tuple[Draft, dict[str, bytes]]:
    """Choose a place for each file, and write its new name where the old one stood."""
    names: dict[str, bytes] = {}
    texts = draft.texts
    remarks: list[Remark] = []
    for companion in companions:
        name = _free_name(companion, names, folder, slug)
        names[name] = companion.data
        if name != companion.written:
            for place, text in enumerate(texts):
                remarks += _say_renamed(text, companion.written, name, place, draft)
            texts = tuple(text.replace(companion.written, name) for text in texts)
    return replace(draft, texts=texts, remarks=(*draft.remarks, *remarks)), names


def _free_name(companion: Companion, names: Mapping[str, bytes], folder: Path, slug: str) -> str:
    """Take the file's own name, unless another file has it."""
    for name in (companion.name, f"{slug}/{companion.name}"):
        path = folder / name
        free = not path.exists() and not path.is_symlink() and name not in names
        if free or names.get(name) == companion.data or holds(path, companion.data):
            return name
    raise CourseforgeError(
        f"{companion.name} is in the course already, with other content.", "Rename one of the two."
    )


def _say_renamed(text: str, old: str, new: str, place: int, draft: Draft) -> Iterator[Remark]:
    for line in text.split("\n"):
        if old in line:
            where = f"cell {place + 1}" if draft.notebook is not None else ""
            said = "A file lies in another place now."
            yield Remark("changed", said, where, line, line.replace(old, new))


def _keep_beside(draft: Draft, folder: Path, slug: str, root: Path) -> str:
    data = write_beside(draft)
    if not data:
        return ""
    path = folder / f"{slug}{NOT_IMPORTED}"
    write_atomically(path, data)
    return path.relative_to(root).as_posix()
