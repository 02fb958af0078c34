"""A course in one language as a small Jupyter Book that any Jupyter Book 1 can build.

Only stock constructs come out: roles are admonitions, every lesson is a notebook that carries its outputs and nothing
of its author's metadata. Nothing here parses Markdown into HTML; that is Sphinx's work, inside a worker.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from courseforge.config import Settings, SiteSettings
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Cell, CellKind, CellOutputs, Course, ExecutionResult, Lesson, strip_options
from courseforge.reading.blocks import end_quotation
from courseforge.reading.headings import find_first_heading, find_opening
from courseforge.reading.widgets import find_saved
from courseforge.rendering.interface import Interface
from courseforge.rendering.kernels import describe_kernel
from courseforge.rendering.staging.attachments import stage_attachments
from courseforge.rendering.staging.book_config import make_book_config, make_toc
from courseforge.rendering.staging.figure_data import show_data
from courseforge.rendering.staging.figures import caption_tables, describe_pictures
from courseforge.rendering.staging.outputs import stage_outputs
from courseforge.rendering.staging.roles import (
    FACILITATOR_ROLES,
    FOLDED_ROLES,
    ROLE_TITLES,
    list_exercises,
    stage_roles,
    wrap_role,
)
from courseforge.rendering.staging.stand_ins import Stage, stand_in
from courseforge.rendering.staging.substitutions import read_substitutions

INDEX = "index"


@dataclass(frozen=True, slots=True)
class StagedDocument:
    """One page of a staged book, and where its cells came from.

    Attributes:
        name: Sphinx document name.
        path: the author's file, relative to the library.
        cells: for each staged cell the author's cell (None for one we added) and the lines we put before its text.
        substitutes: it gives names values (``{{ name }}``).
        suffix: of its file: a notebook, but for what was written in reStructuredText.
    """

    name: str
    path: str
    content: bytes
    cells: tuple[tuple[Cell | None, int], ...]
    substitutes: bool = False
    suffix: str = ".ipynb"

    @property
    def file(self) -> str:
        """Its path in the staged book."""
        return f"{self.name}{self.suffix}"


@dataclass(frozen=True, slots=True)
class StagedBook:
    """Everything that goes into ``_build/stage/<name>``.

    Attributes:
        name: ``sound-lab``; ``sound-lab.es`` for a translation.
        files: name -> text, for the files made here.
        copied: files of the course that are copied beside them.
    """

    name: str
    course: Course
    documents: tuple[StagedDocument, ...]
    files: Mapping[str, bytes]
    copied: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def book_name(course: Course, default_language: str) -> str:
    """Name a course's staged book."""
    return course.id if course.language == default_language else f"{course.id}.{course.language}"


def stage_course(
    course: Course,
    results: Mapping[str, ExecutionResult],
    settings: Settings,
    bibliographies: Mapping[str, bytes],
    *,
    memory: Memory = NO_MEMORY,
) -> StagedBook:
    """Turn a course and what its code gave into a Jupyter Book.

    Args:
        results: by the lesson's path; a lesson without a result shows the outputs its author saved.
        bibliographies: the library's BibTeX files by name.
        memory: of the lessons that were staged before.
    """
    title = Interface(course.language).text
    diagnostics: list[Diagnostic] = []
    index = _stage_index(course, title)
    documents = (index, *stage_lessons(course, results, settings, diagnostics, memory=memory))
    # Numbers help where words refer to them ("Fig. 3.1"); elsewhere they would only be one thing more to read.
    # Proofs and theorems (sphinx-proof) always have some.
    numbered = any(b"{numref}" in document.content or b"{prf:" in document.content for document in documents)
    files = {
        "_config.yml": make_book_config(course, settings, numbered=numbered),
        "_toc.yml": make_toc(INDEX, [lesson.slug for lesson in course.lessons], numbered=numbered),
    }
    files |= {document.file: document.content for document in documents}
    files |= {path: data for lesson in course.lessons for path, data in stage_attachments(lesson).items()}
    files |= bibliographies
    name = book_name(course, settings.language)
    return StagedBook(name, course, documents, files, course.files, tuple(diagnostics))


