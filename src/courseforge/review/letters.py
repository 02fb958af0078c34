"""The letters of an artifact, for whoever has no code host to read a comment on."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from courseforge.checks.subject import LessonSubject
from courseforge.diagnostics import Diagnostic
from courseforge.reporting.excerpts import read_excerpts
from courseforge.reporting.letter import Letter, write_letter
from courseforge.review.report import Report


def write_letters(
    root: Path, diagnostics: Iterable[Diagnostic], lessons: Mapping[str, LessonSubject], report: Report
) -> str:
    """Write one letter for each file of which something is said, and for each lesson of the contribution."""
    known = tuple(diagnostics)
    said: dict[str, list[Diagnostic]] = {lesson.path: [] for lesson in report.lessons if lesson.kind != "gone"}
    for diagnostic in known:
        said.setdefault(diagnostic.location.path, []).append(diagnostic)
    excerpts = read_excerpts(root, known)
    letters = (Letter(path, report.language, lessons.get(path), tuple(about)) for path, about in sorted(said.items()))
    return "\n---\n\n".join(write_letter(letter, excerpts) for letter in letters)
