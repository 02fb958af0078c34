"""A page's file -> a ``Lesson``: what it says about itself is taken where it is plain, and nothing is missed.

A Jupyter Book was written for other rules. So a fault that leaves something to read is a warning here.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic, Severity
from courseforge.memory import Memory
from courseforge.model import Cell, CellKind, Lesson, LessonMetadata
from courseforge.reading.codes import FaultError
from courseforge.reading.headings import find_title
from courseforge.reading.lesson import LessonReading, parse_manuscript
from courseforge.reading.manuscript import make_cell_id
from courseforge.reading.source_file import MAX_LESSON_BYTES, decode, read_bytes
from courseforge.reading.wording import one_line

_MAY_RAISE = "raises-exception"
#: A line of reStructuredText and, below it, the marks that make it a heading; a line of marks may stand above, too.
_HEADING = re.compile(
    r"^(?P<words>\S[^\n]{0,300})\n(?P<mark>[=\-~^\"'`#*+.:_<>])(?P=mark){2,300}[ \t]*$", re.MULTILINE
)
_ROLE = re.compile(r":[\w:.+-]{1,60}:`(?P<words>[^`<\n]{1,200})(?:<[^`\n]{1,200}>)?`")


def read_page(root: Path, path: str, name: str, settings: Settings, memory: Memory) -> LessonReading:
    """Read the page ``name`` from its file at a POSIX path below the book's folder."""
    language, tolerant = settings.language, settings.execute.allow_errors
    try:
        data = read_bytes(root / path, MAX_LESSON_BYTES)
    except FaultError as error:
        return LessonReading(None, tuple(fault.at(path) for fault in error.faults))
    of = (hashlib.sha256(data).digest(), name, language, tolerant)
    return memory.recall(("page", path), of, lambda: _read_page(data, path, name, language, tolerant=tolerant))


def _read_page(data: bytes, path: str, name: str, language: str, *, tolerant: bool) -> LessonReading:
    try:
        if path.endswith(".rst"):
            return _read_rst(data, path, name, language)
        manuscript = parse_manuscript(data, path)
    except FaultError as error:
        return LessonReading(None, tuple(fault.at(path) for fault in error.faults))
    front = manuscript.head.front
    facts = front.document.value if front else {}
    metadata = _read_facts(facts, find_title(manuscript.cells), name)
    cells = tuple(map(_tolerate, manuscript.cells)) if tolerant else manuscript.cells
    lesson = Lesson(name, language, path, metadata, cells, manuscript.kernel, manuscript.origin, in_book=True)
    return LessonReading(lesson, tuple(_soften(fault.at(path)) for fault in manuscript.faults))


def _read_rst(data: bytes, path: str, name: str, language: str) -> LessonReading:
    text, faults = decode(data)
    heading = _HEADING.search(text)
    title = _ROLE.sub(r"\g<words>", heading["words"]).strip() if heading else ""
    cell = Cell(1, CellKind.RAW, text, make_cell_id(1, text), line=1)
    lesson = Lesson(name, language, path, _read_facts({}, title, name), (cell,), in_book=True)
    return LessonReading(lesson, tuple(_soften(fault.at(path)) for fault in faults))


def _read_facts(facts: Mapping[str, Any], heading: str, name: str) -> LessonMetadata:
    """Take the facts that are plain texts; the title is the heading's, as the page shows it."""
    description = facts.get("description")
    stated = facts.get("title")
    title = heading or (one_line(stated) if isinstance(stated, str) else "") or _name_by_file(name)
    return LessonMetadata(
        title=title,
        description=one_line(description) if isinstance(description, str) else "",
        authors=_list_authors(facts.get("authors", facts.get("author"))),
        network=facts.get("network") is True,
    )


def _tolerate(cell: Cell) -> Cell:
    """Let a cell raise, as all cells of a book may that allows errors."""
    return replace(cell, tags=(*cell.tags, _MAY_RAISE)) if cell.kind is CellKind.CODE else cell


def _list_authors(stated: Any) -> tuple[str, ...]:
    """List names, as MyST (``name:``) and others write them."""
    each = stated if isinstance(stated, list) else [stated]
    names = (one.get("name") if isinstance(one, dict) else one for one in each)
    return tuple(one_line(name) for name in names if isinstance(name, str) and name.strip())


def _name_by_file(name: str) -> str:
    words = re.sub(r"[-_.]+", " ", PurePosixPath(name).name).strip()
    return words[:1].upper() + words[1:] or name


def _soften(diagnostic: Diagnostic) -> Diagnostic:
    return replace(diagnostic, severity=min(diagnostic.severity, Severity.WARNING, key=_weigh))


def _weigh(severity: Severity) -> int:
    return (Severity.INFO, Severity.WARNING, Severity.ERROR).index(severity)
