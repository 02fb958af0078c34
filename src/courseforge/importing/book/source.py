"""A book as it lies there: its pages, its table of contents, what it says about itself. No link is followed."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from courseforge.config import CONFIG_FILE
from courseforge.errors import CourseforgeError
from courseforge.importing.draft import Remark
from courseforge.importing.surroundings import Surroundings, read_surroundings
from courseforge.model import Contents
from courseforge.model.course import BOOK_FILE
from courseforge.reading.book.contents import read_contents
from courseforge.reading.book.project import Project, is_book, list_project
from courseforge.reading.book.settings import adapt_settings
from courseforge.reading.book.stock_yaml import read_stock_file
from courseforge.reading.codes import Fault, FaultError
from courseforge.reading.source_file import MAX_YAML_BYTES, decode, read_bytes
from courseforge.reading.yaml_document import YamlDocument


@dataclass(frozen=True, slots=True)
class Book:
    """A Jupyter Book 1 project.

    Attributes:
        stated: what its ``_config.yml`` says.
        language: BCP 47; empty where it does not say.
        around: what its neighbors say: license, author, address.
        remarks: what is wrong with its two files.
        texts: these two files as they are, by name.
    """

    root: Path
    project: Project
    contents: Contents
    stated: Mapping[str, Any]
    language: str
    around: Surroundings
    remarks: tuple[Remark, ...]
    texts: Mapping[str, str]


def find_book(source: Path) -> Path | None:
    """Return the folder of the book that a path means; None where it means something else.

    Raises:
        CourseforgeError: it is a folder, and no book.
    """
    source = Path(os.path.abspath(source))  # noqa: PTH100 (links stay as they are written, to be refused)
    if source.name == BOOK_FILE and source.is_file() and is_book(source.parent):
        return source.parent
    if not source.is_dir():
        return None
    if is_book(source):
        return source
    below = next((path.parent for path in sorted(source.glob(f"*/{BOOK_FILE}")) if is_book(path.parent)), None)
    hint = f"The book lies in {below.name}: name that folder." if below else ""
    raise CourseforgeError(
        f"{source.name} is a folder, and no Jupyter Book: a book has a table of contents in {BOOK_FILE}.",
        hint or "Name the folder in which it lies, or a single notebook or chapter.",
    )


def read_source(root: Path) -> Book:
    """Read everything but the pages.

    Raises:
        CourseforgeError: the folder is a link, or its table of contents cannot be used.
    """
    if root.is_symlink():
        raise CourseforgeError(f"{root.name} is a link to another folder.", "Name the folder itself.")
    stated, remarks = _read_settings(root)
    adapted = adapt_settings(stated)
    language = adapted.get("courseforge", {})
    project = list_project(root, _list_patterns(stated))
    contents, faults = _read_contents(root, project)
    said = [_say(BOOK_FILE, fault) for fault in faults]
    said += [_say(path or BOOK_FILE, fault) for path, fault in project.faults]
    return Book(
        root=root,
        project=project,
        contents=contents,
        stated=stated,
        language=str(next(iter(language.get("languages", ())), "")) if isinstance(language, Mapping) else "",
        around=read_surroundings(root / BOOK_FILE, adapted, _find_top(root, stated)),
        remarks=(*remarks, *said),
        texts={name: text for name in (CONFIG_FILE, BOOK_FILE) if (text := _read_text(root / name))},
    )


def _read_settings(root: Path) -> tuple[Mapping[str, Any], list[Remark]]:
    document, faults = read_stock_file(root / CONFIG_FILE, mapping=True, switches=True)
    said = [_say(CONFIG_FILE, fault) for fault in faults]
    if document is None and faults:
        said.insert(
            0, Remark("look", "The settings of the book cannot be read, so nothing comes from them.", CONFIG_FILE)
        )
    return (document.value if document else {}), said


def _find_top(root: Path, stated: Mapping[str, Any]) -> Path | None:
    """Return the folder of the book's repository: a copy from the web has no .git, but the book may say where it is.

    Else it is the folder above, where that has a license and a README, as repositories do.
    """
    repository = stated.get("repository")
    path = str(repository.get("path_to_book") or "") if isinstance(repository, Mapping) else ""
    inside = PurePosixPath(path).parts
    if inside and root.parts[-len(inside) :] == inside:
        return root.parents[len(inside) - 1]
    try:
        names = {path.name.upper().partition(".")[0] for path in root.parent.iterdir()}
    except OSError:
        return None
    return root.parent if "README" in names and names & {"LICENSE", "LICENCE", "COPYING"} else None


def _list_patterns(stated: Mapping[str, Any]) -> Sequence[str]:
    given = stated.get("exclude_patterns")
    return [str(pattern) for pattern in given] if isinstance(given, list) else []


def _read_contents(root: Path, project: Project) -> tuple[Contents, tuple[Fault, ...]]:
    document, faults = read_stock_file(root / BOOK_FILE, mapping=False)
    try:
        contents, more = read_contents(_hold(document, faults), project)
    except FaultError as error:
        fault = error.faults[0]
        where = f"{BOOK_FILE}, line {fault.line}" if fault.line else BOOK_FILE
        raise CourseforgeError(f"The book cannot be brought in ({where}). {fault.message}", fault.hint) from error
    return contents, (*faults, *more)


def _hold(document: YamlDocument | None, faults: Sequence[Fault]) -> YamlDocument:
    if document is None:
        raise FaultError(*faults)
    return document


def _say(path: str, fault: Fault) -> Remark:
    place = f"{path}, line {fault.line}" if fault.line else path
    return Remark("look", fault.message, place, after=fault.hint)


def _read_text(path: Path) -> str:
    try:
        return decode(read_bytes(path, MAX_YAML_BYTES))[0]
    except FaultError:
        return ""
