"""The folder of a Jupyter Book 1 project: what tells it from a library, and which of its files are pages."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from courseforge.config import BUILD_FOLDER, CONFIG_FILE, COURSES_FOLDER
from courseforge.model.course import BOOK_FILE
from courseforge.reading.book.patterns import matches_any
from courseforge.reading.codes import FOLDER_IS_BOUNDED, PAGE_HAS_ONE_FILE, Fault
from courseforge.reading.source_file import describe_kind
from courseforge.reading.wording import is_safe, list_words, show

#: What a page can be made of, the kind that Sphinx takes first at the head.
SUFFIXES = (".rst", ".md", ".ipynb")
_COURSE_FILE = "course.yml"
_ENVIRONMENT = "pyvenv.cfg"  # lies in the folder of a Python environment
#: Folders in which nobody writes what a book is made of.
SKIPPED = frozenset({BUILD_FOLDER, "__pycache__", "node_modules"})
_MAX_FILES = 50_000
_MAX_FILE_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Project:
    """What lies in the project's folder, as POSIX paths relative to it, sorted.

    Attributes:
        pages: name of each page, as Sphinx names it -> its file.
        files: ordinary files of moderate size that are no pages.
        large: files that are larger than courseforge takes.
        faults: path -> what is wrong with it.
    """

    pages: Mapping[str, str]
    files: tuple[str, ...]
    large: tuple[str, ...]
    faults: tuple[tuple[str, Fault], ...]


def is_book(root: Path) -> bool:
    """Tell whether a folder is a Jupyter Book 1 project, and no library."""
    if not (root / BOOK_FILE).is_file():
        return False
    courses = root / COURSES_FOLDER
    return not any(courses.glob(f"*/{_COURSE_FILE}")) if courses.is_dir() else True


def list_project(root: Path, excluded: Sequence[str]) -> Project:
    """List the project at ``root``.

    Args:
        excluded: patterns of files and folders of which no page is made (``exclude_patterns``).
    """
    pages: dict[str, list[str]] = {}
    files: list[str] = []
    large: list[str] = []
    faults: list[tuple[str, Fault]] = []
    for number, (path, size) in enumerate(_walk(root)):
        if number == _MAX_FILES:
            message = f"This folder has more than {_MAX_FILES:,} files; the rest is left out."
            faults.append(("", Fault(FOLDER_IS_BOUNDED, message, "Take out what no page uses.")))
            break
        suffix = PurePosixPath(path).suffix
        name = path.removesuffix(suffix)
        if suffix in SUFFIXES and not matches_any(path, excluded):
            pages.setdefault(name, []).append(path)
        elif size > _MAX_FILE_BYTES:
            large.append(path)
        elif path not in (CONFIG_FILE, BOOK_FILE):
            files.append(path)
    chosen = {name: min(paths, key=_rank) for name, paths in sorted(pages.items())}
    files += (path for name, paths in pages.items() for path in paths if path != chosen[name])
    faults += (
        (chosen[name], _say_twins(chosen[name], paths)) for name, paths in sorted(pages.items()) if len(paths) > 1
    )
    return Project(chosen, tuple(sorted(files)), tuple(sorted(large)), tuple(faults))


def _rank(path: str) -> int:
    return SUFFIXES.index(PurePosixPath(path).suffix)


def _say_twins(chosen: str, paths: Sequence[str]) -> Fault:
    others = list_words([show(path) for path in sorted(paths) if path != chosen])
    message = f"{others} would be the same page as {show(chosen)}; only {show(chosen)} is made into a page."
    return Fault(PAGE_HAS_ONE_FILE, message, "Rename one of them, or delete what is out of date.")


def _walk(root: Path) -> Iterator[tuple[str, int]]:
    """Yield the path and the size of every ordinary file; nothing hidden, no link, nothing that was built."""
    pending = [""]
    while pending:
        below = pending.pop()
        try:
            with os.scandir(root / below) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError:  # of a folder that nobody may open no page can be made
            continue
        if below and any(entry.name == _ENVIRONMENT for entry in entries):
            continue
        for entry in entries:
            if entry.name in SKIPPED or entry.name.startswith(".") or not is_safe(entry.name) or "\\" in entry.name:
                continue
            path = f"{below}/{entry.name}" if below else entry.name
            if entry.is_dir(follow_symlinks=False):
                pending.append(path)
            elif not describe_kind((status := entry.stat(follow_symlinks=False)).st_mode):
                yield path, status.st_size
