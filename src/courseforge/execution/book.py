"""Pages of a Jupyter Book: which of them are run, and which of the book's files they are given."""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from courseforge.config import JupyterBookExecute
from courseforge.execution.job import make_result
from courseforge.model import ExecutionResult, ExecutionStatus, Lesson
from courseforge.reading.book.patterns import matches_any

EXCLUDED = "left out of running in _config.yml"
HAS_OUTPUTS = "its outputs are saved"

_FEW = 50_000_000  # bytes: so many are copied into each page's room, whatever it reads
_WORD = re.compile(r"[\w.+-]{1,200}")
_MODULE = ".py"


def settle_page(lesson: Lesson, settings: JupyterBookExecute) -> ExecutionResult | None:
    """Give the result of a page that the book's settings do not let run; its saved outputs are shown."""
    if not lesson.in_book:
        return None
    if matches_any(lesson.path, settings.exclude_patterns):
        return make_result(lesson, ExecutionStatus.SKIPPED, EXCLUDED)
    if settings.execute_notebooks == "auto" and all(cell.outputs for cell in lesson.code_cells):
        return make_result(lesson, ExecutionStatus.SKIPPED, HAS_OUTPUTS)
    return None


def choose_files(
    lesson: Lesson, files: Mapping[str, str], root: Path, settings: JupyterBookExecute
) -> Mapping[str, str]:
    """Choose the files that a page is given, each with its hash.

    All of them where they are few. A book may hold a gigabyte of data: then modules, and what has the name of a file
    or of a folder that stands in the page's code.
    """
    if settings.run_in_temp:
        return {}
    sizes = {name: _measure(root / name) for name in files}
    if sum(sizes.values()) <= _FEW:
        return files
    words = {word.strip(".") for cell in lesson.code_cells for word in _WORD.findall(cell.source)}
    return {name: digest for name, digest in files.items() if name.endswith(_MODULE) or _is_named(name, words)}


def _is_named(name: str, words: set[str]) -> bool:
    path = PurePosixPath(name)
    return not words.isdisjoint((path.name, path.stem, *path.parts[:-1]))


def _measure(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it went away; the room does without it
        return 0
