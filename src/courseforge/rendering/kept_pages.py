"""Pages that are kept between builds: only those are made again of which something changed.

Each states what it was made from, and the digest of its bytes. What does not hold is made anew.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from courseforge.model import SiteFile
from courseforge.writing import refuse_links, remove_others, write_if_changed


@dataclass(frozen=True, slots=True)
class PageShelf:
    """The folder where the pages are kept, each with a note beside it."""

    folder: Path

    def load(self, path: str, made_from: str) -> SiteFile | None:
        """Return a page if it was made from the same things and is as it was written."""
        try:
            note = self._note(path).read_text("utf-8")
            data = self._place(path).read_bytes()
        except (OSError, UnicodeDecodeError):
            return None
        file = self._as_file(path, data)
        return file if note == _write_note(made_from, file) else None

    def keep(self, path: str, made_from: str, data: bytes) -> SiteFile:
        """Keep a page, and after it the note about it."""
        file = self._as_file(path, data)
        write_if_changed(self._place(path), data, durable=False)
        write_if_changed(self._note(path), _write_note(made_from, file).encode(), durable=False)
        return file

    def remove_others(self, paths: Iterable[str]) -> None:
        """Keep only these pages."""
        files = [file for path in paths for file in (self._place(path), self._note(path))]
        remove_others(self.folder, [file.name for file in files])

    def _place(self, path: str) -> Path:
        return self.folder / path.replace("/", "+")  # no name on the site has a plus

    def _note(self, path: str) -> Path:
        return self._place(f"{path}.note")

    def _as_file(self, path: str, data: bytes) -> SiteFile:
        return SiteFile(path, hashlib.sha256(data).hexdigest(), len(data), source=self._place(path))


def open_shelf(folder: Path) -> PageShelf:
    """Return the shelf in a folder of what is built, in which nothing else lies."""
    refuse_links(folder)
    return PageShelf(folder)


def _write_note(made_from: str, file: SiteFile) -> str:
    return f"{made_from} {file.sha256}\n"
