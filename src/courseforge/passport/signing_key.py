"""The key with which a library signs: a file that never reaches Git, and that only this library has."""

import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from courseforge.errors import CourseforgeError, OutputError
from courseforge.reading.codes import FaultError
from courseforge.reading.repository import is_tracked
from courseforge.reading.source_file import read_bytes
from courseforge.writing import refuse_links, write_atomically

#: Names another place for the key, such as a folder that is backed up.
VARIABLE = "COURSEFORGE_PASSPORT_KEY"
FOLDER = "_private"
_FILE = "passport.key"
_BYTES = 32
_KEEP = "Keep it out of Git, and keep a copy where your library keeps what must not be lost."


def find_key(root: Path, environment: Mapping[str, str] = os.environ) -> bytes | None:
    """Read the library's key; None where there is none yet.

    Raises:
        CourseforgeError: it is damaged, is not an ordinary file, or is known to everybody who has the repository.
    """
    path = key_path(root, environment)
    if not path.exists() and not path.is_symlink():
        return None
    if is_tracked(path):
        raise CourseforgeError(
            f"The key {path} is in Git, so anybody who has a copy can sign in the library's name.",
            "Take it out (git rm --cached), delete the file, and let courseforge make a new one.",
        )
    try:
        key = bytes.fromhex(read_bytes(path, 1000).decode("ascii").strip())
    except (FaultError, ValueError) as error:
        raise CourseforgeError(f"The key {path} cannot be read.", "Bring it back from your copy of it.") from error
    if len(key) != _BYTES:
        raise CourseforgeError(f"The key {path} is damaged.", "Bring it back from your copy of it.")
    return key


def make_key(root: Path, environment: Mapping[str, str] = os.environ) -> tuple[bytes, Path]:
    """Make the library's key, in a folder that Git leaves alone; whoever is not its owner cannot read it.

    Raises:
        OutputError: it cannot be written.
    """
    path = key_path(root, environment)
    refuse_links(path.parent)
    key = secrets.token_bytes(_BYTES)
    if VARIABLE not in environment:
        write_atomically(path.parent / ".gitignore", b"*\n")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR), "wb"
        ) as file:
            file.write(f"{key.hex()}\n".encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"The key {path} could not be made: {error.strerror}.", _KEEP) from error
    return key, path


def key_path(root: Path, environment: Mapping[str, str]) -> Path:
    """Tell where the key lies, or would lie."""
    named = environment.get(VARIABLE, "")
    return Path(named).absolute() if named else root / FOLDER / _FILE
