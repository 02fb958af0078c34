"""What an export wrote, for people and for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from courseforge.diagnostics import Diagnostic, Severity
from courseforge.reporting.json_report import Document, diagnostic_rows
from courseforge.reporting.text import describe_diagnostics
from courseforge.reporting.wording import count, sentence

_NAMED = 12  # files; more are only counted


@dataclass(frozen=True, slots=True)
class Exported:
    """The files after an export.

    Attributes:
        folder: where they are, as people would write it.
        files: their paths below it, sorted.
        records: lessons and courses that were described, every language counted.
        written: files that are new or different.
    """

    folder: str
    files: tuple[str, ...]
    records: int
    written: int


def export_document(diagnostics: Sequence[Diagnostic], exported: Exported) -> Document:
    """Return what ``export --format json`` prints."""
    return {
        "folder": exported.folder,
        "files": list(exported.files),
        "records": exported.records,
        "written": exported.written,
        "diagnostics": diagnostic_rows(diagnostics),
    }


def describe_export(
    diagnostics: Sequence[Diagnostic], exported: Exported, *, width: int | None = None, verbose: bool = False
) -> Iterator[Text]:
    """Say what was left out and why, then what was written and where."""
    if diagnostics:
        yield from describe_diagnostics(diagnostics, width=width, verbose=verbose)
        yield Text()
    if not exported.files:
        noted = any(diagnostic.severity is Severity.INFO for diagnostic in diagnostics)
        why = "the note above says why" if noted else "no record fits what was asked for"
        yield Text(f"There was nothing to write: {why}.", "bold yellow")
        return
    kept = "" if exported.written else ", as they were"
    told = (
        f"{count(len(exported.files), 'file')} with {count(exported.records, 'record')} in {exported.folder}{kept}."
    )
    yield Text(sentence(told), "bold green")
    for name in exported.files[:_NAMED]:
        yield Text(f"  {name}")
    if len(exported.files) > _NAMED:
        yield Text(f"  and {count(len(exported.files) - _NAMED, 'more file')}")