def stage_lessons(
    course: Course,
    results: Mapping[str, ExecutionResult],
    settings: Settings,
    diagnostics: list[Diagnostic],
    *,
    roles: bool = True,
    memory: Memory = NO_MEMORY,
) -> Iterator[StagedDocument]:
    """Turn each lesson into a notebook with what its code gave; what is to be said is added to ``diagnostics``.

    Args:
        roles: words such as ``activity`` and ``hint`` are our roles; in a Jupyter Book they mean something else.
        memory: of the lessons that were staged before.
    """
    colors = settings.courseforge.site
    for lesson in course.lessons:
        result = results.get(lesson.path)
        shown = (result.cells, repr(result.widgets)) if result else ()
        document, said = memory.recall(
            ("staged lesson", lesson.path),
            (lesson, shown, colors, roles),
            partial(_stage_alone, lesson, result, colors, roles=roles),
        )
        diagnostics += said
        yield document


def _stage_alone(
    lesson: Lesson, result: ExecutionResult | None, colors: SiteSettings, *, roles: bool
) -> tuple[StagedDocument, list[Diagnostic]]:
    said: list[Diagnostic] = []
    widgets = result.widgets if result and result.cells else find_saved(lesson)
    stage = Stage(lesson, widgets, colors, Interface(lesson.language).text)
    return _stage_lesson(stage, result, said, roles=roles), said


def _stage_index(course: Course, title: Callable[..., str]) -> StagedDocument:
    path = course.welcome_path if course.welcome else course.metadata_path
    shown = [cell for cell in course.welcome if cell.kind is CellKind.MARKDOWN and is_for_learners(cell)]
    staged = [_stage_cell(cell, title, {}) for cell in shown]
    return _document(INDEX, path, course.metadata.title, [cell for cell in staged if cell], "python3")


def _stage_lesson(
    stage: Stage, result: ExecutionResult | None, diagnostics: list[Diagnostic], *, roles: bool
) -> StagedDocument:
    lesson, title = stage.lesson, stage.text
    if lesson.is_rst:
        return StagedDocument(lesson.slug, lesson.path, lesson.cells[0].source.encode(), (), suffix=".rst")
    ran = {outputs.number: outputs for outputs in result.cells} if result else {}
    exercises: Mapping[str, str] | None = None
    if roles:
        texts = (cell.source for cell in lesson.cells if cell.kind is CellKind.MARKDOWN and is_for_learners(cell))
        exercises = list_exercises(texts, title)
    staged: list[_StagedCell] = []
    for cell in lesson.cells:
        if cell.kind is CellKind.RAW:
            diagnostics.append(_raw_cell(lesson, cell))
        elif not roles or is_for_learners(cell):
            shown = stand_in(_outputs(cell, ran), cell, stage)
            outputs = stage_outputs(shown.outputs, lesson, cell)
            diagnostics += [*shown.diagnostics, *outputs.diagnostics]
            if made := _stage_cell(replace(cell, display=shown.display), title, ran, outputs.outputs, exercises):
                staged.append(made)
    document = _document(lesson.slug, lesson.path, lesson.metadata.title, staged, lesson.kernel)
    return _give_values(document, read_substitutions(lesson))


def is_for_learners(cell: Cell) -> bool:
    """Tell whether a cell is for everybody, not only for whoever leads a group."""
    return not FACILITATOR_ROLES & set(cell.tags)


def _outputs(cell: Cell, ran: Mapping[int, CellOutputs]) -> tuple[Mapping[str, Any], ...]:
    return ran[cell.number].outputs if cell.number in ran else cell.outputs


@dataclass(frozen=True, slots=True)
class _StagedCell:
    origin: Cell | None
    content: Mapping[str, Any]
    added_lines: int = 0


