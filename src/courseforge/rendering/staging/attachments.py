"""Pictures that were pasted into a cell (nbformat attachments), as files of the staged book."""

import base64
import binascii

from courseforge.model import Lesson
from courseforge.rendering.pictures import looks_like
from courseforge.rendering.svg import clean_svg


def attachment_path(document: str, cell: int, name: str) -> str:
    """Return where a staged book keeps a pasted picture, relative to its folder."""
    return f"attachments/{document}/{cell}/{name}"


def stage_attachments(lesson: Lesson) -> dict[str, bytes]:
    """Return the pasted pictures of a lesson by their path; what is no picture is left out."""
    return {
        attachment_path(lesson.slug, cell.number, name): data
        for cell in lesson.cells
        for name, kinds in cell.attachments.items()
        for kind, text in kinds.items()
        if (data := _decode(kind, text))
    }


def _decode(kind: str, text: str) -> bytes:
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
    if kind == "image/svg+xml":
        return clean_svg(data) or b""
    return data if looks_like(kind, data) else b""
