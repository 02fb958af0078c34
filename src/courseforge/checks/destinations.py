"""Where links can lead: the lessons and files of a library, and the places in a page that have a name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import join, normpath

from courseforge.checks.prose import Prose
from courseforge.config import COURSES_FOLDER
from courseforge.model import Cell, Course, Library

# Names in braces, below a formula, and in options: ``{#here}``, ``$$ (here)``, ``#| label: here``.
_WRITTEN_NAMES = re.compile(
    r"\{[^{}\n]{0,200}?#([^\s{}]+)|\$\$[ \t]*\(([^()\s]+)\)|^(?:#\||:)?[ \t]{0,9}(?:name|label):([^\n]+)",
    re.MULTILINE,
)
_LESSON_ENDINGS = ("", ".ipynb", ".md", ".rst")


@dataclass(frozen=True)
class Destinations:
    """The files of a library that links can lead to, by path relative to the library's folder."""

    library: Library

    @cached_property
    def pages(self) -> frozenset[str]:
        """Files of which pages are made; a translation can also be meant by its original's name, and the reverse."""
        return frozenset(path for course in self.library.courses for path in _list_pages(course))

    @cached_property
    def files(self) -> Mapping[str, frozenset[str]]:
        """The other files of each course's folder."""
        return {course.path: frozenset(_list_files(course)) for course in self.library.courses}

    def find_page(self, path: str) -> str | None:
        """Return the page's file that is meant; its ending may be left out."""
        return next((path + ending for ending in _LESSON_ENDINGS if path + ending in self.pages), None)

    @cached_property
    def _by_stem(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for path in sorted(self.pages):
            found[_stem(path)] = (*found.get(_stem(path), ()), path)
        return found

    def find_candidates(self, path: str, course: str) -> list[str]:
        """Name what an author may have meant: what lies in the course, and lessons of that name elsewhere."""
        own = (page for page in self.pages if lies_in(page, course))
        return sorted({*own, *self.files.get(course, ()), *self._by_stem.get(_stem(path), ())})

    def is_withheld(self, path: str) -> bool:
        """Tell whether a lesson or a course is there, and cannot be read or was taken back."""
        course, lesson = _read_place(path)
        gone = self.library.unreadable
        own = f"{course}/{lesson}" in gone or (lesson in ("index", "course") and course in gone)
        return own or self.is_withdrawn(path)

    def is_withdrawn(self, path: str) -> bool:
        """Tell whether a lesson or a course was taken back."""
        course, lesson = _read_place(path)
        is_place = path.rpartition("/")[0] == f"{COURSES_FOLDER}/{course}"  # and no folder of that name in a course
        gone = self.library.withdrawn
        return is_place and (course in gone or f"{course}/{lesson}" in gone)


def _read_place(path: str) -> tuple[str, str]:
    """Return the course and the lesson that a file is of, by their names."""
    folder, _, name = path.rpartition("/")
    return folder.rpartition("/")[2], name.partition(".")[0]


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0].casefold()


def _list_pages(course: Course) -> Iterator[str]:
    own = (course.metadata_path, course.welcome_path, *(lesson.path for lesson in course.lessons))
    yield from own
    yield from (path.replace(f".{course.language}.", ".") for path in own)


def _list_files(course: Course) -> Iterator[str]:
    return (course.place(name) for name in course.files)


def lies_in(path: str, course: str) -> bool:
    """Tell whether a path lies in a course's folder; that of a Jupyter Book, which has no name, holds all of them."""
    return path.startswith(f"{course}/") if course else not path.startswith(("../", "/"))


def resolve(target: str, path: str, course: str) -> str:
    """Return the path that a link means, relative to the library's folder; it may begin with ``..``.

    Args:
        target: as written, without what stands after ``#``.
        path: of the file that holds the link.
        course: folder of the course; a target that begins with a slash is looked for there.
    """
    folder = course if target.startswith("/") else path.rpartition("/")[0]
    return normpath(join(folder, target.lstrip("/")))


def list_anchors(text: str) -> Iterator[str]:
    """Give the names that a heading has in its page: as Sphinx writes it, and as GitHub and Jupyter do."""
    lowered = text.strip().lower()
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    yield re.sub(r"^[-0-9]+|-+$", "", re.sub(r"[^a-z0-9]+", "-", plain))
    yield re.sub(r"[^\w\- ]", "", lowered).replace(" ", "-")
    yield re.sub(r"[^\w\- ]", "", lowered.replace(" ", "-"))
    yield lowered.replace(" ", "-")


def list_labels(cell: Cell, prose: Prose) -> Iterator[str]:
    """Give the names that a cell's author has given to places in it."""
    yield from (label.text for label in prose.labels)
    for directive in prose.directives:
        yield from (directive.options[key] for key in ("name", "label") if key in directive.options)
    for element in prose.elements:
        yield from (element.attributes[key] for key in ("id", "name") if key in element.attributes)
    for match in _WRITTEN_NAMES.finditer(cell.source):
        yield match[1] or match[2] or match[3]
    yield from _list_figure_names(cell.metadata.values())


def _list_figure_names(values: Iterable[object]) -> Iterator[str]:
    """Find ``mystnb: {figure: {name: …}}`` in a cell's metadata."""
    for value in values:
        figure = value.get("figure") if isinstance(value, Mapping) else None
        if isinstance(figure, Mapping) and isinstance(figure.get("name"), str):
            yield str(figure["name"])


def normalize_label(label: str) -> str:
    """Return a name as it is compared: in small letters, with single spaces."""
    return " ".join(label.casefold().split())
