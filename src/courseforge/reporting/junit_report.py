"""The report of a run or a check as JUnit XML, for build servers: a suite for each course, a case for each lesson.

The elements and attributes are those that all readers agree on (Ant's and Jenkins' schemas). There is no time stamp:
a report of the same run is the same text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TextIO
from xml.etree import ElementTree as ET

from courseforge.diagnostics import Diagnostic, Severity, sort_diagnostics
from courseforge.model import ExecutionResult, ExecutionStatus, Lesson
from courseforge.reporting.wording import printable

_UNKNOWN_TO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELSEWHERE = "library"  # the suite of what is no lesson of a course


def junit_document(results: Sequence[ExecutionResult], diagnostics: Sequence[Diagnostic]) -> ET.Element:
    """Return what ``run --format junit`` prints; a file with an error that kept it from being run is a case too."""
    errors = [diagnostic for diagnostic in sort_diagnostics(diagnostics) if diagnostic.severity is Severity.ERROR]
    ran = {result.path for result in results}
    cases = [_lesson_case(result, [e for e in errors if e.location.path == result.path]) for result in results]
    strays = (error for error in errors if error.location.path not in ran)
    cases += [_stray_case(path, group) for path, group in groupby(strays, key=lambda error: error.location.path)]
    return _gather(cases)


def check_junit_document(lessons: Iterable[Lesson], diagnostics: Sequence[Diagnostic]) -> ET.Element:
    """Return what ``check --format junit`` prints: a lesson with an error fails; what else is said of it is told."""
    said = sort_diagnostics(diagnostics)
    errors = [diagnostic for diagnostic in said if diagnostic.severity is Severity.ERROR]
    known = {lesson.path: lesson for lesson in lessons}
    cases = [_checked_case(lesson, [d for d in said if d.location.path == path]) for path, lesson in known.items()]
    strays = (error for error in errors if error.location.path not in known)
    cases += [_stray_case(path, group) for path, group in groupby(strays, key=lambda error: error.location.path)]
    return _gather(cases)


def _gather(cases: Sequence[ET.Element]) -> ET.Element:
    suites = ET.Element("testsuites", {"name": "courseforge", **_count(cases)})
    for course in dict.fromkeys(case.attrib["classname"] for case in cases):
        inside = [case for case in cases if case.attrib["classname"] == course]
        sums = {**_count(inside), "skipped": _number(inside, "skipped")}
        ET.SubElement(suites, "testsuite", {"name": course, **sums}).extend(inside)
    return suites


def write_junit(document: ET.Element, stream: TextIO) -> None:
    """Print a document in ASCII, so that it survives every console encoding."""
    ET.indent(document)
    stream.write(ET.tostring(document, encoding="us-ascii", xml_declaration=True).decode("ascii") + "\n")


def _lesson_case(result: ExecutionResult, errors: Sequence[Diagnostic]) -> ET.Element:
    course, _, slug = result.lesson_id.partition("/")
    case = _case(course, f"{slug} ({result.language})", result.seconds)
    if result.status is ExecutionStatus.SKIPPED:
        ET.SubElement(case, "skipped", message=_clean(result.reason))
    elif errors:
        _add_faults(case, "failure", errors)
    elif result.status is ExecutionStatus.FAILED:
        kind, words = (result.failure.kind, result.failure.message) if result.failure else ("", "")
        ET.SubElement(case, "failure", type=_clean(kind), message=_clean(words))
    ET.SubElement(case, "system-out").text = _clean("\n".join(_list_facts(result)))
    return case


def _checked_case(lesson: Lesson, said: Sequence[Diagnostic]) -> ET.Element:
    case = _case(lesson.course_id, f"{lesson.slug} ({lesson.language})", 0)
    errors = [diagnostic for diagnostic in said if diagnostic.severity is Severity.ERROR]
    if errors:
        _add_faults(case, "failure", errors)
    rest = [diagnostic for diagnostic in said if diagnostic.severity is not Severity.ERROR]
    if rest:
        told = (f"{diagnostic.severity.value}: {_tell(diagnostic)}" for diagnostic in rest)
        ET.SubElement(case, "system-out").text = _clean("\n\n".join(told))
    return case


def _stray_case(path: str, errors: Iterable[Diagnostic]) -> ET.Element:
    parts = path.split("/")
    case = _case(parts[1] if len(parts) > 2 else _ELSEWHERE, path, 0)
    _add_faults(case, "error", list(errors))
    return case


def _case(course: str, name: str, seconds: float) -> ET.Element:
    return ET.Element("testcase", classname=_clean(course), name=_clean(name), time=f"{seconds:.3f}")


def _add_faults(case: ET.Element, kind: str, errors: Sequence[Diagnostic]) -> None:
    """Put everything that is wrong with a lesson into one element: some readers look at the first only."""
    fault = ET.SubElement(case, kind, type=errors[0].code, message=_clean(errors[0].message))
    fault.text = _clean("\n\n".join(_tell(error) for error in errors))


def _tell(error: Diagnostic) -> str:
    lines = (f"{error.location}: {error.code}", error.message, error.hint and f"To mend: {error.hint}", error.detail)
    return "\n".join(filter(None, lines))


def _list_facts(result: ExecutionResult) -> Iterator[str]:
    yield f"{result.status.value}: {result.reason}" if result.reason else result.status.value
    if result.walls is not None:
        yield "walls: on" if result.walls else "walls: off"
    if result.network:
        yield "network: on"


def _count(cases: Sequence[ET.Element]) -> dict[str, str]:
    seconds = sum(float(case.attrib["time"]) for case in cases)
    numbers = {"failures": _number(cases, "failure"), "errors": _number(cases, "error")}
    return {"tests": str(len(cases)), **numbers, "time": f"{seconds:.3f}"}


def _number(cases: Iterable[ET.Element], kind: str) -> str:
    return str(sum(case.find(kind) is not None for case in cases))


def _clean(text: str) -> str:
    """Spell out what no XML document may hold, and what would hide or turn round other text."""
    return _UNKNOWN_TO_XML.sub("\ufffd", printable(text))
