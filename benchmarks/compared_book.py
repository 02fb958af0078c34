"""A Jupyter Book 1 project that is built by two programs: each gets a copy of its own of the folder as it is."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml

_NOT_COPIED = frozenset({".git", ".venv", "node_modules"})


@dataclass(frozen=True, slots=True)
class Book:
    """Where a book lies.

    Attributes:
        name: of the repository, or of the folder.
        folder: with ``_config.yml`` and ``_toc.yml``, below ``around``.
        around: the repository that it is part of, because its pages may name files of it; or the folder itself.
    """

    name: str
    folder: Path
    around: Path

    def copy_to(self, work: Path) -> Path:
        """Copy the repository without what was built before; return the book's folder in the copy."""
        copy = work / self.name
        below = self.folder.relative_to(self.around)

        def leave_out(folder: str, _: list[str]) -> frozenset[str] | set[str]:
            built = {"_build"} if Path(folder) == self.folder else set()
            return built | _NOT_COPIED

        shutil.copytree(self.around, copy, symlinks=True, ignore=leave_out)
        return copy / below


def find_book(folder: Path) -> Book:
    """Look for the repository around a book."""
    folder = folder.resolve()
    around = next((place for place in (folder, *folder.parents) if (place / ".git").exists()), folder)
    return Book(around.name, folder, around)


def read_config(folder: Path) -> dict[str, object]:
    """Read the book's settings, as far as they are a mapping."""
    path = folder / "_config.yml"
    config = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return config if isinstance(config, dict) else {}
