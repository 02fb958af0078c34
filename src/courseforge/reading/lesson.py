"""A lesson's file -> a ``Lesson``: what its front matter means, and the checks that need nothing else."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from courseforge.config import Settings
from courseforge.diagnostics import Diagnostic
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Lesson, LessonMetadata, People, Vocabulary
from courseforge.reading.cell_metadata import BUILD_KEYS, leave_the_build_alone
from courseforge.reading.codes import (
    FRONT_MATTER_IS_THERE,
    LESSON_HAS_CELLS,
    TITLE_IS_THERE,
    Fault,
    FaultError,
    at_most,
)
from courseforge.reading.fact_values import check_authors, check_facts
from courseforge.reading.fields import read_fields
from courseforge.reading.front_matter import FrontMatter
from courseforge.reading.headings import find_title
from courseforge.reading.licenses import check_license
from courseforge.reading.manuscript import Manuscript
from courseforge.reading.myst import read_myst
from courseforge.reading.names import check_id, is_id
from courseforge.reading.notebook import read_notebook
from courseforge.reading.source_file import MAX_LESSON_BYTES, decode, read_bytes
from courseforge.reading.stray_facts import find_stray_facts
from courseforge.reading.vocabulary import VocabularyReading, check_references
from courseforge.reading.yaml_document import YamlDocument

# Keys that Jupytext and Jupyter Book write, and the keys that are named as ignored below.
_READ_ELSEWHERE = frozenset({"jupytext", "kernelspec", "jupyter", "file_format", *BUILD_KEYS, "html_meta"})
_IGNORED = BUILD_KEYS | {"html_meta"}
_PLAIN_TITLE = re.compile(r"[^\W\d][\w ,.!?()-]{0,99}")


@dataclass(frozen=True, slots=True)
class LessonReading:
    """What came of a lesson's file: None where nothing can be made of it."""

    lesson: Lesson | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a lesson is read against."""

    root: Path
    settings: Settings
    vocabulary: VocabularyReading
    memory: Memory = NO_MEMORY


def read_lesson(surroundings: Surroundings, path: str, id: str, language: str) -> LessonReading:
    """Read the lesson at a POSIX path below the library's root."""
    try:
        data = read_bytes(surroundings.root / path, MAX_LESSON_BYTES)
    except FaultError as error:
        return LessonReading(None, tuple(fault.at(path) for fault in error.faults))
    of = (hashlib.sha256(data).digest(), id, language, surroundings.vocabulary)
    return surroundings.memory.recall(
        ("lesson", path), of, lambda: _read_lesson(data, path, id, language, surroundings.vocabulary)
    )


def _read_lesson(data: bytes, path: str, id: str, language: str, vocabulary: VocabularyReading) -> LessonReading:
    try:
        manuscript = parse_manuscript(data, path)
    except FaultError as error:
        return LessonReading(None, tuple(fault.at(path) for fault in error.faults))
    metadata, faults = _read_metadata(manuscript, vocabulary)
    if not metadata.title.strip():
        metadata = replace(metadata, title=find_title(manuscript.cells))
    faults += _check_head(manuscript, metadata.title, path)
    if not any(cell.source.strip() for cell in manuscript.cells):
        faults += (
            Fault(LESSON_HAS_CELLS, "There is nothing to read in this lesson.", "Write it, or delete the file."),
        )
    lesson = Lesson(id, language, path, metadata, manuscript.cells, manuscript.kernel, manuscript.origin)
    return LessonReading(lesson, tuple(fault.at(path) for fault in (*manuscript.faults, *faults)))


def read_manuscript(root: Path, path: str) -> Manuscript:
    """Read a lesson's file or a welcome page.

    Raises:
        FaultError: nothing can be made of it.
    """
    return parse_manuscript(read_bytes(root / path, MAX_LESSON_BYTES), path)


def parse_manuscript(data: bytes, path: str) -> Manuscript:
    """Read the bytes of a lesson's file, whose kind its name tells.

    Raises:
        FaultError: nothing can be made of them.
    """
    text, faults = decode(data)
    manuscript = read_notebook(text) if path.lower().endswith(".ipynb") else read_myst(text)
    return replace(manuscript, faults=(*faults, *manuscript.faults))


