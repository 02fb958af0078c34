"""The texts that pages of a Jupyter Book take in (``{include}``): what they name goes into the pages, too."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from courseforge.model import Course
from courseforge.reading.codes import FaultError
from courseforge.reading.source_file import decode, read_bytes
from courseforge.rendering.staging.named_files import list_names

_TEXTS = (".md", ".rst", ".txt")
_LARGEST = 1_000_000  # bytes; more is included by nobody
_WORD = "include"


def read_included(course: Course, root: Path) -> dict[str, str]:
    """Read the texts whose names stand in pages that include something, and those that they include themselves."""
    offered: dict[str, list[str]] = {}
    for path in (*course.files, *(lesson.path for lesson in course.lessons)):
        if path.endswith(_TEXTS):
            offered.setdefault(path.rpartition("/")[2], []).append(path)
    read: dict[str, str] = {}
    pending = [cell.source for lesson in course.lessons for cell in lesson.cells if _WORD in cell.source]
    while pending:
        for path in _find(offered, pending.pop()):
            if path not in read:
                read[path] = _read(root / path)
                pending += [read[path]] if _WORD in read[path] else []
    return read


def _find(offered: Mapping[str, list[str]], text: str) -> Iterable[str]:
    return sorted(path for name in list_names(text) for path in offered.get(name, ()))


def _read(path: Path) -> str:
    try:
        return decode(read_bytes(path, _LARGEST))[0]
    except FaultError:  # it goes into no page, and there its author hears of it
        return ""
