"""What becomes of each lesson before any kernel starts: settled already, or a job."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from courseforge.config import ExecuteMode
from courseforge.execution.cache import load_entry
from courseforge.execution.key import digest_environment, hash_files, make_key
from courseforge.model import Cell, CellFailure, Course, ExecutionResult, ExecutionStatus, Lesson

KERNEL = "python3"

SWITCHED_OFF = "running is switched off in _config.yml"
NO_CODE = "no code"
OTHER_KERNEL = "its code is for another kernel than python3"
UNCHANGED = "unchanged since the last run"
CHANGED = "not run yet, or its code, the names of its files or the installed packages changed"
FORCED = "asked to run everything"


@dataclass(frozen=True, slots=True)
class Job:
    """A lesson that has to run, and what its run depends on.

    Attributes:
        course: the course's folder.
        files: what the course owns besides its lessons, with hashes.
        key: under which its outputs are kept.
        reason: why it has to run.
    """

    lesson: Lesson
    course: Path
    files: Mapping[str, str]
    key: str
    reason: str


def plan_lessons(
    courses: Sequence[Course], root: Path, cache: Path, mode: ExecuteMode, *, force: bool
) -> Iterator[ExecutionResult | Job]:
    """Give a result for each lesson that needs no kernel, and a job for every other one, in order."""
    if mode == "off":
        yield from (make_result(lesson, ExecutionStatus.SKIPPED, SWITCHED_OFF) for lesson in _list_lessons(courses))
        return
    environment = digest_environment()
    hashes: dict[tuple[str, tuple[str, ...]], Mapping[str, str]] = {}  # a course's languages share its files
    for course in courses:
        owned = (course.path, course.files)
        if owned not in hashes:
            hashes[owned] = hash_files(root / course.path, course.files)
        for lesson in course.lessons:
            if (settled := _settle(lesson)) is not None:
                yield settled
                continue
            key = make_key(lesson, hashes[owned], environment)
            job = Job(lesson, root / course.path, hashes[owned], key, FORCED if force else CHANGED)
            yield job if force else _recall(job, cache)


def make_result(lesson: Lesson, status: ExecutionStatus, reason: str) -> ExecutionResult:
    """Begin the result of a lesson; what came of its cells is added with ``replace``."""
    return ExecutionResult(lesson.id, lesson.language, lesson.path, status, reason, network=lesson.metadata.network)


def _list_lessons(courses: Sequence[Course]) -> Iterator[Lesson]:
    return (lesson for course in courses for lesson in course.lessons)


def _settle(lesson: Lesson) -> ExecutionResult | None:
    """Give the result of a lesson that never runs, whatever was kept of it."""
    if not any(_is_run(cell) for cell in lesson.code_cells):
        return make_result(lesson, ExecutionStatus.SKIPPED, NO_CODE)
    if lesson.kernel != KERNEL:
        result = make_result(lesson, ExecutionStatus.FAILED, OTHER_KERNEL)
        return replace(result, failure=CellFailure(None, "UnknownKernel", lesson.kernel))
    return None


def _is_run(cell: Cell) -> bool:
    return bool(cell.source.strip()) and "skip-execution" not in cell.tags


def _recall(job: Job, cache: Path) -> ExecutionResult | Job:
    """Give the result of an earlier run, or the job with the reason why it does not hold any more."""
    entry = load_entry(cache, job.key, job.lesson)
    if entry is None:
        return job
    changed = sorted(name for name, digest in entry.files.items() if job.files.get(name) != digest)
    if changed:
        return replace(job, reason=_describe_change(changed))
    cached = make_result(job.lesson, ExecutionStatus.CACHED, UNCHANGED)
    return replace(cached, cells=entry.cells, widgets=entry.widgets)


def _describe_change(names: Sequence[str]) -> str:
    others = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0]}{others} changed"
