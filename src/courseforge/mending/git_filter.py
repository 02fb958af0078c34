"""Telling Git to clean notebooks on their way in, and to merge them cell by cell.

Two places: ``.gitattributes`` beside the notebooks, which is committed and says which files are meant, and the
repository's own settings, which say where this program is on this computer. Where a colleague's Git lacks these
settings, it leaves notebooks as they are.
"""

import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from courseforge.errors import CourseforgeError
from courseforge.writing import write_if_changed

_ATTRIBUTES = ".gitattributes"
_LINE = "*.ipynb filter=courseforge merge=courseforge"
_SECTIONS = ("filter.courseforge", "merge.courseforge")


def install_filter(folder: Path, options: Sequence[str] = ()) -> None:
    """Set the filter and the merge driver for the notebooks below a folder.

    Args:
        options: of ``clean``, for every notebook that Git takes in.

    Raises:
        CourseforgeError: the folder is no part of a Git repository, or there is no Git.
    """
    _ask_git(folder, "rev-parse", "--git-dir")
    program = _spell_program()
    chosen = "".join(f" {shlex.quote(option)}" for option in options)
    for name, value in (
        ("filter.courseforge.clean", f"{program} clean{chosen} --name %f -"),
        ("merge.courseforge.name", "courseforge: notebooks, cell by cell"),
        ("merge.courseforge.driver", f"{program} clean{chosen} --name %P --merge %O %A %B"),
    ):
        _ask_git(folder, "config", "--local", name, value)
    lines = _read_attributes(folder)
    if _LINE not in (line.strip() for line in lines):
        end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
        text = "".join(lines)
        _write_attributes(folder, f"{text}{end if text and not text.endswith(end) else ''}{_LINE}{end}")


def remove_filter(folder: Path) -> None:
    """Take both away again.

    Raises:
        CourseforgeError: the folder is no part of a Git repository, or there is no Git.
    """
    _ask_git(folder, "rev-parse", "--git-dir")
    for section in _SECTIONS:
        _run_git(folder, "config", "--local", "--remove-section", section)  # it may not be there
    lines = _read_attributes(folder)
    kept = [line for line in lines if line.strip() != _LINE]
    if not kept:
        (folder / _ATTRIBUTES).unlink(missing_ok=True)
    elif kept != lines:
        _write_attributes(folder, "".join(kept))


def _spell_program() -> str:
    """Name this program for the shell that Git brings, on Windows too; ``-P``: the repository's modules stay out."""
    return f"{shlex.quote(Path(sys.executable).as_posix())} -P -m courseforge"


def _read_attributes(folder: Path) -> list[str]:
    try:
        return (folder / _ATTRIBUTES).read_bytes().decode(errors="surrogateescape").splitlines(keepends=True)
    except FileNotFoundError:
        return []


def _write_attributes(folder: Path, text: str) -> None:
    write_if_changed(folder / _ATTRIBUTES, text.encode(errors="surrogateescape"))


def _ask_git(folder: Path, *arguments: str) -> None:
    try:
        done = _run_git(folder, *arguments)
    except FileNotFoundError as error:
        raise CourseforgeError("There is no Git on this computer.", "Install it from git-scm.com.") from error
    if done.returncode:
        raise CourseforgeError(
            f"Git cannot do this in {folder}: {done.stderr.strip()}",
            "Go to a folder that Git keeps, or begin with: git init",
        )


def _run_git(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(  # noqa: S603 - words of our own, and the folder that somebody named
        command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
