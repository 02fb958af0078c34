"""An author's file, read and written in place: what cannot be opened is told, and rights stay as they are."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from courseforge.config import BUILD_FOLDER
from courseforge.diagnostics import Diagnostic
from courseforge.errors import SourceChangedError
from courseforge.reading.notebook_file import load_source
from courseforge.writing import write_atomically

MAX_BYTES = 200_000_000  # more than a lesson may have: outputs that are taken out made it large


def read_author_file(root: Path, path: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """Read an ordinary file below a folder; None, with the reasons, for anything else."""
    return load_source(root / path, path, MAX_BYTES)


def write_author_file(root: Path, path: str, old: bytes, new: bytes) -> None:
    """Put new content in the place of the old, unless somebody else has changed it meanwhile.

    Raises:
        SourceChangedError: the file is no longer what it was.
        OutputError: it cannot be written.
    """
    file = root / path
    if read_author_file(root, path)[0] != old:
        raise SourceChangedError(f"{path} was changed by somebody else.", "Try again.")
    mode = stat.S_IMODE(file.stat().st_mode)
    write_atomically(file, new)
    file.chmod(mode)


def find_notebooks(root: Path, names: Iterable[str]) -> Iterator[str]:
    """Name the notebooks among files and below folders; hidden folders and what is built are left out."""
    found = (path for name in names for path in _find_below(root, name))
    return iter(dict.fromkeys(found))


def _find_below(root: Path, name: str) -> Iterator[str]:
    if not (root / name).is_dir():
        yield name
        return
    for folder, subfolders, files in os.walk(root / name):
        subfolders[:] = sorted(sub for sub in subfolders if not sub.startswith(".") and sub != BUILD_FOLDER)
        for file in sorted(files):
            if file.endswith(".ipynb") and not file.startswith("."):
                yield Path(os.path.relpath(Path(folder, file), root)).as_posix()
