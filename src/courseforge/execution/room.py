"""The folder a lesson runs in: a copy of what its course owns, a home of its own, gone afterwards."""

import os
import shutil
import site
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from courseforge.errors import OutputError

# PATH to find programs, the library path because some interpreters do not start without it; the rest is Windows'.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT")
# A traceback through a package names the place where Python is installed, often below somebody's home.
_PREFIXES = {sys.prefix, sys.base_prefix, site.getuserbase()} - {"/usr", "/usr/local"}
_PYTHON = dict.fromkeys(sorted(_PREFIXES, key=len, reverse=True), "/python")
_SOCKET_PATH_LIMIT = 60  # Unix allows about 104 bytes for a socket's path; the rest is ours


@dataclass(frozen=True, slots=True)
class Room:
    """Where one run happens. Nothing outside it is written.

    Attributes:
        path: the folder that holds all of it.
        below: the folder in the course's in which the kernel works; empty for the course's own.
    """

    path: Path
    below: str = ""

    @property
    def lesson(self) -> Path:
        """The copy of the course's files."""
        return self.path / "lesson"

    @property
    def working(self) -> Path:
        """The kernel's working folder."""
        return self.lesson / self.below

    @property
    def home(self) -> Path:
        """What the lesson takes for the home folder."""
        return self.path / "home"

    @property
    def temporary(self) -> Path:
        """What the lesson takes for the folder of temporary files."""
        return self.path / "tmp"

    @property
    def places(self) -> dict[str, str]:
        """Folders named differently by run or machine, the inner ones first, and what outputs call them."""
        inner = {str(self.lesson): "/lesson", str(self.home): "/home/learner", str(self.temporary): "/tmp"}  # noqa: S108
        return {**inner, str(self.path): "/run", **installed_places()}


@contextmanager
def make_room(course: Path, files: Iterable[str], below: str = "") -> Iterator[Room]:
    """Set up a room with a copy of the course's files, and remove it whatever happens.

    Raises:
        OutputError: there is no space for it.
    """
    with tempfile.TemporaryDirectory(prefix="cf-", dir=short_folder(), ignore_cleanup_errors=True) as name:
        room = Room(Path(name).resolve(), below)
        try:
            _furnish(room, course, files)
        except OSError as error:
            message = f"The folder for running a lesson could not be set up: {error.strerror or error}."
            raise OutputError(message, f"Check that the disk with {room.path.parent} has space.") from error
        yield room


def installed_places() -> dict[str, str]:
    """Name the folders where Python is installed as outputs call them."""
    return dict(_PYTHON)


def make_environment(home: str, temporary: str, inherited: Mapping[str, str]) -> dict[str, str]:
    """Make the whole environment of lesson code: nothing else of ours reaches it, least of all a secret."""
    environment = {name: value for name, value in inherited.items() if name.upper() in _PASSED_ON}
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        environment[name] = home
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR"):
        environment[name] = f"{home}{os.sep}{name.lower()}"
    for name in ("TMPDIR", "TEMP", "TMP"):
        environment[name] = temporary
    if site.ENABLE_USER_SITE:  # packages that were installed for this user only stay importable with another HOME
        environment["PYTHONUSERBASE"] = site.getuserbase()
    return environment | {
        "SHELL": "/bin/bash" if Path("/bin/bash").exists() else "/bin/sh",  # what `!command` is for in a lesson
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PIP_NO_INDEX": "1",  # also where there is no sandbox, a lesson installs nothing
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # Lessons share the processors already, and sums come out the same on every machine.
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger's warning about frozen modules is no lesson's business
    }


def short_folder() -> str | None:
    """Name a folder for sockets where the usual one has a path too long for them; None where that one will do."""
    too_long = sys.platform != "win32" and len(tempfile.gettempdir()) > _SOCKET_PATH_LIMIT
    return "/tmp" if too_long else None  # noqa: S108  TemporaryDirectory makes a private folder in it


def _furnish(room: Room, course: Path, files: Iterable[str]) -> None:
    for folder in (room.lesson, room.home, room.temporary):
        folder.mkdir()
    for file in files:
        _copy_file(course / file, room.lesson / file)
    room.working.mkdir(parents=True, exist_ok=True)


def _copy_file(source: Path, target: Path) -> None:
    if source.is_symlink() or not source.is_file():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
