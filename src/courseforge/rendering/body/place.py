"""Where a page's files come from, and where they go."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote

from courseforge.rendering.body.lighter import Begun
from courseforge.rendering.body.media import MEDIA_FOLDER, keep_file
from courseforge.rendering.recordings import CourseMedia


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page's files come from, and where they go.

    Attributes:
        page: folder in which the page will lie; sounds and pictures that are written into HTML become files here.
        course: folder of the staged course, whose sounds and pictures raw HTML may name.
        files: address in the page -> file that will be copied there.
        media: what the course says about its files.
        copies: of pictures that are being made already, by their file.
        folder: of the page below ``page``, in a Jupyter Book; empty where the page lies there itself.
    """

    page: Path
    course: Path
    files: Mapping[str, Path] = field(default_factory=dict)
    media: CourseMedia = field(default_factory=CourseMedia)
    folder: str = ""
    copies: Begun = field(default_factory=dict)

    def find_name(self, address: str) -> str:
        """Return the path in the course of the file that an address of the page leads to, or an empty text."""
        if file := self.files.get(address):
            return file.relative_to(self.course).as_posix() if file.is_relative_to(self.course) else ""
        if address.startswith(f"{MEDIA_FOLDER}/"):
            return self._find_same(self.page / address)
        return normpath(unquote(address)) if address and ":" not in address else ""

    def keep(self, name: str) -> str:
        """Copy a file of the course beside the page; return its address there, or an empty text."""
        return keep_file(self.course, name, self.page)

    def _find_same(self, written: Path) -> str:
        """Find the recording that a cell showed as it is: its output holds a copy of the file."""
        alike = [name for name in self.media.recordings if _size(self.course / name) == _size(written)]
        return next((name for name in alike if _digest(self.course / name) == _digest(written)), "")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
