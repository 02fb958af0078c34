"""A lesson without what says who wrote it, on which computer and when: only its text and its code are left.

More than ``clean`` takes out: nothing stays that a reader of the page would not see. Kernels of other names than the
well-known ones go, ids of cells are made anew, and an output is never kept.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from courseforge.intake.complaint import Complaint, NotTakenError
from courseforge.intake.facts import has_broken_facts
from courseforge.intake.limits import LESSON_BYTES
from courseforge.intake.parcel import SentFile, clean_picture
from courseforge.mending.cleaning import dump_notebook
from courseforge.reading.manuscript import make_cell_id, read_kernel
from courseforge.reading.notebook import CURRENT_MINOR
from courseforge.reading.notebook_file import read_notebook_file
from courseforge.reading.source_text import read_text

_TAG = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_WORDS_ABOUT_FIGURES = ("alt", "fig-alt", "fig-cap", "tbl-alt", "tbl-cap")
_KERNELS = re.compile(r"ir|bash|javascript|deno|julia-\d{1,2}\.\d{1,2}|xpython|xcpp\d\d|octave|sqlite|rust")
_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}

Rewrite = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Draft:
    """A lesson's file as its author's words alone.

    Attributes:
        ending: ``.ipynb`` or ``.md``.
        notebook: the document, format 4; None for a text.
        text: of a ``.md`` file.
    """

    ending: str
    notebook: Mapping[str, Any] | None = None
    text: str = ""

    def rewrite(self, change: Rewrite) -> "Draft":
        """Change every text that the author wrote."""
        if self.notebook is None:
            return Draft(self.ending, None, change(self.text))
        cells = [{**cell, "source": change(cell["source"])} for cell in self.notebook["cells"]]
        return Draft(self.ending, _make_document(cells, self.notebook["metadata"]))

    def list_texts(self) -> tuple[str, ...]:
        """Return what is written for readers: the text, or that of each cell that is not code."""
        if self.notebook is None:
            return (self.text,)
        return tuple(cell["source"] for cell in self.notebook["cells"] if cell["cell_type"] != "code")

    def write(self) -> bytes:
        """Return the content of the file.

        Raises:
            NotTakenError: it is too large, or holds half a character.
        """
        try:
            data = self.text.encode() if self.notebook is None else dump_notebook(self.notebook)
        except ValueError:
            raise NotTakenError(Complaint("file", "The lesson has a broken character. Save it again.")) from None
        if len(data) > LESSON_BYTES:
            raise NotTakenError(Complaint("file", "The lesson is too large, even without its outputs. Divide it."))
        return data


def make_draft(lesson: SentFile) -> Draft:
    """Read a lesson, and leave out what identifies.

    Raises:
        NotTakenError: it cannot be read.
    """
    draft = _read_draft(lesson)
    if any(map(has_broken_facts, draft.list_texts()[:1])):
        raise NotTakenError(
            Complaint("file", "The facts between the two lines of --- cannot be read. Mend them, or take them out.")
        )
    return draft


def _read_draft(lesson: SentFile) -> Draft:
    if lesson.ending == ".md":
        text = read_text(lesson.data)
        if text is None:
            raise NotTakenError(Complaint("file", "The text cannot be read. Save it again as UTF-8."))
        return Draft(".md", None, text)
    document = read_notebook_file(lesson.data, "lesson.ipynb").document
    if document is None:
        raise NotTakenError(
            Complaint("file", "The notebook cannot be read. Open it in Jupyter or Colab, and save it again.")
        )
    cells = [_keep_cell(cell) for cell in document["cells"]]
    return Draft(".ipynb", _make_document(cells, _keep_kernel(document["metadata"].get("kernelspec"))))


def _make_document(cells: list[dict[str, Any]], metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Put cells together; their ids tell of their text and nothing else."""
    numbered = [{**cell, "id": make_cell_id(n, cell["source"])} for n, cell in enumerate(cells, start=1)]
    return {"cells": numbered, "metadata": dict(metadata), "nbformat": 4, "nbformat_minor": CURRENT_MINOR}


def _keep_kernel(spec: Any) -> dict[str, Any]:
    name, faults = read_kernel(spec)
    if name == "python3" or faults or not _KERNELS.fullmatch(name):
        return {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return {"kernelspec": {"display_name": name, "name": name}}


def _keep_cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    kind = cell["cell_type"]
    kept: dict[str, Any] = {"cell_type": kind, "metadata": _keep_metadata(cell["metadata"]), "source": cell["source"]}
    if kind == "code":
        return {**kept, "execution_count": None, "outputs": []}
    if kind != "markdown" or not cell.get("attachments"):
        return kept
    attachments, renamed = _keep_attachments(cell["attachments"])
    for old, new in renamed.items():
        kept["source"] = kept["source"].replace(f"attachment:{old}", f"attachment:{new}")
    return {**kept, "attachments": attachments} if attachments else kept


def _keep_metadata(metadata: Mapping[str, Any]) -> dict[str, Any]:
    tags = metadata.get("tags")
    kept = [
        tag
        for tag in (tags if isinstance(tags, list) else ())
        if isinstance(tag, str) and _TAG.fullmatch(tag) and not tag.startswith("keep")
    ]
    words = {name: metadata[name] for name in _WORDS_ABOUT_FIGURES if isinstance(metadata.get(name), str)}
    return {**words, "tags": kept} if kept else words


def _keep_attachments(attachments: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """Keep the pictures that a cell brought along, under names that tell nothing; return also the new names."""
    kept: dict[str, Any] = {}
    renamed: dict[str, str] = {}
    for old, bundle in attachments.items() if isinstance(attachments, dict) else ():
        kind = next((kind for kind in _ENDINGS if isinstance(bundle, dict) and kind in bundle), "")
        if kind:
            new = f"picture-{len(kept) + 1}{_ENDINGS[kind]}"
            kept[new] = {kind: _clean_attachment(new, bundle[kind])}
            renamed[old] = new
    return kept, dict(sorted(renamed.items(), key=lambda names: -len(names[0])))


def _clean_attachment(name: str, content: Any) -> str:
    text = (
        "".join(content) if isinstance(content, list) and all(isinstance(line, str) for line in content) else content
    )
    try:
        data = base64.b64decode(text, validate=False) if isinstance(text, str) else b""
    except (binascii.Error, ValueError):
        data = b""
    return base64.b64encode(clean_picture(SentFile(name, data))).decode()
