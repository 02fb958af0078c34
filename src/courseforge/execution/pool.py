"""Every lesson of a library: several at once, results in order."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from courseforge.config import Settings
from courseforge.execution.cache import store_outputs
from courseforge.execution.plan import Job, make_result, plan_lessons
from courseforge.execution.together import run_together
from courseforge.model import Course, ExecutionResult, ExecutionStatus, Lesson


def execute_lessons(
    courses: Sequence[Course],
    *,
    root: Path,
    cache: Path,
    settings: Settings,
    force: bool = False,
    progress: Callable[[ExecutionResult], None] | None = None,
    starting: Callable[[Lesson], None] | None = None,
) -> tuple[ExecutionResult, ...]:
    """Execute every lesson of the courses. One that fails stops no other.

    Args:
        courses: what to execute.
        root: the library's folder.
        cache: the folder of earlier runs.
        settings: whether to run, for how long, how many at once.
        force: run what is unchanged too; where running is switched off, it stays so.
        progress: called with each result as it comes, in the caller's thread.
        starting: called when a lesson begins to run, in another thread.

    Returns:
        One result for each lesson, in the order of the lessons.
    """
    mode = settings.execute.execute_notebooks
    results: dict[int, ExecutionResult] = {}
    jobs: dict[int, Job] = {}

    def report(position: int, result: ExecutionResult) -> None:
        results[position] = result
        if progress is not None:
            progress(result)

    async def run(job: Job) -> ExecutionResult:
        if starting is not None:
            starting(job.lesson)
        return await _run_job(job, cache, settings.execute.timeout)

    for position, item in enumerate(plan_lessons(courses, root, cache, mode, force=force or mode == "force")):
        if isinstance(item, Job):
            jobs[position] = item
        else:
            report(position, item)
    run_together(run, jobs, settings.courseforge.execute.workers or os.cpu_count() or 1, report)
    return tuple(results[position] for position in sorted(results))


async def _run_job(job: Job, cache: Path, timeout: int) -> ExecutionResult:
    # Importing nbclient and jupyter_client takes half a second: only builds that run something pay for it.
    from courseforge.execution.run import run_lesson  # noqa: PLC0415

    run = await run_lesson(job.lesson, job.course, tuple(job.files), timeout)
    # Where files were edited between hashing and copying, what came out belongs to no key.
    if run.failure is None and run.files == job.files:
        store_outputs(cache, job.key, job.lesson, run.cells)
    status = ExecutionStatus.RAN if run.failure is None else ExecutionStatus.FAILED
    result = make_result(job.lesson, status, job.reason)
    return replace(result, seconds=run.seconds, cells=run.cells, failure=run.failure)
