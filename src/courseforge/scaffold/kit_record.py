"""What a kit was when it was written: from this its next version knows what the library has changed since."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from courseforge.errors import CourseforgeError
from courseforge.writing import write_if_changed

RECORD_FILE = ".courseforge-kit.json"

_FORMAT = 1
_MOST_TEXT = 40_000  # characters; of what is longer, only a hash is kept, and it is replaced as a whole
_ABOUT = "Written by courseforge init, which merges its next version with your changes. Keep this file in Git."


@dataclass(frozen=True, slots=True)
class KitRecord:
    """The files as they were written.

    Attributes:
        host: for which the kit is; empty where there is none yet.
        texts: by path.
        hashes: of long files, by path.
    """

    host: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, path: str) -> bool:
        """Tell whether the kit has written this file once."""
        return path in self.texts or path in self.hashes

    def is_unchanged(self, path: str, text: str) -> bool:
        """Tell whether the library has left a file as it was."""
        return self.texts[path] == text if path in self.texts else self.hashes.get(path) == _hash(text)


def make_record(host: str, files: Mapping[str, str]) -> KitRecord:
    """Remember files."""
    long = {path for path, text in files.items() if len(text) > _MOST_TEXT}
    return KitRecord(
        host,
        {path: text for path, text in files.items() if path not in long},
        {path: _hash(files[path]) for path in long},
    )


def read_record(folder: Path) -> KitRecord:
    """Read what the kit was.

    Raises:
        CourseforgeError: the file is there and cannot be understood.
    """
    try:
        document: Any = json.loads((folder / RECORD_FILE).read_text("utf-8"))
        if document["format"] != _FORMAT:
            raise ValueError
        record = KitRecord(document["host"], dict(document["texts"]), dict(document["hashes"]))
        if not all(isinstance(text, str) for text in (record.host, *record.texts.values(), *record.hashes.values())):
            raise TypeError
    except FileNotFoundError:
        return KitRecord()
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise CourseforgeError(
            f"{RECORD_FILE} cannot be read, so nobody can tell what you have changed. Nothing was written.",
            "Bring it back from Git. Or delete it: then every file that is there stays as it is.",
        ) from error
    return record


def write_record(folder: Path, record: KitRecord, version: str) -> None:
    """Write it down."""
    document = {
        "about": _ABOUT,
        "format": _FORMAT,
        "courseforge": version,
        "host": record.host,
        "texts": dict(sorted(record.texts.items())),
        "hashes": dict(sorted(record.hashes.items())),
    }
    write_if_changed(folder / RECORD_FILE, f"{json.dumps(document, indent=1, ensure_ascii=False)}\n".encode())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
