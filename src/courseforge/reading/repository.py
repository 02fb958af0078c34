"""The Git repository around a library: where it begins, and what in it differs from the main branch.

A repository may be a stranger's: nothing that its settings name is run (monitors, filters, other programs for
differences), and Git changes nothing in it.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from courseforge.errors import CourseforgeError

_MAIN = ("origin/main", "main", "origin/master", "master")
_SAFE = (
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "diff.external=",
    "-c", "submodule.recurse=false",
)  # fmt: skip
_COMPARED = ("--name-status", "-z", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "--no-color")
_FILTERS = r"^filter\..*\.(clean|smudge|process|required)$"
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the main branch, by POSIX paths relative to the library's folder.

    Attributes:
        base: the branch or commit it was compared with, as a person names it.
        changed: files that are new or different.
        gone: files that are no longer there, or now have another name.
        start: the commit in which the work left that branch.
    """

    base: str
    changed: frozenset[str]
    gone: frozenset[str] = frozenset()
    start: str = ""

    @property
    def paths(self) -> frozenset[str]:
        """All of them."""
        return self.changed | self.gone


def find_repository(folder: Path) -> Path | None:
    """Return the nearest folder above, or this one, that is a repository."""
    whole = folder.absolute()
    return next((above for above in (whole, *whole.parents) if (above / ".git").exists()), None)


def is_tracked(file: Path) -> bool:
    """Tell whether Git keeps a file, so that everybody has it who has the repository."""
    folder = file.absolute().parent
    if not folder.is_dir() or find_repository(folder) is None:
        return False
    return bool(_ask(folder, "ls-files", "-z", "--", file.name))


def read_changes(folder: Path, base: str = "") -> Changes:
    """Compare what lies in a folder with where its branch left the main branch.

    Args:
        folder: the library's.
        base: a branch or commit; empty for the main branch, whatever it is called.

    Raises:
        CourseforgeError: there is no Git, no repository, no such branch, or no common beginning.
    """
    if find_repository(folder) is None:
        raise CourseforgeError(
            f"{folder} is not in a Git repository, so nothing tells what has changed.",
            "Check everything: leave --changed away.",
        )
    name = _find_base(folder, base)
    start = _ask(folder, "merge-base", name, "HEAD").strip()
    if not start:
        raise CourseforgeError(
            f"Your work and {name} have no common beginning.",
            f"If this is a shallow copy of the repository, fetch the rest: git fetch --unshallow origin {name}",
        )
    compare = ("diff-index", *_COMPARED, "--no-renames", "--relative", start, "--", ".")
    changed, gone = _read_status(_ask(folder, *compare, settings=_disarm_filters(folder)))
    new = _ask(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return Changes(name, frozenset({*changed, *filter(None, new.split("\0"))}), frozenset(gone), start)


def _find_base(folder: Path, base: str) -> str:
    names = (base,) if base else _MAIN
    for name in names:
        if not name.startswith("-") and _ask(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"):
            return name
    if base:
        message = f"There is no branch or commit “{base}” in this repository."
        raise CourseforgeError(message, f"Fetch it first: git fetch origin {base}; or name another: --changed=NAME")
    raise CourseforgeError(
        f"This repository has no main branch to compare with ({', '.join(_MAIN)}).",
        "Name the branch or commit: courseforge check --changed=NAME",
    )


def _disarm_filters(folder: Path) -> dict[str, str]:
    """Return the settings under which no filter of the repository is a program: Git compares files through them."""
    names = _ask(folder, "config", "--name-only", "-z", "--get-regexp", _FILTERS)
    return {name: "false" if name.endswith(".required") else "" for name in filter(None, names.split("\0"))}


def _read_status(text: str) -> tuple[set[str], set[str]]:
    words = text.split("\0")
    pairs = list(zip(words[::2], words[1::2], strict=False))
    return {path for kind, path in pairs if kind != "D"}, {path for kind, path in pairs if kind == "D"}


def _ask(folder: Path, *words: str, settings: Mapping[str, str] = MappingProxyType({})) -> str:
    """Ask Git, under these settings; nothing where it has no answer."""
    return ask_git(folder, *words, settings=settings).decode("utf-8", errors="surrogateescape")


def ask_git(
    folder: Path, *words: str, settings: Mapping[str, str] = MappingProxyType({}), question: bytes = b""
) -> bytes:
    """Ask Git, under these settings; nothing where it has no answer.

    Args:
        question: what it reads.

    Raises:
        CourseforgeError: there is no Git, or it does not answer.
    """
    options = (word for name, value in settings.items() for word in ("-c", f"{name}={value}"))
    command: Sequence[str] = ("git", *_SAFE, *options, *words)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, and a name that no option can be
            command, cwd=folder, env=environment, input=question, capture_output=True, check=False, timeout=_SECONDS
        )
    except FileNotFoundError:
        raise CourseforgeError(
            "There is no Git on this computer.", "Check everything: leave --changed away."
        ) from None
    except subprocess.TimeoutExpired:
        raise CourseforgeError("Git gives no answer.", "Check everything: leave --changed away.") from None
    if b"dubious ownership" in done.stderr:
        raise CourseforgeError(
            "This repository belongs to another user of this computer, so Git does not look at it.",
            "Check everything: leave --changed away.",
        )
    return done.stdout
