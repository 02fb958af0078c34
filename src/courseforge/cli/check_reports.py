"""What ``check`` found, written as it was asked for. Other formats than text are loaded where they are wanted."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import Any

import click

from courseforge.checks.subject import LessonSubject
from courseforge.diagnostics import Diagnostic, Severity, sort_diagnostics
from courseforge.model import Lesson
from courseforge.publishing.checking import Report
from courseforge.reading.repository import Changes, find_repository
from courseforge.reporting.changed import Narrowed, narrow
from courseforge.reporting.check_text import describe_change_check, describe_check
from courseforge.reporting.excerpts import read_excerpts
from courseforge.reporting.json_report import Document, check_document, write_json
from courseforge.reporting.screen import open_screen

FORMATS = ("github", "sarif", "junit", "letter")


def changed_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--changed``, with or without the name of what to compare with."""
    return click.option(
        "--changed",
        "base",
        default=None,
        metavar="[=BRANCH]",
        help="Only what differs from the main branch, or from another branch or commit; needs Git.",
    )(command)


def narrow_report(report: Report, changes: Changes | None) -> Report:
    """Leave out of a report what has nothing to do with a change; without one, nothing."""
    if changes is None:
        return report
    narrowed = narrow(report.diagnostics, report.sources.library, changes)
    said = sort_diagnostics((*narrowed.diagnostics, *narrowed.elsewhere))
    to_mend = {d.location.path for d in said if d.severity is not Severity.INFO}
    courses = {lesson.course_id for lesson in narrowed.lessons}
    clean = sum(lesson.path not in to_mend for lesson in narrowed.lessons)
    return Report(said, len(narrowed.lessons), len(courses), clean, report.sources)


def print_report(folder: Path, report: Report, output: str, *, changes: Changes | None, verbose: bool) -> None:
    """Write the report, of a change or of everything, to standard output."""
    library = report.sources.library
    narrowed = narrow(report.diagnostics, library, changes) if changes else None
    lessons = narrowed.lessons if narrowed else tuple(library.lessons)
    match output:
        case "json":
            write_json(_make_document(report), sys.stdout)
        case "junit":
            from courseforge.reporting.junit_report import check_junit_document, write_junit  # noqa: PLC0415

            write_junit(check_junit_document(lessons, report.diagnostics), sys.stdout)
        case "github" | "sarif":
            _print_for_host(folder, report, output)
        case "letter":
            _print_letters(folder, report, lessons if narrowed else ())
        case _:
            _print_text(folder, report, narrowed, verbose)


def _print_text(folder: Path, report: Report, narrowed: Narrowed | None, verbose: bool) -> None:
    screen = open_screen(sys.stdout)
    excerpts = read_excerpts(folder, report.diagnostics)
    if narrowed:
        lines = describe_change_check(
            narrowed.base,
            narrowed.diagnostics,
            narrowed.elsewhere,
            lessons=report.lessons,
            excerpts=excerpts,
            width=screen.width,
            verbose=verbose,
        )
    else:
        lines = describe_check(
            report.diagnostics,
            lessons=report.lessons,
            courses=report.courses,
            clean=report.clean,
            excerpts=excerpts,
            width=screen.width,
            verbose=verbose,
        )
    screen.show(lines)


def _print_letters(folder: Path, report: Report, lessons: Iterable[Lesson]) -> None:
    """Write one letter for each file of which something is said, and for each lesson of a change."""
    from courseforge.reporting.letter import Letter, write_letter  # noqa: PLC0415

    said: dict[str, list[Diagnostic]] = {lesson.path: [] for lesson in lessons}
    for diagnostic in report.diagnostics:
        said.setdefault(diagnostic.location.path, []).append(diagnostic)
    known = {subject.lesson.path: subject for subject in report.sources.lessons}
    excerpts = read_excerpts(folder, report.diagnostics)
    letters = (
        Letter(path, _choose_language(path, known.get(path), report), known.get(path), tuple(about))
        for path, about in sorted(said.items())
    )
    written = [write_letter(letter, excerpts) for letter in letters]
    click.echo("\n---\n\n".join(written) or "No known problem found.\n", nl=False)


def _choose_language(path: str, subject: LessonSubject | None, report: Report) -> str:
    """Write in the lesson's language; of another file in that of its name, of its course, or of the library."""
    if subject:
        return subject.lesson.language
    if len(endings := PurePosixPath(path).suffixes) > 1:
        return endings[-2].removeprefix(".")
    around = (course for course in report.sources.library.courses if path.startswith(f"{course.path}/"))
    languages = report.sources.settings.courseforge.languages
    return next((course.language for course in around), languages[0] if languages else "en")


def _make_document(report: Report) -> Document:
    return check_document(report.diagnostics, lessons=report.lessons, courses=report.courses, clean=report.clean)


def _print_for_host(folder: Path, report: Report, output: str) -> None:
    """Write for a code host, which counts lines of files and names files from the repository's root."""
    excerpts = read_excerpts(folder, report.diagnostics, file_lines=True)
    root = find_repository(folder)
    inside = folder.relative_to(root).as_posix() if root else "."
    prefix = "" if inside == "." else f"{inside}/"
    if output == "sarif":
        from courseforge.reporting.sarif_report import sarif_document  # noqa: PLC0415

        write_json(sarif_document(report.diagnostics, excerpts, prefix), sys.stdout)
    else:
        from courseforge.reporting.github_report import list_annotations, write_annotations  # noqa: PLC0415

        write_annotations(list_annotations(report.diagnostics, excerpts, prefix), sys.stdout)
