"""The book's files on their way into the course: each gets one place, under a name that works everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from posixpath import basename, commonpath, dirname

from courseforge.importing.book.resolving import resolve
from courseforge.importing.companions import OBEYED, make_portable, read_companion
from courseforge.reading.folder import MAX_FILES, is_left_out
from courseforge.reading.lesson_file import SUFFIXES
from courseforge.reading.source_file import megabytes
from courseforge.writing import write_atomically

MAX_ALL_BYTES = 500_000_000
_ROOM = 1000  # of the files that a course may have, so many are left for lessons
_LONGEST = 120  # characters of a path in the course
_PICTURES = (".svg", ".png", ".gif", ".jpg", ".jpeg", ".webp")
_TEXTS = "texts"  # where Markdown lies that is a part of lessons, and none


@dataclass(slots=True)
class Shelf:
    """Brings files one by one, and remembers where each is.

    Attributes:
        root: the book's folder, out of which nothing is brought.
        files: paths in it of everything that may be brought.
        large: those that are too large.
        folder: where the course is made.
        base: the folder in which all pages lie; a file's place is told from there where it can be.
        names: path in the book -> path in the course.
        reasons: path in the book -> why it was not brought.
    """

    root: Path
    files: frozenset[str]
    large: frozenset[str]
    folder: Path
    base: str
    names: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    size: int = 0

    def find(self, written: str, folder: str) -> str:
        """Return the path of the file that a text in ``folder`` names: as seen from there, else from the top."""
        for start in dict.fromkeys((folder, "")):
            path = self._choose(resolve(written, start))
            if path in self.files and not is_left_out(basename(path)):
                return path
        return ""

    def _choose(self, path: str) -> str:
        """Take the best picture where Sphinx is left the choice: ``map.*``."""
        if not path.endswith(".*"):
            return path
        return next((one for end in _PICTURES if (one := path[:-2] + end) in self.files), path)

    def bring(self, path: str, name: str = "") -> str:
        """Copy a file into the course and return its path there; empty where it cannot be brought.

        Args:
            name: the only one that it can have there.
        """
        if path not in self.names and path not in self.reasons:
            data = read_companion(self.root / path, self.root)
            wanted = name or self._free(_place(path, self.base))
            if isinstance(data, str):
                self.reasons[path] = data
            elif reason := self._refuse(len(data), wanted):
                self.reasons[path] = reason
            else:
                self._put(path, wanted, data)
        return self.names.get(path, "")

    def put(self, path: str, data: bytes) -> None:
        """Write other content into the place of a file that was brought."""
        write_atomically(self.folder / self.names[path], data)

    def _put(self, path: str, name: str, data: bytes) -> None:
        self.names[path] = name
        self.taken.add(name.casefold())
        self.size += len(data)
        write_atomically(self.folder / name, data)

    def _refuse(self, size: int, name: str) -> str:
        if self.size + size > MAX_ALL_BYTES:
            return f"all files together have more than {megabytes(MAX_ALL_BYTES)}"
        if len(self.names) >= MAX_FILES - _ROOM:
            return "there are too many files"
        return "another file has this name already" if self._is_taken(name) else ""

    def _is_taken(self, name: str) -> bool:
        return name.casefold() in self.taken

    def _free(self, name: str) -> str:
        """Put a number behind a name that another file has."""
        path = PurePosixPath(name)
        names = (name, *(str(path.with_stem(f"{path.stem}-{number}")) for number in range(2, 100)))
        return next((one for one in names if not self._is_taken(one)), name)

    def explain_missing(self, written: str, folder: str) -> str:
        """Say why what a text names did not come along."""
        path = resolve(written, folder)
        if not path:
            return "it lies outside the book"
        if is_left_out(basename(path)):
            return OBEYED
        above = (path, *(parent.as_posix() for parent in PurePosixPath(path).parents))
        if any((self.root / one).is_symlink() for one in above):
            return "it is a link"
        too_large = path in self.large
        return "it is too large for a course" if too_large else self.reasons.get(path, "there is no such file here")


def _place(path: str, base: str) -> str:
    """Choose a file's place in the course."""
    inside = path.removeprefix(f"{base}/") if base else path
    *folders, name = inside.split("/")
    places = [place for one in folders if (place := make_portable(one.lstrip("_")).replace(".", "-"))]
    name = make_portable(name)
    if not places and name.lower().endswith((*SUFFIXES, ".yml")):
        places = [_TEXTS]
    while len("/".join((*places, name))) > _LONGEST and places:
        places.pop(0)
    return "/".join((*places, name))


def find_base(pages: Iterable[str]) -> str:
    """Return the folder in which all pages lie."""
    folders = {dirname(path) for path in pages}
    return commonpath(folders) if folders and "" not in folders else ""
