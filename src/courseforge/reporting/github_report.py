"""Diagnostics as workflow commands: GitHub shows each beside the line of a pull request that it is about.

GitHub shows ten errors, ten warnings and ten notices of a step; what weighs most comes first.
"""

from collections.abc import Iterator, Sequence
from typing import TextIO

from courseforge.diagnostics import Diagnostic, Severity, sort_diagnostics
from courseforge.reporting.excerpts import NOTHING, Excerpts
from courseforge.reporting.rule_words import name_explanation, name_rule
from courseforge.reporting.wording import name_places, printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def list_annotations(diagnostics: Sequence[Diagnostic], excerpts: Excerpts, prefix: str = "") -> Iterator[str]:
    """Give one command for each diagnostic.

    Args:
        excerpts: with lines of the files, for GitHub knows nothing of cells.
        prefix: the library's folder as seen from the repository's root, with a slash; empty where they are one.
    """
    ordered = sort_diagnostics(diagnostics)
    for severity, command in _COMMANDS.items():
        for diagnostic in ordered:
            if diagnostic.severity is severity:
                yield _annotate(command, diagnostic, excerpts, prefix)


def write_annotations(lines: Iterator[str], stream: TextIO) -> None:
    """Print the commands; GitHub reads UTF-8."""
    for line in lines:
        stream.write(line + "\n")


def _annotate(command: str, diagnostic: Diagnostic, excerpts: Excerpts, prefix: str) -> str:
    place = diagnostic.location
    line = excerpts.get(place, NOTHING).line or (place.line if place.cell is None else None)
    title = f"{diagnostic.code} {name_rule(diagnostic.code)}".rstrip()
    if place.cell is not None:
        title += f" ({name_places([place])})"
    properties = {"file": prefix + place.path, "line": str(line or 1), "title": title}
    written = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    parts = (
        diagnostic.message,
        diagnostic.hint and f"To mend: {diagnostic.hint}",
        f"Why: {name_explanation(diagnostic.code)}",
    )
    told = _escape("\n".join(filter(None, parts)))
    return f"::{command} {written}::{told}"


def _escape(text: str) -> str:
    """Keep a text inside its command, whatever a stranger's lesson says."""
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
