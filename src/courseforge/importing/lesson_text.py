"""A draft -> the lesson's file, and the file beside it that keeps what has no place in a lesson."""

import json
from dataclasses import replace

from courseforge.errors import CourseforgeError
from courseforge.importing.draft import Draft, Remark
from courseforge.importing.front_matter import write_front_matter
from courseforge.mending.cleaning import dump_notebook
from courseforge.reading.source_file import MAX_LESSON_BYTES


def write_lesson(draft: Draft) -> tuple[Draft, bytes]:
    """Write a lesson that can be read; of one that is too large, the saved outputs are left out and that is said."""
    data = _write(draft)
    return (draft, data) if len(data) <= MAX_LESSON_BYTES or draft.notebook is None else _without_outputs(draft)


def write_beside(draft: Draft) -> bytes:
    """Write what has no place in the lesson; nothing where all of it has."""
    kept = [remark for remark in draft.remarks if remark.kind == "kept"]
    parts = [f"{one.message} ({one.place})\n\n{_fence(one.before)}" for one in kept]
    text = "\n\n".join(("What was not imported, as it was. Delete this file when nobody needs it.", *parts))
    return f"{text}\n".encode() if kept else b""


def _write(draft: Draft) -> bytes:
    head = write_front_matter(draft.facts)
    if draft.notebook is None:
        return f"{head}\n\n{draft.texts[0]}".encode()
    cells = [
        {"cell_type": "raw", "id": _free_id(draft), "metadata": {}, "source": head},
        *({**cell, "source": text} for cell, text in zip(draft.notebook["cells"], draft.texts, strict=True)),
    ]
    try:
        return dump_notebook({**draft.notebook, "cells": cells})
    except ValueError as error:
        raise CourseforgeError(
            "The notebook holds a broken character or a number that is none.", "Run it anew in Jupyter and save it."
        ) from error


def _free_id(draft: Draft) -> str:
    taken = {cell["id"] for cell in (draft.notebook or {}).get("cells", ())}
    return next(
        id for number in range(len(taken) + 1) if (id := "about" if not number else f"about-{number}") not in taken
    )


def _without_outputs(draft: Draft) -> tuple[Draft, bytes]:
    """Leave the saved outputs where they are: a lesson of that size could not be read."""
    assert draft.notebook is not None
    cells = [{**cell, "outputs": []} if "outputs" in cell else cell for cell in draft.notebook["cells"]]
    said = "The saved outputs are too large for a lesson; they stay in the original, and a run makes them anew."
    smaller = replace(
        draft, notebook={**draft.notebook, "cells": cells}, remarks=(*draft.remarks, Remark("look", said))
    )
    return smaller, _write(smaller)


def _fence(text: str) -> str:
    return f"~~~~~text\n{text}\n~~~~~" if "~~~~~" not in text else json.dumps(text, ensure_ascii=False)
