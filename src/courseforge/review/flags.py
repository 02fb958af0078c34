"""What in a contribution a person must look at, because it is no lesson or claims something of people."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from courseforge.config import CONFIG_FILE, COURSES_FOLDER
from courseforge.model import UNPUBLISHED, Lesson
from courseforge.reading.lesson_file import SUFFIXES
from courseforge.rendering.kinds import OFFERED
from courseforge.review.report import Flag, Matter

_HUGE = 20_000_000  # bytes
#: What a code host or Git itself obeys.
_OBEYED = (".github/", ".gitlab/", ".circleci/", ".woodpecker/", ".forgejo/", ".gitea/")
_OBEYED_NAMES = frozenset(
    {".gitlab-ci.yml", ".gitattributes", ".gitmodules", ".lfsconfig", ".gitignore", "CODEOWNERS", "codeowners"}
)
_SETTINGS = frozenset(
    {CONFIG_FILE, "_toc.yml", "withdrawn.yml", "published.json", "course.yml", "contributors.yml", "branches.yml"}
)
_NEEDED = frozenset({"requirements.txt", "pyproject.toml", "environment.yml", "Makefile", "makefile", "Dockerfile"})
_PROGRAMS = frozenset(".py .pyc .so .pth .sh .bash .zsh .ps1 .bat .cmd .exe .dll .js .mjs .jar .rb .pl .php".split())
_READABLE = OFFERED | {".yml", ".yaml", ".html", ".css"}
#: Programs that a page may offer: a lesson's own modules lie in its course.
_OWN = frozenset({".py", ".r", ".ino"})


def find_flags(root: Path, paths: Iterable[str], library: str) -> Iterator[Flag]:
    """Look at the names and kinds of files that are new or different; none is opened.

    Args:
        root: of the repository.
        paths: relative to it.
        library: the library's folder as seen from there, with a slash; empty where they are one.
    """
    for path in sorted(paths):
        if matter := _judge(root / path, path, library):
            yield Flag(matter, path)


def find_obeyed(paths: Iterable[str]) -> Iterator[Flag]:
    """Look only for what a code host or Git obeys: whoever changes that may have written the first stage anew."""
    return (Flag("workflow", path) for path in sorted(paths) if _is_obeyed(path))


def find_claims(before: Mapping[str, Lesson], after: Iterable[Lesson], library: str) -> Iterator[Flag]:
    """Find lessons that say more of people than before, or that they are no longer proposed."""
    for lesson in after:
        earlier = before.get(lesson.path)
        known = set(earlier.metadata.people.list_roles()) if earlier else set()
        if set(lesson.metadata.people.list_roles()) - known:
            yield Flag("people", f"{library}{lesson.path}")
        state, last = lesson.metadata.state, earlier.metadata.state if earlier else ""
        if state != last and (state == "accepted" or (last in UNPUBLISHED and state not in UNPUBLISHED)):
            yield Flag("state", f"{library}{lesson.path}")


def _judge(file: Path, path: str, library: str) -> Matter | None:
    try:
        status = os.lstat(file)
    except OSError:
        status = None  # it is gone
    if status and not stat.S_ISREG(status.st_mode):
        return "link"
    if status and status.st_size > _HUGE:
        return "huge"
    return _judge_name(path, path.removeprefix(library), inside=path.startswith(f"{library}{COURSES_FOLDER}/"))


def _is_obeyed(path: str) -> bool:
    return path.startswith(_OBEYED) or PurePosixPath(path).name in _OBEYED_NAMES


def _judge_name(path: str, own: str, *, inside: bool) -> Matter | None:
    name, suffix = PurePosixPath(path).name, PurePosixPath(path).suffix.lower()
    if _is_obeyed(path):
        return "workflow"
    if name in _SETTINGS and (name != "course.yml" or not inside):
        return "settings"
    if (
        name in _NEEDED
        or (suffix in _PROGRAMS and not (inside and suffix in _OWN))
        or name.startswith("requirements")
    ):
        return "program"
    if suffix not in _READABLE and suffix not in SUFFIXES:
        return "binary"
    return None if inside else "outside"
