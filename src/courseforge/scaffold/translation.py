"""A translation begins as its original: every part is there, and waits to be said in the other language."""

import json
import re
from pathlib import Path
from typing import Any

from courseforge.checks import LibrarySubject
from courseforge.checks.sections import list_sections
from courseforge.checks.subject import LessonSubject
from courseforge.config import Settings
from courseforge.model import Mode
from courseforge.reading import read_library

_HEAD = re.compile(r"---\n(.*?\n)---(?:\n|\Z)", re.DOTALL)
_NOT_TAKEN_OVER = ("was", "reviewed", "translation_of")  # they are about the original's own file and words


def find_original(root: Path, settings: Settings, lesson_id: str) -> LessonSubject | None:
    """Return the lesson that a translation is made from; None where it cannot be read."""
    library = LibrarySubject(read_library(root, settings).library, settings, Mode.LIBRARY)
    return next((one for one in library.lessons_by_id.get(lesson_id, ()) if not one.course.is_translation), None)


def begin_translation(root: Path, original: LessonSubject, title: str) -> str:
    """Return the original's file with marks of its sections among the facts, and without outputs.

    Args:
        title: in the other language; empty where nobody has said it.
    """
    text = (root / original.lesson.path).read_text("utf-8-sig")
    marks = [section.mark for section in list_sections(original)]
    facts = {"translation_of": f"[{', '.join(marks)}]"}
    facts |= {"title": json.dumps(title, ensure_ascii=False)} if title else {}
    if original.lesson.path.endswith(".ipynb"):
        return _fill_notebook(json.loads(text), original.lesson.origin.head_cell, facts)
    return _fill(text, facts)


def _fill_notebook(notebook: dict[str, Any], head: int | None, facts: dict[str, str]) -> str:
    cells = notebook["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    if head is None:
        cells.insert(0, {"cell_type": "raw", "id": "facts", "metadata": {}, "source": ""})
    first = cells[(head or 1) - 1]
    filled = _fill("".join(first["source"]), facts)
    first["source"] = (filled.removesuffix("\n") if head is None else filled).splitlines(keepends=True)
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _fill(text: str, facts: dict[str, str]) -> str:
    """Put facts into the front matter, and take out what holds for the original alone."""
    match = _HEAD.match(text)
    kept, rest = (match[1], text[match.end() :]) if match else ("", f"\n{text}" if text else "")
    for key in (*_NOT_TAKEN_OVER, *facts):
        kept = re.sub(rf"(?m)^{key}:.*\n(?:[ \t-].*\n)*", "", kept)
    first = [f"title: {facts['title']}\n"] if "title" in facts else []
    end = "" if match and not match[0].endswith("\n") else "\n"
    return f"---\n{''.join(first)}{kept}translation_of: {facts['translation_of']}\n---{end}{rest}"
