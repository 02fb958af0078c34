"""The files of a course's folder: walked without following links, bounded, build files left out."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from courseforge.diagnostics import Diagnostic
from courseforge.reading.codes import (
    COURSE_HAS_NO_BUILD_FILES,
    FILE_IS_REGULAR,
    FILE_IS_STORED_ONCE,
    FILE_OPENS,
    FOLDER_IS_BOUNDED,
    REQUIREMENTS_ARE_THE_LESSONS,
    Fault,
)
from courseforge.reading.lesson_file import SUFFIXES
from courseforge.reading.names import unsafe_name
from courseforge.reading.source_file import describe_kind, not_regular, too_large
from courseforge.reading.wording import escape, is_safe, show

MAX_FILES = 5000
MAX_DEPTH = 12
MAX_FILE_BYTES = 100_000_000

_SMALLER = "Make it smaller (shorter sound, smaller picture, fewer rows), or put it elsewhere and link to it."
_SKIPPED = frozenset({"_build", "__pycache__", "node_modules"})
# What Sphinx, Jupyter, Python or Docutils would run or obey if they met it.
_BUILD_NAMES = frozenset(
    {
        "conf.py", "_config.yml", "_config.yaml", "_toc.yml", "docutils.conf", "_templates", "_ext",
        "sitecustomize.py", "usercustomize.py", "kernel.json", "ipython_config.py", ".ipython", ".jupyter",
        ".pythonrc", "pyvenv.cfg",
    }
)  # fmt: skip
_BUILD_PATTERN = re.compile(r".*\.pth|jupyter(?:_\w+)?_config\.(?:py|json)|ipython_\w*config\.(?:py|json)")
_PACKAGES = "requirements.txt"
# Where Sphinx looks for other words to put into pages.
_CATALOG = re.compile(r"locales?/.*\.[mp]o", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in a course's folder, as POSIX paths relative to it, sorted.

    Attributes:
        files: ordinary files that may be read and published.
        refused: what is there and is left out; folders end with a slash.
    """

    files: tuple[str, ...]
    refused: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def list_course(root: Path, folder: str) -> Listing:
    """List the folder at a POSIX path below the library's root."""
    files: list[str] = []
    refused: list[str] = []
    diagnostics: list[Diagnostic] = []
    for path, fault, kept in _walk(root / folder):
        if fault is not None:
            diagnostics.append(fault.at(escape(f"{folder}/{path}" if path else folder)))
        elif kept:
            files.append(path)
        if not kept:
            refused.append(path)
    return Listing(tuple(sorted(files)), tuple(sorted(refused)), tuple(diagnostics))


_Entry = tuple[str, Fault | None, bool]


def _walk(top: Path) -> Iterator[_Entry]:
    """Yield each path with a fault or without, and whether it is kept."""
    pending, count = [""], 0
    while pending:
        below = pending.pop()
        try:
            with os.scandir(top / below) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            yield below, Fault(FILE_OPENS, f"This folder cannot be opened ({error.strerror})."), False
            continue
        for entry in entries:
            count += 1
            if count > MAX_FILES:
                message = f"This course has more than {MAX_FILES:,} files; the rest is left out."
                yield "", Fault(FOLDER_IS_BOUNDED, message, "Take out what no lesson uses."), False
                return
            path = f"{below}/{entry.name}" if below else entry.name
            if entry.is_dir(follow_symlinks=False) and _is_plain_folder(entry.name):
                fault = _refuse_folder(path)
                if fault is None:
                    pending.append(path)
                else:
                    yield f"{path}/", fault, False
            else:
                yield from _judge(entry, path)


def _refuse_folder(path: str) -> Fault | None:
    if path.count("/") >= MAX_DEPTH:
        return Fault(FOLDER_IS_BOUNDED, f"Folders lie more than {MAX_DEPTH} deep.")
    if "/" not in path and path.lower().endswith(SUFFIXES):  # a lesson's page is made under this name
        message = "This is a folder with the name of a lesson. It is left out, with everything in it."
        return Fault(FILE_IS_REGULAR, message, "Rename the folder: no .ipynb or .md at the end.")
    return None


def _is_plain_folder(name: str) -> bool:
    return is_safe(name) and not _is_skipped(name) and not _is_build_file(name)


def _is_skipped(name: str) -> bool:
    return name in _SKIPPED or (name.startswith(".") and not _is_build_file(name))


def _is_build_file(name: str) -> bool:
    return name.lower() in _BUILD_NAMES or _BUILD_PATTERN.fullmatch(name.lower()) is not None


def is_left_out(name: str) -> bool:
    """Tell whether a course leaves out a file because of its name alone."""
    return _is_skipped(name) or _is_build_file(name) or name.lower() == _PACKAGES or not is_safe(name)


def _judge(entry: "os.DirEntry[str]", path: str) -> Iterator[_Entry]:
    if _is_skipped(entry.name):
        return
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        yield path, Fault(FILE_OPENS, f"This file cannot be looked at ({error.strerror})."), False
        return
    refusal = _refusal(path, status)
    if refusal is not None:
        yield path, refusal, False
        return
    yield path, None, True
    if status.st_nlink > 1:
        message = "This file has a second name elsewhere (a hard link): a change there changes it here."
        yield path, Fault(FILE_IS_STORED_ONCE, message, "Put a copy in its place."), True


def _refusal(path: str, status: os.stat_result) -> Fault | None:
    """Say why something is left out, or None."""
    name = path.rpartition("/")[2]
    if not is_safe(name) or "\\" in name:
        return unsafe_name(name)
    if _is_build_file(name) or _CATALOG.fullmatch(path):
        message = (
            f"{show(name)} is left out: a course brings lessons and data, nothing that changes how the site is built."
        )
        hint = "Delete it; settings of the site stand in _config.yml."
        hint = "Put it into a folder with another name." if _CATALOG.fullmatch(path) else hint
        return Fault(COURSE_HAS_NO_BUILD_FILES, message, hint)
    if name.lower() == _PACKAGES:
        hint = "Write the packages into each lesson, between the --- lines at the top: requirements: [numpy]"
        return Fault(REQUIREMENTS_ARE_THE_LESSONS, "requirements.txt is not read in a course.", hint)
    if describe_kind(status.st_mode):
        return not_regular(status.st_mode)
    return too_large(status.st_size, MAX_FILE_BYTES, _SMALLER) if status.st_size > MAX_FILE_BYTES else None
