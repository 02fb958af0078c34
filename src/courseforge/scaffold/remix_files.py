"""Which files of its course a lesson needs: those that it names, their transcripts, and modules that it imports."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote

from courseforge.model import MEDIA_FILE, Course, Lesson

_NEVER = frozenset({"course.yml", MEDIA_FILE})


def list_needed(course: Course, lesson: Lesson) -> tuple[str, ...]:
    """Name the files, by their paths in the course."""
    text = "\n".join(cell.source for cell in lesson.cells)
    named = {name for name in course.files if name not in _NEVER and _is_needed(name, text)}
    spoken = set(_list_transcripts(course, named))
    return tuple(sorted(named | spoken))


def _is_needed(name: str, text: str) -> bool:
    path = PurePosixPath(name)
    if path.suffix == ".py" and path.parent == PurePosixPath():
        module = path.stem
        return re.search(rf"(?m)^[ \t]*(?:import|from)[ \t]+{re.escape(module)}\b", text) is not None
    written = "|".join(re.escape(form) for form in dict.fromkeys((name, quote(name))))
    return re.search(rf"(?<![\w-])(?:{written})(?![\w-])", text) is not None


def _list_transcripts(course: Course, names: set[str]) -> Iterator[str]:
    for name in names:
        medium = course.media.find(name)
        if medium and medium.transcript in course.files:
            yield medium.transcript
        captions = str(PurePosixPath(name).with_suffix(".vtt"))
        if captions in course.files:
            yield captions
