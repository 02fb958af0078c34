"""What a lesson's file name says: which lesson it is, and in which language."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from courseforge.reading.codes import LANGUAGE_IS_DECLARED, NAME_IS_A_SLUG, Fault
from courseforge.reading.language_tag import is_language_tag
from courseforge.reading.names import is_slug
from courseforge.reading.wording import did_you_mean, show, slugify

SUFFIXES = (".ipynb", ".md")
#: How a file is called that keeps what an import had no place for; it is for authors, and no lesson.
NOT_IMPORTED = ".not-imported.md"


_WELCOME = re.compile(r"index(?:\.([A-Za-z0-9-]+))?\.md")
_COURSE = re.compile(r"course(?:\.([A-Za-z0-9-]+))?\.yml")
_RESERVED = frozenset({"index"})


@dataclass(frozen=True, slots=True)
class LessonFile:
    """A lesson's file, by name.

    Attributes:
        name: of the file.
        slug: the last part of the lesson's id; empty where the name cannot give one.
        suffix: the language in the name; empty for an original.
    """

    name: str
    slug: str
    suffix: str
    faults: tuple[Fault, ...] = ()


def is_lesson(path: str) -> bool:
    """Tell whether a file of a course, by its path in it, is a lesson."""
    if "/" in path or _WELCOME.fullmatch(path) or path.lower() == "readme.md" or path.endswith(NOT_IMPORTED):
        return False
    return path.lower().endswith(SUFFIXES)


def welcome_language(path: str) -> str | None:
    """Return the suffix of ``index.md`` or ``index.es.md`` (empty for the first), or None for another file."""
    match = _WELCOME.fullmatch(path)
    return None if match is None else match[1] or ""


def course_language(path: str) -> str | None:
    """Return the suffix of ``course.yml`` or ``course.es.yml`` (empty for the first), or None for another file."""
    match = _COURSE.fullmatch(path)
    return None if match is None else match[1] or ""


def parse_name(name: str, languages: Collection[str]) -> LessonFile:
    """Read a lesson's file name against the library's languages."""
    path = PurePosixPath(name)
    slug, dot, suffix = path.stem.partition(".")
    has_language = bool(dot) and is_language_tag(suffix)
    if not is_slug(slug) or slug in _RESERVED or path.suffix not in SUFFIXES or (dot and not has_language):
        better = _propose(slug if has_language else path.stem) + (f".{suffix}" if has_language else "")
        message = f"{show(name)} cannot be the address of a lesson: use a-z, 0-9 and - only, at most 64."
        hint = f"Rename the file, for example to {better}{path.suffix.lower()}"
        return LessonFile(name, "", suffix, (Fault(NAME_IS_A_SLUG, message, hint),))
    if suffix and suffix not in languages:
        return LessonFile(name, slug, suffix, (undeclared(suffix, languages),))
    return LessonFile(name, slug, suffix)


def _propose(stem: str) -> str:
    better = slugify(stem)
    return f"{better}-lesson" if better in _RESERVED or not is_slug(better) else better


def undeclared(suffix: str, languages: Collection[str]) -> Fault:
    """Say that a language in a file name is none of the library's."""
    hint = did_you_mean(suffix, languages)
    listed = ", ".join((*languages, suffix))
    return Fault(
        LANGUAGE_IS_DECLARED,
        f"The name says that this is in the language {show(suffix)}, which is not a language of this library.",
        hint or f"Rename the file, or write in _config.yml, below courseforge: languages: [{listed}]",
    )
