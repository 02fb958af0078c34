"""The files of a library as they were in an earlier commit, written into a folder of their own.

Taken out of Git object by object: no filter, no hook and no attribute has a say in what they are.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from courseforge.errors import CourseforgeError
from courseforge.reading.repository import ask_git
from courseforge.writing import write_atomically

_ORDINARY = frozenset({"100644", "100755"})
_LARGEST = 20_000_000  # bytes of one file, and
_MOST = 200_000_000  # of all together: what is beyond is left out


@dataclass(frozen=True, slots=True)
class EarlierFile:
    """A file in a commit.

    Attributes:
        path: POSIX path relative to the library's folder.
        name: by which Git knows its content.
        size: in bytes.
    """

    path: str
    name: str
    size: int


def list_earlier(folder: Path, commit: str) -> tuple[EarlierFile, ...]:
    """List the ordinary files that a commit has in a folder of the repository and below it."""
    listed = ask_git(folder, "ls-tree", "-r", "-z", "-l", commit, "--", ".").decode(errors="surrogateescape")
    return tuple(_read_entries(listed))


def write_earlier(
    folder: Path, commit: str, to: Path, wanted: Callable[[str], bool] = lambda path: True
) -> frozenset[str]:
    """Write the files of a commit into another folder; return their paths.

    Args:
        wanted: tells by its path whether a file is needed.

    Raises:
        CourseforgeError: Git does not give what it has listed.
    """
    chosen, total = [], 0
    for file in list_earlier(folder, commit):
        if wanted(file.path) and file.size <= _LARGEST and total + file.size <= _MOST:
            chosen.append(file)
            total += file.size
    question = "".join(f"{file.name}\n" for file in chosen).encode()
    answer = memoryview(ask_git(folder, "cat-file", "--batch", question=question))
    start = 0
    for file in chosen:
        start += len(f"{file.name} blob {file.size}\n")
        data = bytes(answer[start : start + file.size])
        if len(data) != file.size:
            raise CourseforgeError("Git does not give what was there before.", "Fetch the whole history, then again.")
        write_atomically(to / file.path, data, durable=False)
        start += file.size + 1
    return frozenset(file.path for file in chosen)


def _read_entries(listed: str) -> Iterator[EarlierFile]:
    for entry in filter(None, listed.split("\0")):
        facts, _, path = entry.partition("\t")
        mode, kind, name, size = facts.split()
        if kind == "blob" and mode in _ORDINARY and _is_inside(path):
            yield EarlierFile(path, name, int(size))


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return not path.startswith("/") and not {"..", ".git"}.intersection(parts) and "\\" not in path
