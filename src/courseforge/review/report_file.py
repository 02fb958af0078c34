"""A report as JSON, and back. What comes back is checked value by value: it may be anybody's."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

from courseforge.diagnostics import Severity
from courseforge.reading.codes import FaultError
from courseforge.reading.json_document import read_json
from courseforge.reporting.praise import SENTENCES
from courseforge.review import limits
from courseforge.review.artifact_names import is_entry
from courseforge.review.hostile import Fields, HostileError
from courseforge.review.report import (
    KINDS,
    MATTERS,
    OUTCOMES,
    VERSION,
    Flag,
    Report,
    ReviewedLesson,
    Said,
    Suggestion,
)

T = TypeVar("T")

_CODE = re.compile(r"CF[0-9]{3}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_STATE = re.compile(r"[a-z ]{0,20}")
_DAY = 86_400.0  # seconds
_HARDEST = 1_000.0
_LINES = 10_000_000


def dump_report(report: Report) -> bytes:
    """Write a report."""
    return (json.dumps({"courseforge": VERSION, **asdict(report)}, ensure_ascii=False, indent=1) + "\n").encode()


def read_report(data: bytes) -> Report:
    """Read a report.

    Raises:
        HostileError: it is none, or something in it is not what it should be.
    """
    if len(data) > limits.REPORT_BYTES:
        raise HostileError("its report is too large")
    try:
        fields = Fields(read_json(data.decode()), "report")
    except (UnicodeDecodeError, FaultError) as error:
        raise HostileError("its report is no JSON") from error
    if fields.whole("courseforge", 1_000_000) != VERSION:
        raise HostileError("its report was written by another version of courseforge")
    report = Report(
        language=fields.words("language", 40, _LANGUAGE),
        lessons=_list(fields, "lessons", limits.LESSONS, _read_lesson),
        said=_list(fields, "said", limits.SAID, _read_said),
        suggestions=_list(fields, "suggestions", limits.SUGGESTIONS, _read_suggestion),
        flags=_list(fields, "flags", limits.FLAGS, _read_flag),
        lessons_in_all=fields.whole("lessons_in_all", _LINES),
        said_in_all=fields.whole("said_in_all", _LINES),
        flags_in_all=fields.whole("flags_in_all", _LINES),
    )
    fields.refuse_others()
    return report


def _list(fields: Fields, name: str, most: int, read: Callable[[Fields], T]) -> tuple[T, ...]:
    made = []
    for part in fields.parts(name, most):
        made.append(read(part))
        part.refuse_others()
    return tuple(made)


def _read_lesson(fields: Fields) -> ReviewedLesson:
    return ReviewedLesson(
        path=fields.path("path"),
        kind=fields.choice("kind", KINDS),
        title=fields.words("title", limits.TITLE),
        language=fields.words("language", 40, _LANGUAGE),
        state=fields.words("state", 20, _STATE),
        outcome=fields.choice("outcome", OUTCOMES),
        seconds=fields.number("seconds", _DAY),
        seconds_before=fields.number("seconds_before", _DAY),
        level=fields.number("level", _HARDEST),
        level_before=fields.number("level_before", _HARDEST),
        strengths=tuple(_read_strength(pair) for pair in fields.values("strengths", limits.STRENGTHS)),
        page=_entry(fields, "page"),
        change=_entry(fields, "change"),
    )


def _read_strength(pair: Any) -> tuple[str, int]:
    match pair:
        case [str(name), int(number)] if name in SENTENCES and 0 < number < _LINES and not isinstance(number, bool):
            return name, number
    raise HostileError("it praises what is not known")


def _entry(fields: Fields, name: str) -> str:
    entry = fields.words(name, limits.PATH)
    if entry and not (is_entry(entry) and entry.endswith(".html")):
        raise HostileError("it names a page that it cannot have")
    return entry


def _read_said(fields: Fields) -> Said:
    return Said(
        path=fields.path("path"),
        code=fields.words("code", 5, _CODE),
        severity=Severity(fields.choice("severity", tuple(Severity))),
        message=fields.words("message", limits.TEXT),
        hint=fields.words("hint", limits.TEXT),
        cell=fields.whole_or_none("cell", _LINES),
        line=fields.whole_or_none("line", _LINES),
        now=fields.words("now", limits.LINES),
        better=fields.words_or_none("better", limits.LINES),
        fixable=fields.yes_or_no("fixable"),
    )


def _read_suggestion(fields: Fields) -> Suggestion:
    return Suggestion(
        path=fields.path("path"),
        code=fields.words("code", 5, _CODE),
        first=fields.whole("first", _LINES),
        old=fields.words("old", limits.LINES),
        new=fields.words("new", limits.LINES),
    )


def _read_flag(fields: Fields) -> Flag:
    return Flag(matter=fields.choice("matter", MATTERS), path=fields.words("path", limits.PATH))