def _check_head(manuscript: Manuscript, title: str, path: str) -> tuple[Fault, ...]:
    """Say what is missing at the head of a lesson, all of it in one message."""
    front = manuscript.head.front
    if manuscript.head.faults:
        return ()
    if front is not None:
        if title or front.document.value.get("title") not in (None, ""):
            return ()
        hint = "Add a line between the --- lines at the top: title: My first lesson"
        return (Fault(TITLE_IS_THERE, "This lesson has no title.", hint),)
    stray = find_stray_facts(manuscript.cells)
    if stray:
        return (stray,)
    if title:
        message = "This lesson says nothing about itself (no front matter)."
        return (Fault(FRONT_MATTER_IS_THERE, message, _show_lines(title, path)),)
    return (Fault(TITLE_IS_THERE, "This lesson has no title.", _show_lines("My first lesson", path)),)


def _show_lines(title: str, path: str) -> str:
    """Write out the least front matter, to be copied."""
    where = "Begin the file with these three lines"
    if path.lower().endswith(".ipynb"):
        where = "Add a Markdown cell (in Colab: a text cell) at the very top, with these three lines"
    written = title if _PLAIN_TITLE.fullmatch(title) else json.dumps(title[:100], ensure_ascii=False)
    return f"{where}:\n---\ntitle: {written}\n---"


def _read_metadata(manuscript: Manuscript, vocabulary: VocabularyReading) -> tuple[LessonMetadata, tuple[Fault, ...]]:
    front = manuscript.head.front
    if front is None:
        return LessonMetadata(), ()
    made = read_fields(LessonMetadata, front.document, also_known=_READ_ELSEWHERE)
    metadata = made.value or LessonMetadata()
    earlier = front.document.line(("was",))
    faults = (
        *made.faults,
        *at_most(fault for id in metadata.was for fault in check_id(id, earlier)),
        *(leave_the_build_alone(key, front.document.line((key,))) for key in _list_ignored(front.document.value)),
        *check_license(metadata.license, front.document),
        *check_license(metadata.based_on.license, front.document, ("based_on", "license")),
        *check_lesson_references(metadata, vocabulary, front.document),
        *check_facts(metadata, front.document),
        *check_authors(metadata.authors, vocabulary.vocabulary.contributors, front.document),
        *_check_people(metadata.people, vocabulary.vocabulary, front.document),
    )
    metadata = replace(metadata, was=tuple(filter(is_id, metadata.was)))
    return metadata, tuple(_in_head(fault, front) for fault in faults)


def _check_people(people: People, known: Vocabulary, document: YamlDocument) -> Iterator[Fault]:
    for field in fields(people):
        yield from check_authors(getattr(people, field.name), known.contributors, document, ("people", field.name))


def _list_ignored(value: Mapping[str, Any]) -> Iterator[str]:
    """Name the keys that would change the build; of ``myst``, the values of substitutions are texts of the lesson."""
    for key, below in value.items():
        if key in _IGNORED and not (
            key == "myst" and isinstance(below, Mapping) and below.keys() <= {"substitutions"}
        ):
            yield key


def _in_head(fault: Fault, front: FrontMatter) -> Fault:
    line = None if fault.line is None else fault.line + front.first_line - 1
    return replace(fault, line=line, cell=front.cell)


def check_lesson_references(
    metadata: LessonMetadata, vocabulary: VocabularyReading, document: YamlDocument
) -> tuple[Fault, ...]:
    """Hold a lesson's keys to the vocabulary files that are there."""
    known = vocabulary.vocabulary
    references = (
        ("interests", metadata.interests, known.interests, "interests"),
        ("teaches", metadata.teaches, known.skills, "skills"),
        ("needs", metadata.needs, known.skills, "skills"),
        ("equipment", metadata.equipment, known.equipment, "equipment"),
    )
    return tuple(
        fault
        for field, keys, entries, kind in references
        if kind in vocabulary.kinds
        for fault in check_references(keys, entries, kind, document, (field,))
    )