def _stage_cell(
    cell: Cell,
    title: Callable[..., str],
    ran: Mapping[int, CellOutputs],
    outputs: tuple[Mapping[str, Any], ...] = (),
    exercises: Mapping[str, str] | None = None,
) -> _StagedCell | None:
    if cell.kind is CellKind.CODE:
        return _stage_code(cell, ran, outputs, title)
    source, added = cell.source if exercises is None else stage_roles(cell.source, title, exercises), 0
    for role in () if exercises is None else ROLE_TITLES:
        if role in cell.tags:
            source, added = wrap_role(source, role, title)
            break
    if not source.strip():
        return None
    content = {"cell_type": "markdown", "id": cell.id, "metadata": {}, "source": end_quotation(source)}
    return _StagedCell(cell, content, added)


def _stage_code(
    cell: Cell,
    ran: Mapping[int, CellOutputs],
    outputs: tuple[Mapping[str, Any], ...],
    title: Callable[..., str],
) -> _StagedCell | None:
    source = strip_options(cell.source)
    if not source.strip() and not outputs:
        return None
    metadata: dict[str, Any] = {"tags": list(cell.tags)} if cell.tags else {}
    if FOLDED_ROLES & set(cell.tags):
        metadata["tags"] = [*cell.tags, "hide-cell"]  # so that plain Jupyter Book folds it too
    shown = tuple(show_data(caption_tables(outputs, cell.display), cell.display, title))
    metadata |= describe_pictures(cell, shown)
    count = ran[cell.number].execution_count if cell.number in ran else cell.execution_count
    content = {
        "cell_type": "code",
        "id": cell.id,
        "metadata": metadata,
        "source": source,
        "execution_count": count,
        "outputs": [dict(output) for output in shown],
    }
    return _StagedCell(cell, content)


def _document(name: str, path: str, title: str, cells: Iterable[_StagedCell], kernel: str) -> StagedDocument:
    staged = _begin_with_title(list(cells), title)
    notebook = {
        "cells": [cell.content for cell in staged],
        "metadata": describe_kernel(kernel),
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return StagedDocument(name, path, _dump(notebook), tuple((cell.origin, cell.added_lines) for cell in staged))


def _dump(notebook: Mapping[str, Any]) -> bytes:
    # In one line: with lines for every bracket Python takes ten times as long, and nobody edits a staged book.
    return (json.dumps(notebook, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _give_values(document: StagedDocument, values: Mapping[str, str]) -> StagedDocument:
    """Let a notebook say what its lesson's names stand for, where MyST looks for it."""
    if not values:
        return document
    notebook = json.loads(document.content)
    notebook["metadata"]["myst"] = {"substitutions": dict(values)}
    return replace(document, content=_dump(notebook), substitutes=True)


def _begin_with_title(cells: list[_StagedCell], title: str) -> list[_StagedCell]:
    """Begin with a heading of level 1: the author's own where that is what stands there, else one more.

    What stands above the title itself is shown below it, as the finished page has the title in its head.
    """
    first = cells[0].content if cells else {}
    source = str(first["source"]) if first.get("cell_type") == "markdown" else ""
    opening = find_opening(source)
    if (opening and opening[1] == 1) or _find_first_heading(cells) == (1, title):
        return cells
    if opening and opening[2] == title and (lines := source.split("\n"))[opening[0]].lstrip().startswith("#"):
        lines[opening[0]] = f"# {lines[opening[0]].lstrip().lstrip('#').strip()}"
        return [replace(cells[0], content={**first, "source": "\n".join(lines)}), *cells[1:]]
    heading = {
        "cell_type": "markdown",
        "id": "courseforge-title",
        "metadata": {},
        "source": f"# {_escape(title)}",
    }
    return [_StagedCell(None, heading), *cells]


def _find_first_heading(cells: Iterable[_StagedCell]) -> tuple[int, str] | None:
    texts = (str(cell.content["source"]) for cell in cells if cell.content["cell_type"] == "markdown")
    return next((found for found in map(find_first_heading, texts) if found), None)


def _escape(title: str) -> str:
    """Keep a title from being read as Markdown."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#$&" else c for c in title.replace("\n", " "))


def _raw_cell(lesson: Lesson, cell: Cell) -> Diagnostic:
    return Diagnostic(
        "CF740",
        Severity.WARNING,
        "A raw cell is left out of the page: what stands in it could be a program.",
        Location(lesson.path, cell=cell.number),
        "Turn it into a Markdown cell, or delete it.",
    )
