"""Kernels besides Python's own: what is installed for this environment or this computer, and nothing else.

Those in a user's home, or in the library, are never looked up: whoever can write there could choose the program.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PYTHON = "python3"  # needs no kernelspec

_LARGEST = 100_000_000  # bytes of a program that are worth reading to know its version


@dataclass(frozen=True, slots=True)
class KernelSpec:
    """A kernel as its ``kernel.json`` describes it.

    Attributes:
        command: what starts it; ``{connection_file}`` stands for the file that says where to listen.
        environment: what it wants to find in its environment.
        folder: where its ``kernel.json`` lies.
        digest: of all that tells one version of it from another.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""
    digest: str = ""

    @property
    def program(self) -> Path | None:
        """The program itself, links followed; None where it is not installed."""
        found = shutil.which(self.command[0])
        return Path(found).resolve() if found else None

    def make_command(self, connection: str) -> list[str]:
        """Make the command for one connection file."""
        return [
            part.replace("{connection_file}", connection).replace("{resource_dir}", self.folder)
            for part in self.command
        ]


def find_kernel(name: str) -> KernelSpec | None:
    """Find an installed kernel; None where there is none of that name, or it cannot be understood."""
    folder = _list_folders().get(name)
    return _read_spec(name, folder) if folder is not None else None


def list_kernels() -> tuple[str, ...]:
    """Name the kernels that lessons can have."""
    return tuple(sorted({PYTHON, *_list_folders()}))


def _list_folders() -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    for place in _list_places():
        for path in sorted((place / "kernels").glob("*/kernel.json")):
            found.setdefault(path.parent.name, path.parent)
    return found


def _list_places() -> Iterator[Path]:
    """List the folders that Jupyter looks into, but for those of the user; JUPYTER_PATH is like PATH."""
    named = (Path(entry) for entry in os.environ.get("JUPYTER_PATH", "").split(os.pathsep))
    yield from (place for place in named if place.is_absolute())
    yield Path(sys.prefix, "share", "jupyter")
    if sys.platform == "win32":
        yield Path(os.environ.get("PROGRAMDATA", "C:\\ProgramData"), "jupyter")
    else:
        yield from (Path("/usr/local/share/jupyter"), Path("/usr/share/jupyter"))


def _read_spec(name: str, folder: Path) -> KernelSpec | None:
    try:
        text = (folder / "kernel.json").read_text(encoding="utf-8")
        spec = json.loads(text)
        command, environment = tuple(spec["argv"]), dict(spec.get("env") or {})
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not command or not all(isinstance(part, str) for part in (*command, *environment, *environment.values())):
        return None
    language = spec.get("language")
    programs = [command[0], language] if isinstance(language, str) and language else [command[0]]
    digest = _digest([name, text, *map(_hash_program, programs)])
    return KernelSpec(name, command, environment, str(folder), digest)


def _hash_program(name: str) -> str:
    """Digest a program: that of the language often is another one than the kernel's."""
    found = shutil.which(name) or shutil.which(name.lower())
    if found is None or Path(found).resolve() == Path(sys.executable).resolve():
        return ""  # our own interpreter's version is known already
    try:
        with Path(found).open("rb") as file:
            if os.fstat(file.fileno()).st_size > _LARGEST:
                return str(os.fstat(file.fileno()).st_size)
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()
