"""Reports as JSON documents, for machines. Their keys are a promise; new ones may be added."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TextIO

from courseforge.diagnostics import Diagnostic, Fix, Severity, sort_diagnostics
from courseforge.model import CellFailure, ExecutionResult, ExecutionStatus
from courseforge.reporting.made import Made
from courseforge.reporting.rule_words import name_explanation, name_rule

Document = Mapping[str, Any]


def check_document(diagnostics: Sequence[Diagnostic], *, lessons: int, courses: int, clean: int) -> Document:
    """Return what ``check --format json`` prints; ``clean`` lessons have neither an error nor a warning."""
    return {
        "diagnostics": diagnostic_rows(diagnostics),
        "summary": {"courses": courses, "lessons": lessons, "clean": clean, **_severities(diagnostics)},
    }


def diagnostics_document(diagnostics: Sequence[Diagnostic]) -> Document:
    """Return what any command prints that cannot begin because of the library's settings."""
    return {"diagnostics": diagnostic_rows(diagnostics), "summary": _severities(diagnostics)}


def run_document(results: Sequence[ExecutionResult], diagnostics: Sequence[Diagnostic]) -> Document:
    """Return what ``run --format json`` prints."""
    return {
        "lessons": [_lesson_row(result) for result in results],
        "diagnostics": diagnostic_rows(diagnostics),
        "summary": {"lessons": len(results), **_statuses(results), **_severities(diagnostics)},
    }


def build_document(diagnostics: Sequence[Diagnostic], results: Sequence[ExecutionResult], made: Made) -> Document:
    """Return what ``build --format json`` prints."""
    return {
        "site": made.site,
        "lessons": made.lessons,
        "pages": made.pages,
        "written": made.written,
        "removed": made.removed,
        "unchanged": not (made.written or made.removed),
        "kept": made.kept,
        "diagnostics": diagnostic_rows(diagnostics),
        "summary": {**_statuses(results), **_severities(diagnostics)},
    }


def diagnostic_rows(diagnostics: Iterable[Diagnostic]) -> list[Document]:
    """Return one mapping for each diagnostic, in the order of the files."""
    return [
        {
            "code": diagnostic.code,
            "severity": diagnostic.severity.value,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
            "path": diagnostic.location.path,
            "line": diagnostic.location.line,
            "cell": diagnostic.location.cell,
            "rule": name_rule(diagnostic.code),
            "explain": name_explanation(diagnostic.code),
            "fix": diagnostic.fix and _fix_row(diagnostic.fix, diagnostic.private),
        }
        for diagnostic in sort_diagnostics(diagnostics)
    ]


def write_json(document: Document, stream: TextIO) -> None:
    """Print a document in ASCII, so that it survives every console encoding."""
    stream.write(json.dumps(document, indent=2) + "\n")


def _lesson_row(result: ExecutionResult) -> Document:
    return {
        "id": result.lesson_id,
        "language": result.language,
        "status": result.status.value,
        "path": result.path,
        "reason": result.reason,
        "network": result.network,
        "seconds": round(result.seconds, 3),
        "walls": result.walls,
        "failure": result.failure and _failure_row(result.failure),
    }


def _failure_row(failure: CellFailure) -> Document:
    return {"kind": failure.kind, "message": failure.message, "cell": failure.number, "line": failure.line}


def _fix_row(fix: Fix, private: bool) -> Document:
    """Say what would be changed, but not from what into what where that is somebody's own matter."""
    kind = re.sub(r"(?<!^)(?=[A-Z])", "-", type(fix).__name__).lower()
    facts = {"path": fix.path} if private else asdict(fix)
    return {"kind": kind, **facts}


def _statuses(results: Iterable[ExecutionResult]) -> dict[str, int]:
    found = Counter(result.status for result in results)
    return {status.value: found[status] for status in ExecutionStatus}


def _severities(diagnostics: Iterable[Diagnostic]) -> dict[str, int]:
    found = Counter(diagnostic.severity for diagnostic in diagnostics)
    return {f"{severity.value}s": found[severity] for severity in Severity}
