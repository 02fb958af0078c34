"""What a contribution is held to: a library of this one lesson, somebody else's, looked at and never run.

Whoever waits at the form does not wait for ever: the check has a process, a time and a memory of its own. A lesson
that takes more is kept all the same, and people look at it.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from courseforge.config import CONFIG_FILE, COURSES_FOLDER, Settings
from courseforge.intake.answers import Answers
from courseforge.intake.contributors import write_entry
from courseforge.intake.deadline import run_within
from courseforge.intake.examination import COURSE, Appraisal
from courseforge.intake.lesson_file import LessonFiles
from courseforge.intake.limits import LETTER_BYTES
from courseforge.intake.words import open_words
from courseforge.reading.source_text import read_ordinary_file

# What lessons refer to by key; the rest of the library has nothing to do with a contribution.
_VOCABULARY = ("skills.yml", "interests.yml", "equipment.yml", "branches.yml")


def appraise(
    root: Path,
    settings: Settings,
    files: LessonFiles,
    answers: Answers,
    key: str,
    *,
    seconds: float,
) -> Appraisal:
    """Check a lesson as somebody else's, with the words of this library.

    Args:
        seconds: after which the check is ended; then there is a letter that says so, and nothing else is known.
    """
    with TemporaryDirectory(prefix="courseforge-intake-") as name:
        folder, answer = Path(name) / "library", Path(name) / "answer.json"
        _lay_out(folder, root, settings, files, answers=answers, key=key)
        told = (str(folder), files.lesson, answers.language, str(answer), str(seconds))
        # -P: no module is taken from the folder that we stand in
        program = (sys.executable, "-P", "-m", "courseforge.intake.examination", *told)
        found = _read_answer(answer) if run_within(seconds, program) else None
    if found is not None and found.checked:
        return found
    unchecked = _write_unchecked(files, answers.language)
    return Appraisal(unchecked, 0, 0, checked=False, fault=found.fault if found else "")


def _read_answer(path: Path) -> Appraisal | None:
    """Read what was found; None where a process that was ended left half of it."""
    data = read_ordinary_file(path, LETTER_BYTES)
    try:
        found: dict[str, Any] = json.loads(data or b"")
        return Appraisal(**found)
    except (ValueError, TypeError):
        return None


def _write_unchecked(files: LessonFiles, language: str) -> str:
    words = open_words(language)
    told = (
        f"# {words.text('A person looks at your lesson')}",
        words.text("Hello, and thank you for this lesson!"),
        words.text(
            "Our computer could not look through all of it in time. So this letter says nothing about it yet."
        ),
        words.text("Somebody at the library reads it and tells you more. You need do nothing until then."),
        words.text(
            "If you like, look whether one cell of {file} is very long. Shorter ones are easier for everybody.",
            file=f"`{files.lesson}`",
        ),
    )
    return "\n\n".join(told) + "\n"


def _lay_out(folder: Path, root: Path, settings: Settings, files: LessonFiles, *, answers: Answers, key: str) -> None:
    course = folder / COURSES_FOLDER / COURSE
    course.mkdir(parents=True)
    for name in _VOCABULARY:
        if (data := read_ordinary_file(root / name)) is not None:
            (folder / name).write_bytes(data)
    _write_json(folder / CONFIG_FILE, _make_settings(settings, answers.language))
    (folder / "contributors.yml").write_text(write_entry("", key, answers, confirmed=answers.name_agreed), "utf-8")
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
