"""JSON reports: their keys are a promise to other programs."""

import io
import json
from dataclasses import replace

from courseforge.diagnostics import Diagnostic, Location, ReplaceLines, Severity
from courseforge.model import CellFailure, ExecutionResult, ExecutionStatus
from courseforge.reporting.json_report import build_document, check_document, run_document, write_json
from courseforge.reporting.made import Made

ERROR = Diagnostic("CF301", Severity.ERROR, "Falló", Location("courses/b/x.ipynb", cell=4, line=2), "Hint", "detail")
WARNING = Diagnostic("CF042", Severity.WARNING, "Unknown", Location("courses/a/course.yml", line=3))
RAN = ExecutionResult("b/y", "en", "courses/b/y.ipynb", ExecutionStatus.RAN, "it is new", 1.23456, walls=True)
FAILED = ExecutionResult(
    "b/x",
    "es",
    "courses/b/x.es.ipynb",
    ExecutionStatus.FAILED,
    "it changed",
    0.5,
    network=True,
    failure=CellFailure(4, "NameError", "no", 2),
)

ROWS = [
    {
        "code": "CF042",
        "severity": "warning",
        "message": "Unknown",
        "hint": "",
        "path": "courses/a/course.yml",
        "line": 3,
        "cell": None,
        "rule": "field-is-known",
        "explain": "courseforge explain CF042",
        "fix": None,
    },
    {
        "code": "CF301",
        "severity": "error",
        "message": "Falló",
        "hint": "Hint",
        "path": "courses/b/x.ipynb",
        "line": 2,
        "cell": 4,
        "rule": "picture-has-alternative-text",
        "explain": "courseforge explain CF301",
        "fix": None,
    },
]


def printed(document) -> object:
    stream = io.StringIO()
    write_json(document, stream)
    assert stream.getvalue().isascii()
    return json.loads(stream.getvalue())


def test_check():
    assert printed(check_document([ERROR, WARNING], lessons=2, courses=1, clean=1)) == {
        "diagnostics": ROWS,
        "summary": {"courses": 1, "lessons": 2, "clean": 1, "errors": 1, "warnings": 1, "infos": 0},
    }


def test_a_fix_is_told_but_not_what_is_private():
    fix = ReplaceLines("courses/a/b.md", None, 9, "[x](http://y)", "[x](https://y)")
    rows = [replace(WARNING, code=code, fix=fix) for code in ("CF405", "CF701")]
    told = printed(check_document(rows, lessons=1, courses=1, clean=0))["diagnostics"]
    assert told[0]["fix"] == {
        "kind": "replace-lines",
        "path": "courses/a/b.md",
        "cell": None,
        "first": 9,
        "old": "[x](http://y)",
        "new": "[x](https://y)",
    }
    assert told[1]["fix"] == {"kind": "replace-lines", "path": "courses/a/b.md"}


def test_run():
    assert printed(run_document([RAN, FAILED], [ERROR, WARNING])) == {
        "lessons": [
            {
                "id": "b/y",
                "language": "en",
                "status": "ran",
                "path": "courses/b/y.ipynb",
                "reason": "it is new",
                "seconds": 1.235,
                "walls": True,
                "network": False,
                "failure": None,
            },
            {
                "id": "b/x",
                "language": "es",
                "status": "failed",
                "path": "courses/b/x.es.ipynb",
                "reason": "it changed",
                "seconds": 0.5,
                "walls": None,
                "network": True,
                "failure": {"kind": "NameError", "message": "no", "cell": 4, "line": 2},
            },
        ],
        "diagnostics": ROWS,
        "summary": {
            "lessons": 2,
            "ran": 1,
            "cached": 0,
            "failed": 1,
            "skipped": 0,
            "errors": 1,
            "warnings": 1,
            "infos": 0,
        },
    }


def test_build():
    document = build_document([WARNING], [RAN], Made(site="_build/site", pages=7, lessons=1, written=0, removed=0))
    assert printed(document) == {
        "site": "_build/site",
        "lessons": 1,
        "pages": 7,
        "written": 0,
        "removed": 0,
        "unchanged": True,
        "kept": False,
        "diagnostics": ROWS[:1],
        "summary": {"ran": 1, "cached": 0, "failed": 0, "skipped": 0, "errors": 0, "warnings": 1, "infos": 0},
    }


def test_a_site_that_only_lost_files_has_changed():
    document = build_document([], [], Made(site="_build/site", pages=7, lessons=1, written=0, removed=2))
    assert document["unchanged"] is False
