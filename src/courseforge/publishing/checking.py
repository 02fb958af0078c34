"""``check``: everything is read and nothing is run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from courseforge.checks import LibrarySubject, check_outputs, judge, take_results, take_saved
from courseforge.config import BUILD_FOLDER, Settings
from courseforge.diagnostics import Diagnostic, Severity, hide_private, sort_diagnostics
from courseforge.execution.recall import recall_lessons
from courseforge.model import CellOutputs, Library, Mode
from courseforge.publishing.sources import choose_mode, make_subject, read_sources
from courseforge.writing import refuse_links


@dataclass(frozen=True, slots=True)
class Report:
    """What checking found.

    Attributes:
        lessons: that can be read, every language counted.
        courses: that have such a lesson.
        clean: lessons among them without an error or a warning of their own.
        sources: what was looked at.
    """

    diagnostics: tuple[Diagnostic, ...]
    lessons: int
    courses: int
    clean: int
    sources: LibrarySubject


def check(root: Path, *, mode: Mode = Mode.LIBRARY, external: bool = False) -> Report:
    """Read everything and say what is wrong with it; no lesson is run.

    Args:
        mode: what the folder holds and whose it is.
        external: ask other sites whether the linked pages are still there.
    """
    mode = choose_mode(root, mode)
    settings, reading = read_sources(root, mode)
    outputs = _recall_outputs(root, settings, reading.library, mode)
    sources = replace(make_subject(root, reading.library, settings, mode), outputs=outputs)
    said = (*reading.diagnostics, *check_outputs(sources, reading.diagnostics))
    if external:
        said = (*said, *_check_links(root, sources))
    lessons = tuple(reading.library.lessons)
    courses = {course.id for course in reading.library.courses}
    to_mend = {d.location.path for d in said if d.severity is not Severity.INFO}
    clean = sum(lesson.path not in to_mend for lesson in lessons)
    return Report(hide_private(sort_diagnostics(said)), len(lessons), len(courses), clean, sources)


def _check_links(root: Path, library: LibrarySubject) -> tuple[Diagnostic, ...]:
    """Ask other sites; a stranger's folder is not believed about what they answered earlier."""
    from courseforge.checks.external import check_external  # noqa: PLC0415 - every other check would wait for it

    with TemporaryDirectory() as elsewhere:
        folder = Path(elsewhere) if library.mode is Mode.UNTRUSTED else root / BUILD_FOLDER
        refuse_links(folder)
        return judge(check_external(library, folder / "links.json"), library)


def _recall_outputs(
    root: Path, settings: Settings, library: Library, mode: Mode
) -> Mapping[tuple[str, str], tuple[CellOutputs, ...]]:
    """Return what the last runs gave, where that still holds; a stranger's folder is not believed about it."""
    if settings.execute.execute_notebooks == "off":
        return take_saved(library.lessons)
    if mode is Mode.UNTRUSTED:
        return {}
    return take_results(recall_lessons(library.courses, root, root / BUILD_FOLDER / "cache", settings))
