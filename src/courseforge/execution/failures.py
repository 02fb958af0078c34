"""What an author is told about a lesson that failed."""

from collections.abc import Iterable, Sequence

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.model import CellFailure, Course, ExecutionResult, Lesson

RAISED = "CF590"
TIMEOUT = "CF591"
DIED = "CF592"
NOT_STARTED = "CF593"
TOO_MUCH = "CF594"
LOST = "CF595"

_CODES = {
    "Timeout": TIMEOUT,
    "DeadKernel": DIED,
    "KernelStart": NOT_STARTED,
    "UnknownKernel": NOT_STARTED,
    "TooMuchOutput": TOO_MUCH,
    "LostOutput": LOST,
}


def diagnose_results(results: Iterable[ExecutionResult], courses: Sequence[Course]) -> tuple[Diagnostic, ...]:
    """Make one error of each lesson that failed.

    Args:
        results: of the lessons of these courses.
        courses: what was executed; hints look at their cells and files.
    """
    lessons = {lesson.path: (lesson, course) for course in courses for lesson in course.lessons}
    return tuple(_diagnose(result.failure, *lessons[result.path]) for result in results if result.failure is not None)


def _diagnose(failure: CellFailure, lesson: Lesson, course: Course) -> Diagnostic:
    code = _CODES.get(failure.kind, RAISED)
    return Diagnostic(
        code,
        Severity.ERROR,
        f"{failure.kind}: {failure.message}",
        Location(lesson.path, failure.line, failure.number),
    )
