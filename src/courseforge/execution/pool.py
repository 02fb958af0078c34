"""Every lesson of a library: settled without a kernel where that can be, run several at once where not."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from courseforge.config import Settings
from courseforge.execution.cache import load_outputs, store_outputs
from courseforge.execution.key import digest_environment, hash_files, make_key
from courseforge.execution.together import run_together
from courseforge.model import CellFailure, Course, ExecutionResult, ExecutionStatus, Lesson

KERNEL = "python3"

SWITCHED_OFF = "running is switched off in _config.yml"
NO_CODE = "no code"
UNCHANGED = "unchanged since the last run"
CHANGED = "not run yet, or its code, its files or the installed packages changed"
FORCED = "asked to run everything"

Progress = Callable[[ExecutionResult], None]
Starting = Callable[[Lesson], None]


@dataclass(frozen=True, slots=True)
class _Job:
    """A lesson with code, and what its run depends on.

    Attributes:
        course: the course's folder.
        files: what the course owns besides its lessons, with hashes.
    """

    lesson: Lesson
    course: Path
    files: Mapping[str, str]
    key: str


def execute_lessons(
    courses: Sequence[Course],
    *,
    root: Path,
    cache: Path,
    settings: Settings,
    force: bool = False,
    progress: Progress | None = None,
    starting: Starting | None = None,
) -> tuple[ExecutionResult, ...]:
    """Execute every lesson of the courses. One that fails stops no other.

    Args:
        courses: what to execute.
        root: the library's folder.
        cache: the folder of earlier runs.
        settings: whether to run, for how long, how many at once.
        force: run what is unchanged too.
        progress: called with each result as it comes, in the caller's thread.
        starting: called when a lesson begins to run, in another thread.

    Returns:
        One result for each lesson, in the order of the lessons.
    """
    results: dict[int, ExecutionResult] = {}
    waiting: dict[int, _Job] = {}

    def report(position: int, result: ExecutionResult) -> None:
        results[position] = result
        if progress is not None:
            progress(result)

    mode = settings.execute.execute_notebooks
    force = force or mode == "force"
    for position, item in enumerate(_plan(courses, root, off=mode == "off")):
        settled = item if isinstance(item, ExecutionResult) or force else _recall(item, cache)
        if isinstance(settled, ExecutionResult):
            report(position, settled)
        elif isinstance(item, _Job):
            waiting[position] = item

    async def run(job: _Job) -> ExecutionResult:
        if starting is not None:
            starting(job.lesson)
        return await _run(job, cache, settings.execute.timeout, FORCED if force else CHANGED)

    run_together(run, waiting, settings.courseforge.execute.workers or os.cpu_count() or 1, report)
    return tuple(results[position] for position in sorted(results))


def _plan(courses: Sequence[Course], root: Path, *, off: bool) -> Iterator[ExecutionResult | _Job]:
    """Tell for each lesson what became of it, or what there is to run."""
    environment = "" if off else digest_environment()
    hashes: dict[tuple[str, tuple[str, ...]], Mapping[str, str]] = {}  # a course's languages share its files
    for course in courses:
        owned = (course.path, course.files)
        for lesson in course.lessons:
            if off or not any(cell.source.strip() for cell in lesson.code_cells):
                yield _make_result(lesson, ExecutionStatus.SKIPPED, SWITCHED_OFF if off else NO_CODE)
            elif lesson.kernel != KERNEL:
                failed = _make_result(lesson, ExecutionStatus.FAILED)
                yield replace(failed, failure=CellFailure(None, "UnknownKernel", lesson.kernel))
            else:
                if owned not in hashes:
                    hashes[owned] = hash_files(root / course.path, course.files)
                key = make_key(lesson, hashes[owned], environment)
                yield _Job(lesson, root / course.path, hashes[owned], key)


def _recall(job: _Job, cache: Path) -> ExecutionResult | None:
    cells = load_outputs(cache, job.key, job.lesson)
    return (
        None if cells is None else replace(_make_result(job.lesson, ExecutionStatus.CACHED, UNCHANGED), cells=cells)
    )


async def _run(job: _Job, cache: Path, timeout: int, reason: str) -> ExecutionResult:
    # Importing nbclient and jupyter_client takes half a second: only builds that run something pay for it.
    from courseforge.execution.run import run_lesson  # noqa: PLC0415

    run = await run_lesson(job.lesson, job.course, tuple(job.files), timeout)
    # Files that were edited between hashing and copying: what came out belongs to no key.
    if run.failure is None and run.files == job.files:
        store_outputs(cache, job.key, job.lesson, run.cells)
    status = ExecutionStatus.RAN if run.failure is None else ExecutionStatus.FAILED
    result = _make_result(job.lesson, status, reason)
    return replace(result, seconds=run.seconds, cells=run.cells, failure=run.failure)


def _make_result(lesson: Lesson, status: ExecutionStatus, reason: str = "") -> ExecutionResult:
    return ExecutionResult(lesson.id, lesson.language, lesson.path, status, reason)
