"""What takes long to make for the catalog is kept in the build folder, as long as it would come out the same."""

import hashlib
from functools import cache
from pathlib import Path

import courseforge.catalog
from courseforge.model import SiteFile
from courseforge.rendering.shards.kept import renderer_digest
from courseforge.writing import refuse_links, remove_others, write_if_changed


class FolderShelf:
    """Holds files, each with a note beside it: what it was made from, and its digest. Nothing is believed unread."""

    def __init__(self, folder: Path) -> None:
        refuse_links(folder)
        self._folder = folder
        self._files: dict[str, SiteFile] = {}

    def holds(self, path: str, made_from: str) -> bool:
        """Tell whether the file is there, whole, and was made from the same things by the same program."""
        try:
            note, data = self._note(path).read_text("utf-8"), self._place(path).read_bytes()
        except (OSError, UnicodeDecodeError):
            return False
        file = self._as_file(path, data)
        if note != _write_note(made_from, file):
            return False
        self._files[path] = file
        return True

    def load(self, path: str) -> bytes:
        """Return a file that is there."""
        return self._place(path).read_bytes()

    def keep(self, path: str, made_from: str, data: bytes) -> None:
        """Keep a file, and after it the note about it."""
        file = self._as_file(path, data)
        write_if_changed(self._place(path), data, durable=False)
        write_if_changed(self._note(path), _write_note(made_from, file).encode(), durable=False)
        self._files[path] = file

    def find(self, path: str) -> SiteFile | None:
        """Return what this process has looked for or kept, so that it need not be held in memory."""
        return self._files.get(path)

    def remove_others(self) -> None:
        """Keep only what somebody has asked for."""
        names = [place.name for path in self._files for place in (self._place(path), self._note(path))]
        remove_others(self._folder, names)

    def _place(self, path: str) -> Path:
        return self._folder / path.replace("/", "+")  # no name on the site has a plus

    def _note(self, path: str) -> Path:
        return self._place(f"{path}.note")

    def _as_file(self, path: str, data: bytes) -> SiteFile:
        return SiteFile(path, hashlib.sha256(data).hexdigest(), len(data), source=self._place(path))


def _write_note(made_from: str, file: SiteFile) -> str:
    return f"{_program_digest()} {made_from} {file.sha256}\n"


@cache
def _program_digest() -> str:
    """Return the digest of the code that makes catalog files, and of everything that makes pages."""
    digest = hashlib.sha256(renderer_digest().encode())
    package = Path(courseforge.catalog.__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
