"""What a course says about its sounds, films and pictures, as a shard needs it to show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from courseforge.model import Course, Medium
from courseforge.reading.language_tag import is_language_tag
from courseforge.records.licenses import short_name
from courseforge.rendering.interface import own_name

SOUNDS = frozenset({".mp3", ".wav", ".ogg", ".oga", ".m4a"})
FILMS = frozenset({".mp4", ".webm"})
_POSTERS = (".webp", ".jpg", ".png")


@dataclass(frozen=True, slots=True)
class Words:
    """A file with what one hears, by its path in the course, and its language (BCP 47)."""

    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Recording:
    """A sound or a film of a course.

    Attributes:
        title: empty where nobody gave it one.
        credit: who made it and under which license; empty for the course's own work.
        transcript: to read instead.
        captions: to read along, each language once, the page's own first.
        poster: the picture of a film before it begins, by its path in the course.
    """

    title: str = ""
    credit: str = ""
    transcript: Words | None = None
    captions: tuple[Words, ...] = ()
    poster: str = ""


@dataclass(frozen=True, slots=True)
class CourseMedia:
    """A course's recordings and the credits of its pictures, by their paths in the course."""

    recordings: Mapping[str, Recording] = field(default_factory=dict)
    credits: Mapping[str, str] = field(default_factory=dict)


def gather_media(course: Course, original: str) -> CourseMedia:
    """Gather what one language of a course needs.

    Args:
        original: the language the course was written in, which files without a language in their names have.
    """
    credits = {name: credit for name in course.files if (credit := credit_line(course.media.find(name)))}
    return CourseMedia(
        {name: _describe(name, course, original) for name in course.files if is_recording(name)},
        {name: credit for name, credit in credits.items() if not is_recording(name)},
    )


def is_recording(name: str) -> bool:
    """Tell whether a file is a sound or a film that browsers play."""
    return PurePosixPath(name).suffix.lower() in SOUNDS | FILMS


def credit_line(medium: Medium | None) -> str:
    """Credit somebody else's work in a few words: ``Paper Moon, CC BY 4.0``."""
    if medium is None or medium.is_own:
        return ""
    return ", ".join(word for word in (medium.author, short_name(medium.license)) if word)


def _describe(name: str, course: Course, original: str) -> Recording:
    medium = course.media.find(name) or Medium()
    captions = _find_captions(name, course, original)
    written = _find_transcript(medium.transcript, course, original)
    posters = (str(PurePosixPath(name).with_suffix(suffix)) for suffix in _POSTERS)
    return Recording(
        title=medium.title,
        credit=credit_line(medium),
        transcript=written or next(iter(captions), None),
        captions=captions,
        poster=next((poster for poster in posters if poster in course.files), ""),
    )


def _find_transcript(name: str, course: Course, original: str) -> Words | None:
    """Find the transcript in the page's language (``talk.es.txt`` beside ``talk.txt``), else the one named."""
    path = PurePosixPath(name)
    translated = str(path.with_suffix(f".{course.language}{path.suffix}")) if name else ""
    if translated in course.files:
        return Words(translated, course.language)
    return Words(name, _language_of(name) or original) if name in course.files else None


def _find_captions(name: str, course: Course, original: str) -> tuple[Words, ...]:
    stem = str(PurePosixPath(name).with_suffix(""))
    found = [file for file in course.files if file == f"{stem}.vtt" or fnmatchcase(file, f"{_literal(stem)}.*.vtt")]
    words = {tag: Words(file, tag) for file in found if (tag := _language_of(file) or original)}
    return tuple(sorted(words.values(), key=lambda each: (each.language != course.language, each.language)))


def _literal(stem: str) -> str:
    return stem.replace("[", "[[]")


def _language_of(name: str) -> str:
    """Return the language in the name of a file (``talk.es.txt``), or an empty text."""
    tag = PurePosixPath(PurePosixPath(name).stem).suffix.removeprefix(".")
    return tag if is_language_tag(tag) and own_name(tag) != tag else ""


def original_languages(courses: Iterable[Course]) -> dict[str, str]:
    """Map each course's id onto the language it was written in."""
    return {course.id: course.language for course in courses if not course.suffix}
