"""The name of a run: two runs with one key would give the same outputs, as far as can be known beforehand.

Prose is not part of it, and neither is a cell's place in the file: editing the text around the code runs nothing.
"""

import hashlib
import json
import platform
import site
import sys
from collections.abc import Iterable
from pathlib import Path

from courseforge.model import Lesson

FORMAT = 3  # of the entries and of the outputs in them: raise it, and every lesson runs again
EXECUTION_TAGS = frozenset({"raises-exception", "skip-execution"})


def make_key(lesson: Lesson, files: Iterable[str], environment: str) -> str:
    """Derive the key, in hexadecimal, from the code, the names of the course's files and the environment.

    What is in the files is no part of it: an entry names those that its run has read. A lesson that asks only
    whether a file is there, or lists a folder, reads none; therefore the names.
    """
    cells = [[cell.source, sorted(EXECUTION_TAGS.intersection(cell.tags))] for cell in lesson.code_cells]
    network = [lesson.metadata.network] * lesson.metadata.network  # nothing where there is none: no key changes
    return _digest([FORMAT, lesson.kernel, cells, sorted(files), environment, *network])


def hash_files(folder: Path, files: Iterable[str]) -> dict[str, str]:
    """Hash what a course owns besides its lessons; a file that went away has the empty hash."""
    return {name: _hash_file(folder / name) for name in sorted(files)}


def digest_environment() -> str:
    """Digest the interpreter, the machine's kind and every installed distribution with its version."""
    return _digest([sys.version, sys.platform, platform.machine(), _list_distributions()])


def _list_distributions() -> list[str]:
    # An installed distribution's folder is called name-version.dist-info. Listing them takes half a millisecond;
    # importlib.metadata, which reads every one, takes a hundred.
    folders = [*site.getsitepackages(), *([site.getusersitepackages()] if site.ENABLE_USER_SITE else [])]
    records = (
        path for folder in folders for pattern in ("*.dist-info", "*.egg-info") for path in Path(folder).glob(pattern)
    )
    return sorted({path.name for path in records})


def _hash_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, separators=(",", ":")).encode()).hexdigest()
