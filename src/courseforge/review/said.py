"""Diagnostics as they travel: cut to what a letter can say, and without what is somebody's own matter."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from courseforge.diagnostics import Diagnostic, Location, ReplaceLines
from courseforge.mending.author_file import read_author_file
from courseforge.reporting.excerpts import NOTHING, Excerpts, is_private
from courseforge.review import limits
from courseforge.review.report import Report, Said

_WIDEST = 240


def make_said(diagnostics: Iterable[Diagnostic], excerpts: Excerpts) -> Iterator[Said]:
    """Say the same in the values that travel."""
    known = tuple(diagnostics)
    for diagnostic in known:
        place, lines = diagnostic.location, _show_lines(diagnostic, known, excerpts)
        yield Said(
            path=place.path[: limits.PATH],
            code=diagnostic.code,
            severity=diagnostic.severity,
            message=diagnostic.message[: limits.TEXT],
            hint=diagnostic.hint[: limits.TEXT],
            cell=place.cell,
            line=place.line,
            now=lines[0],
            better=lines[1],
            fixable=diagnostic.fix is not None,
        )


def _show_lines(diagnostic: Diagnostic, known: tuple[Diagnostic, ...], excerpts: Excerpts) -> tuple[str, str | None]:
    """Give the lines as they are, and as they should be where that is known."""
    fix = diagnostic.fix
    if isinstance(fix, ReplaceLines) and not is_private(diagnostic.location, known):
        short = len(fix.old) + len(fix.new or "") <= limits.LINES
        if short and not _touches(fix, known):
            return fix.old, fix.new or ""
    return excerpts.get(diagnostic.location, NOTHING).text[:_WIDEST], None


def _touches(fix: ReplaceLines, known: tuple[Diagnostic, ...]) -> bool:
    lines = range(fix.first, fix.first + fix.old.count("\n") + 1)
    return any(is_private(Location(fix.path, line, fix.cell), known) for line in lines)


def read_texts(root: Path, diagnostics: Iterable[Diagnostic]) -> dict[str, str]:
    """Read the files of which some lines can be replaced."""
    paths = {d.fix.path for d in diagnostics if isinstance(d.fix, ReplaceLines)}
    read = ((path, read_author_file(root, path)[0]) for path in sorted(paths))
    return {path: data.decode("utf-8", errors="replace").replace("\r\n", "\n") for path, data in read if data}


def cut(report: Report) -> Report:
    """Keep what is told at most, and say how much there is in all."""
    return replace(
        report,
        lessons=report.lessons[: limits.LESSONS],
        said=report.said[: limits.SAID],
        suggestions=report.suggestions[: limits.SUGGESTIONS],
        flags=report.flags[: limits.FLAGS],
        lessons_in_all=len(report.lessons),
        said_in_all=len(report.said),
        flags_in_all=len(report.flags),
    )
