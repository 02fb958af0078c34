"""The notebook a reader may take home: the author's own cells, without outputs and without facilitators' words."""

import json
from collections.abc import Callable, Mapping

from courseforge.model import Cell, CellKind, Lesson, Library, SiteFile
from courseforge.records.addresses import page_path
from courseforge.rendering.assembly import make_file
from courseforge.rendering.interface import Interface
from courseforge.rendering.kernels import describe_kernel
from courseforge.rendering.staging.book import is_for_learners
from courseforge.rendering.staging.roles import list_exercises, stage_roles

LessonKey = tuple[str, str]  # id, language


def make_notebooks(library: Library, default_language: str) -> dict[LessonKey, SiteFile]:
    """Make a notebook for each lesson that has code to try; it lies beside the lesson's page."""
    return {
        (lesson.id, lesson.language): _make_notebook(lesson, default_language)
        for lesson in library.lessons
        if lesson.code_cells
    }


def _make_notebook(lesson: Lesson, default_language: str) -> SiteFile:
    title = Interface(lesson.language).text
    shown = [cell for cell in lesson.cells if cell.kind is not CellKind.RAW and is_for_learners(cell)]
    exercises = list_exercises((cell.source for cell in shown if cell.kind is CellKind.MARKDOWN), title)
    cells = [_make_cell(cell, title, exercises) for cell in shown]
    if not str(cells[0]["source"]).lstrip().startswith("# "):
        cells.insert(0, _make_title(lesson.metadata.title))
    content = {
        "cells": cells,
        "metadata": {"kernelspec": describe_kernel(lesson.kernel)["kernelspec"]},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path = page_path("lesson", lesson.id, lesson.language, default_language).removesuffix(".html")
    return make_file(f"{path}.ipynb", (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def _make_title(title: str) -> dict[str, object]:
    return {"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# {title}"}


def _make_cell(cell: Cell, title: Callable[[str], str], exercises: Mapping[str, str]) -> dict[str, object]:
    metadata = {"tags": list(cell.tags)} if cell.tags else {}
    made: dict[str, object] = {"cell_type": cell.kind.value, "id": cell.id, "metadata": metadata}
    if cell.kind is CellKind.CODE:
        return made | {"source": cell.source, "execution_count": None, "outputs": []}
    attachments = {"attachments": dict(cell.attachments)} if cell.attachments else {}
    return made | {"source": stage_roles(cell.source, title, exercises)} | attachments
