"""What this machine has and lacks, looked at one thing at a time."""

import importlib.metadata
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from courseforge import __version__
from courseforge.config import BUILD_FOLDER, CONFIG_FILE, Sandbox, Settings
from courseforge.errors import CourseforgeError
from courseforge.execution.isolation import SWITCHED_OFF, Level
from courseforge.execution.pool import examine_isolation, execute_lessons
from courseforge.model import Cell, CellKind, Course, CourseMetadata, ExecutionStatus, Lesson, LessonMetadata
from courseforge.reading import read_settings
from courseforge.rendering.shards.workers import examine_workers
from courseforge.reporting.machine_report import Finding, Health

_OLDEST_PYTHON = (3, 11)
_PACKAGES = ("jupyter-book", "sphinx", "myst-nb", "ipykernel", "nbclient", "watchfiles")
_ROOM_NEEDED = 500  # megabytes: a site of some hundred lessons with its cache
_TRIAL = Course(
    id="course",
    language="en",
    path="course",
    metadata=CourseMetadata(),
    lessons=(
        Lesson(
            "course/trial", "en", "course/trial.ipynb", LessonMetadata(), (Cell(1, CellKind.CODE, "6 * 7", "trial"),)
        ),
    ),
)


def examine_machine(folder: Path) -> Iterator[Finding]:
    """Look at everything courseforge works with, nearest first."""
    yield Finding("courseforge", Health.GOOD, f"version {__version__}")
    yield _examine_python()
    yield from map(_examine_package, _PACKAGES)
    yield _examine_library(folder)
    yield _examine_writing(folder)
    yield _examine_room(folder)
    yield _examine_kernel()
    yield _examine_fork()
    yield _examine_git()
    sandbox = _read_sandbox(folder)
    yield _examine_walls(sandbox)
    yield _examine_pages(sandbox)


def _examine_python() -> Finding:
    found = f"version {platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info >= _OLDEST_PYTHON:
        return Finding("Python", Health.GOOD, found)
    return Finding("Python", Health.BROKEN, found, "Install Python 3.11 or newer from python.org.")


def _examine_package(name: str) -> Finding:
    try:
        return Finding(name, Health.GOOD, f"version {importlib.metadata.version(name)}")
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, Health.BROKEN, "not installed", "Install courseforge again; it brings what it needs.")


def _examine_library(folder: Path) -> Finding:
    if (folder / CONFIG_FILE).is_file():
        return Finding("library", Health.GOOD, f"{CONFIG_FILE} is in {folder}")
    return Finding(
        "library",
        Health.LACKING,
        f"there is no library in {folder}",
        "Go to the folder of your library, or begin one: courseforge init",
    )


def _examine_writing(folder: Path) -> Finding:
    place = next(path for path in (folder / BUILD_FOLDER, folder, *folder.parents) if path.is_dir())
    try:
        with tempfile.TemporaryFile(dir=place):
            return Finding("writing", Health.GOOD, f"files can be written in {place}")
    except OSError as error:
        return Finding(
            "writing",
            Health.BROKEN,
            f"files cannot be written in {place}",
            "Move the library to a folder of your own, such as Documents.",
            str(error),
        )


def _examine_room(folder: Path) -> Finding:
    place = next(path for path in (folder, *folder.parents) if path.is_dir())
    free = shutil.disk_usage(place).free // 1_000_000
    if free >= _ROOM_NEEDED:
        return Finding("disk", Health.GOOD, f"{free / 1000:.1f} GB free")
    return Finding("disk", Health.LACKING, f"only {free} MB free", f"Make room: {_ROOM_NEEDED} MB are comfortable.")


def _examine_kernel() -> Finding:
    """Run a lesson of one cell: the only proof that lessons can be run."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "course").mkdir()
        result = execute_lessons((_TRIAL,), root=Path(place), cache=Path(place) / "cache", settings=Settings())[0]
    if result.status is ExecutionStatus.RAN:
        return Finding("kernel", Health.GOOD, f"a Python kernel started and answered in {result.seconds:.1f} s")
    return _broken_kernel(str(result.failure))


def _examine_walls(sandbox: Sandbox) -> Finding:
    """Attack the walls: the only proof that they hold."""
    isolation = examine_isolation(sandbox)
    if isolation.level is Level.WALLS:
        return Finding(
            "sandbox",
            Health.GOOD,
            "lessons run behind walls: attacked just now, they let nothing read or write outside a lesson's own "
            "copy, reach the network, or stay behind.",
        )
    return Finding(
        "sandbox",
        Health.LACKING,
        f"lessons run without walls: their code can do what you can do on this computer. {isolation.reasons[0]}",
        f"Run lessons of people you trust; read a stranger's lesson, and do not run it. {isolation.remedy}".strip(),
        "\n".join(isolation.reasons),
    )


def _examine_pages(sandbox: Sandbox) -> Finding:
    """Have the process that makes pages attack its walls."""
    isolation = SWITCHED_OFF
    if sandbox == "on":
        with tempfile.TemporaryDirectory() as place:
            isolation = examine_workers(Path(place).resolve())
    if isolation.level is Level.WALLS:
        return Finding(
            "pages",
            Health.GOOD,
            "pages are made behind walls: attacked just now, they show a Sphinx extension the course and the "
            "installed packages, and nothing else of this computer or the network.",
        )
    return Finding(
        "pages",
        Health.LACKING,
        f"pages are made without walls: a Sphinx extension can do what you can do on this computer. "
        f"{isolation.reasons[0]}",
        "Name only extensions in _config.yml that you trust.",
        "\n".join(isolation.reasons),
    )


def _read_sandbox(folder: Path) -> Sandbox:
    try:
        return read_settings(folder)[0].courseforge.execute.sandbox
    except CourseforgeError:
        return "on"


def _broken_kernel(detail: str) -> Finding:
    return Finding(
        "kernel",
        Health.BROKEN,
        "no Python kernel starts, so lessons cannot be run",
        "Install courseforge again; if that does not help, run: courseforge doctor --verbose",
        detail,
    )


def _examine_fork() -> Finding:
    if hasattr(os, "fork"):
        return Finding("fork", Health.GOOD, "workers start quickly on this system")
    return Finding("fork", Health.LACKING, "this system cannot copy a running program, so building takes longer")


def _examine_git() -> Finding:
    if shutil.which("git"):
        return Finding("git", Health.GOOD, "found")
    return Finding(
        "git",
        Health.LACKING,
        "not found; you can write and publish without it",
        "Install it from git-scm.com if you want a history of your lessons.",
    )
