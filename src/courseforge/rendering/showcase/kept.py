"""What earlier builds made of pictures and sounds is kept: making lighter copies takes its time.

A note states the digest of each file that it speaks of. What does not hold is made anew.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from courseforge.model import SiteFile
from courseforge.rendering.shards.kept import renderer_digest
from courseforge.writing import refuse_links, remove_others, write_if_changed

FOLDER = "_showcase"  # of the site; no course can be called so


@dataclass(frozen=True, slots=True)
class Shown:
    """What was made of one picture or sound.

    Attributes:
        files: the picture or sound itself, then its copies.
        size: of a picture, in pixels.
        widths: of the copies.
    """

    files: tuple[SiteFile, ...]
    size: tuple[int, int] = (0, 0)
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder where they are kept."""

    folder: Path

    def take(self, data: bytes, suffix: str, make: "Callable[[bytes, str, Shelf], Shown | None]") -> "Shown | None":
        """Return what was made of these bytes, or have it made."""
        note = self.folder / f"{_digest(renderer_digest().encode() + suffix.encode() + data)[:32]}.json"
        if (kept := self._load(note)) is not None:
            return kept
        made = make(data, suffix, self)
        if made is not None:
            names = [[_name(file), file.sha256] for file in made.files]
            text = json.dumps({"files": names, "size": made.size, "widths": made.widths})
            write_if_changed(note, text.encode(), durable=False)
        return made

    def write(self, data: bytes, suffix: str) -> SiteFile:
        """Keep a file of the site under a name that says what is in it."""
        digest = _digest(data)
        name = f"{digest[:16]}{suffix}"
        write_if_changed(self.folder / name, data, durable=False)
        return SiteFile(f"{FOLDER}/{name}", digest, len(data), source=self.folder / name)

    def forget_others(self, shown: Iterable[Shown]) -> None:
        """Remove files that nothing shows any more: of a work that was taken back, nothing stays."""
        used = {_name(file) for one in shown for file in one.files}
        notes = ((note.name, self._load(note)) for note in self.folder.glob("*.json"))
        kept = {name for name, one in notes if one and {_name(file) for file in one.files} <= used}
        remove_others(self.folder, used | kept)

    def _load(self, note: Path) -> Shown | None:
        try:
            kept = json.loads(note.read_bytes())
            files = tuple(self._find(name, digest) for name, digest in kept["files"])
            return Shown(files, (kept["size"][0], kept["size"][1]), tuple(kept["widths"]))
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None

    def _find(self, name: str, digest: str) -> SiteFile:
        data = (self.folder / Path(name).name).read_bytes()
        if _digest(data) != digest:
            raise ValueError(name)
        return SiteFile(f"{FOLDER}/{name}", digest, len(data), source=self.folder / name)


def open_shelf(build: Path) -> Shelf:
    """Return the shelf in the folder of everything that is built."""
    refuse_links(build / "showcase")
    return Shelf(build / "showcase")


def _name(file: SiteFile) -> str:
    return file.path.rpartition("/")[2]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
