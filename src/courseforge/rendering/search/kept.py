"""What earlier builds made of pages and words is kept: what did not change is neither read nor cut again.

Everything states what it was made from, and the digest of each file. What does not hold is made anew.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courseforge.memory import NO_MEMORY, Memory, Things
from courseforge.model import SiteFile
from courseforge.reading.at_rest import mark_folder
from courseforge.writing import refuse_links, remove_others, write_if_changed

SEARCH_FOLDER = "search"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder where the index of one language is kept: the site's scripts, and beside them notes about them."""

    folder: Path
    language: str
    memory: Memory = NO_MEMORY

    def mark_files(self) -> Mapping[str, Things]:
        """Note how every script is now, by its name."""
        marks = mark_folder(self.folder).items()
        return {name.removesuffix(".js"): mark for name, mark in marks if name.endswith(".js")}

    def load_note(self, name: str) -> Any:
        """Return a note; None where there is none, or not the whole of it."""
        try:
            digest, _, text = (self.folder / f"{name}.json").read_bytes().partition(b"\n")
        except OSError:
            return None
        return json.loads(text) if digest == _digest(text).encode() else None

    def write_note(self, name: str, note: Any) -> None:
        """Write a note down, after the files it speaks of."""
        text = json.dumps(note, ensure_ascii=False).encode()
        write_if_changed(self.folder / f"{name}.json", _digest(text).encode() + b"\n" + text, durable=False)

    def load_file(self, name: str, digest: str) -> SiteFile | None:
        """Return a script of the site if it is as it was written."""
        try:
            data = (self.folder / f"{name}.js").read_bytes()
        except OSError:
            return None
        file = self._as_file(name, data)
        return file if file.sha256 == digest else None

    def write_file(self, name: str, data: bytes) -> SiteFile:
        """Keep a script of the site."""
        write_if_changed(self.folder / f"{name}.js", data, durable=False)
        return self._as_file(name, data)

    def remove_others(self, names: Collection[str]) -> None:
        """Keep only the scripts and notes with these names."""
        remove_others(self.folder, [f"{name}{ending}" for name in names for ending in (".js", ".json")])

    def _as_file(self, name: str, data: bytes) -> SiteFile:
        path = f"{SEARCH_FOLDER}/{self.language}/{name}.js"
        return SiteFile(path, _digest(data), len(data), source=self.folder / f"{name}.js")


def open_shelf(build: Path, language: str, memory: Memory) -> Shelf:
    """Return the shelf of a language in the folder of everything that is built."""
    refuse_links(build / SEARCH_FOLDER, build / SEARCH_FOLDER / language)
    return Shelf(build / SEARCH_FOLDER / language, language, memory)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
