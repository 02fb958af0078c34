"""A folder of entries: one file each, written in one step. No index, so nothing can disagree with anything."""

import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from courseforge.execution.cache import LARGEST
from courseforge.writing import write_atomically


@dataclass(frozen=True, slots=True)
class Removal:
    """What was taken out of a folder."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class FolderStore:
    """Entries in a folder of this computer. Several processes may use it at once."""

    folder: Path

    def read(self, name: str) -> bytes | None:
        """Return what is kept under a name: None where there is nothing, no bytes where it cannot be an entry."""
        path = self.folder / name
        try:
            status = path.stat()
            data = path.read_bytes() if stat.S_ISREG(status.st_mode) and status.st_size <= LARGEST else b""
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            return b""
        with suppress(OSError):
            os.utime(path)  # used just now: it leaves last
        return data

    def fetch(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """Return those of the entries that are there."""
        return {name: data for name in names if (data := self.read(name))}

    def write(self, name: str, data: bytes) -> None:
        """Keep something under a name, in place of whatever is there.

        Raises:
            OutputError: it cannot be written.
        """
        path = self.folder / name
        if path.is_dir() and not path.is_symlink():  # nothing of ours is a folder
            shutil.rmtree(path, ignore_errors=True)
        write_atomically(path, data)

    def shrink(self, limit: int) -> None:
        """Remove what was used longest ago until no more than ``limit`` bytes are left."""
        total = 0
        whole = (file for file in self._list_files() if not file[0].name.startswith("."))  # others are being written
        for path, status in sorted(whole, key=lambda file: (-file[1].st_mtime_ns, file[0].name)):
            total += status.st_size
            if total > limit:
                _remove(path)

    def keep_only(self, names: Collection[str]) -> Removal:
        """Remove every file but these."""
        gone = [status.st_size for path, status in self._list_files() if path.name not in names and _remove(path)]
        return Removal(len(gone), sum(gone))

    def _list_files(self) -> Iterator[tuple[Path, os.stat_result]]:
        with suppress(OSError):  # no such folder yet
            for path in sorted(self.folder.iterdir()):
                with suppress(OSError):  # somebody else has just removed it
                    if not path.is_dir() or path.is_symlink():
                        yield path, path.lstat()


def _remove(path: Path) -> bool:
    with suppress(OSError):  # on Windows: another build is reading it
        path.unlink()
        return True
    return False
