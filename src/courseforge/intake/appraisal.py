"""What a contribution is held to: a library of this one lesson, somebody else's, looked at and never run."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from courseforge.config import CONFIG_FILE, COURSES_FOLDER, Settings
from courseforge.diagnostics import Diagnostic, Severity
from courseforge.intake.answers import Answers
from courseforge.intake.contributors import write_entry
from courseforge.intake.lesson_file import LessonFiles
from courseforge.model import Mode
from courseforge.publishing.checking import Report, check
from courseforge.reading.source_text import read_ordinary_file
from courseforge.reporting.excerpts import read_excerpts
from courseforge.reporting.letter import Letter, write_letter

_COURSE = "new"
# What lessons refer to by key; the rest of the library has nothing to do with a contribution.
_VOCABULARY = ("skills.yml", "interests.yml", "equipment.yml", "branches.yml")
# Of one lesson alone nobody can tell whether another teaches what it needs, or where a link to another leads.
_NEED_THE_WHOLE = frozenset({"CF106", "CF107", "CF402", "CF403"})
_PRIVACY = "CF7"


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What was found.

    Attributes:
        letter: Markdown, in the contributor's language.
        private: how many things about people must be mended before anything goes into Git.
        errors: how many must be mended before readers can have it, these among them.
    """

    letter: str
    private: int
    errors: int


def appraise(root: Path, settings: Settings, files: LessonFiles, answers: Answers, key: str) -> Appraisal:
    """Check a lesson as somebody else's, with the words of this library."""
    with TemporaryDirectory(prefix="courseforge-intake-") as name:
        folder = Path(name)
        _lay_out(folder, root, settings, files, answers=answers, key=key)
        report = check(folder, mode=Mode.UNTRUSTED)
        said = _choose(report.diagnostics)
        letter = _write_letter(folder, report, files, answers.language, said)
    errors = [one for one in said if one.severity is Severity.ERROR]
    return Appraisal(letter, sum(one.code.startswith(_PRIVACY) for one in errors), len(errors))


def _choose(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    place = f"{COURSES_FOLDER}/{_COURSE}/"
    return tuple(
        one
        for one in diagnostics
        if one.location.path.startswith(place)
        and not one.location.path.endswith("/course.yml")
        and one.code not in _NEED_THE_WHOLE
    )


def _write_letter(
    folder: Path, report: Report, files: LessonFiles, language: str, said: tuple[Diagnostic, ...]
) -> str:
    path = f"{COURSES_FOLDER}/{_COURSE}/{files.lesson}"
    subject = next((one for one in report.sources.lessons if one.lesson.path == path), None)
    return write_letter(Letter(files.lesson, language, subject, said), read_excerpts(folder, said))


def _lay_out(folder: Path, root: Path, settings: Settings, files: LessonFiles, *, answers: Answers, key: str) -> None:
    for name in _VOCABULARY:
        if (data := read_ordinary_file(root / name)) is not None:
            (folder / name).write_bytes(data)
    _write_json(folder / CONFIG_FILE, _make_settings(settings, answers.language))
    (folder / "contributors.yml").write_text(write_entry("", key, answers, confirmed=answers.name_agreed), "utf-8")
    course = folder / COURSES_FOLDER / _COURSE
    for path, data in files.files.items():
        (course / path).parent.mkdir(parents=True, exist_ok=True)
        (course / path).write_bytes(data)
    _write_json(course / "course.yml", {"title": "New", "description": "New", "language": answers.language})


def _make_settings(settings: Settings, language: str) -> Mapping[str, object]:
    own = settings.courseforge
    return {
        "title": settings.title,
        "courseforge": {
            "languages": [language],
            "license": own.license,
            "publisher": {"name": settings.publisher_name},
            "check": {"contacts": list(own.check.contacts)},
        },
    }


def _write_json(path: Path, value: Mapping[str, object]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")  # which is YAML too
