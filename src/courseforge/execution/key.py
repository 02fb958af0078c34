"""The name of a run: two runs with one key would give the same outputs, as far as can be known beforehand.

Prose is not part of it, the words about pictures are not, and neither is a cell's place in the file: editing the text
around the code runs nothing.
"""

import hashlib
import json
import platform
import re
import site
import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path

from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Lesson
from courseforge.reading.at_rest import mark_file

FORMAT = 4  # of the entries and of the outputs in them: raise it, and every lesson runs again
EXECUTION_TAGS = frozenset({"raises-exception", "skip-execution"})

_RECORD = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)(?:-.*)?\.(?:dist|egg)-info")


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What a run is made from. All of it makes the key; what differs from the last run is why it does not hold.

    What is in the course's files is no part of it: an entry names those that its run has read. A lesson that asks
    only whether a file is there, or lists a folder, reads none; therefore the names.

    Attributes:
        code: digest of the code cells.
        files: digest of the names of the course's files.
        environment: digest of the interpreter and the packages.
        network: whether the lesson may use the network.
    """

    code: str
    kernel: str
    files: str
    environment: str
    network: bool = False
    format: int = FORMAT

    @property
    def key(self) -> str:
        """The name of the run, in hexadecimal."""
        return digest_value([getattr(self, part.name) for part in fields(self)])


def find_ingredients(lesson: Lesson, files: str, environment: str) -> Ingredients:
    """Say what a run of this lesson is made from, given the digests of what it shares with others."""
    cells = [[cell.program, sorted(EXECUTION_TAGS.intersection(cell.tags))] for cell in lesson.code_cells]
    return Ingredients(digest_value(cells), lesson.kernel, files, environment, lesson.metadata.network)


def hash_files(folder: Path, files: Iterable[str], memory: Memory = NO_MEMORY) -> dict[str, str]:
    """Hash what a course owns besides its lessons; a file that went away has the empty hash."""
    paths = {name: folder / name for name in sorted(files)}
    return {
        name: memory.recall(("hashed", str(path)), mark_file(path), partial(_hash_file, path))
        for name, path in paths.items()
    }


def digest_environment() -> str:
    """Digest what ``list_environment`` names."""
    return digest_value(list_environment())


def list_environment() -> tuple[str, ...]:
    """Name the interpreter, the machine's kind and every installed distribution, each with its version.

    Not the interpreter's own words (``sys.version``): they hold the day on which it was compiled.
    """
    release = ".".join(map(str, sys.version_info[:3])) + sys.version_info.releaselevel.replace("final", "")
    machine = f"{sys.platform}/{platform.machine().lower()}"
    return (f"{platform.python_implementation()} {release}", f"machine {machine}", *_list_distributions())


def digest_value(value: object) -> str:
    """Digest a value of which JSON knows one spelling."""
    return hashlib.sha256(json.dumps(value, separators=(",", ":")).encode()).hexdigest()


def _list_distributions() -> list[str]:
    # An installed distribution's folder is called name-version.dist-info. Listing them takes half a millisecond;
    # importlib.metadata, which reads every one, takes a hundred.
    folders = [*site.getsitepackages(), *([site.getusersitepackages()] if site.ENABLE_USER_SITE else [])]
    records = (
        path for folder in folders for pattern in ("*.dist-info", "*.egg-info") for path in Path(folder).glob(pattern)
    )
    return sorted({_name_distribution(path.name) for path in records})


def _name_distribution(record: str) -> str:
    """Spell ``PyYAML-6.0.dist-info`` as ``pyyaml 6.0``: installers differ in how they write names."""
    match = _RECORD.fullmatch(record)
    return f"{re.sub('[-_.]+', '-', match['name']).lower()} {match['version']}" if match else record


def _hash_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
