"""Every lesson of a library: several at once, results in order."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from courseforge.config import CourseforgeSettings, ExecuteSettings, Sandbox, Settings
from courseforge.execution.cache import Entry, store_entry
from courseforge.execution.isolation import Isolation, Level
from courseforge.execution.plan import Job, make_result, plan_lessons
from courseforge.execution.together import run_together
from courseforge.model import Course, ExecutionResult, ExecutionStatus, Lesson, Mode

if TYPE_CHECKING:
    from courseforge.execution.venue import Venue


def execute_lessons(
    courses: Sequence[Course],
    *,
    root: Path,
    cache: Path,
    settings: Settings,
    force: bool = False,
    mode: Mode = Mode.LIBRARY,
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
        mode: whose lessons they are; a stranger's run behind walls or not at all.
        progress: called with each result as it comes, in the caller's thread.
        starting: called when a lesson begins to run, in another thread.

    Returns:
        One result for each lesson, in the order of the lessons.

    Raises:
        NoWallsError: they are a stranger's, and there are no walls.
    """
    when = settings.execute.execute_notebooks
    results: dict[int, ExecutionResult] = {}
    jobs: dict[int, Job] = {}

    def report(position: int, result: ExecutionResult) -> None:
        results[position] = result
        if progress is not None:
            progress(result)

    for position, item in enumerate(plan_lessons(courses, root, cache, when, force=force or when == "force")):
        if isinstance(item, Job):
            jobs[position] = item
        else:
            report(position, item)
    if jobs:
        _run_jobs(jobs, cache, settings, starting, report, mode=mode)
    return tuple(results[position] for position in sorted(results))


def examine_isolation(sandbox: Sandbox = "on") -> Isolation:
    """Say what keeps lesson code from this machine, having tried to break it."""
    from courseforge.execution.door import open_venue  # noqa: PLC0415  (see below)

    settings = Settings(courseforge=CourseforgeSettings(execute=ExecuteSettings(sandbox=sandbox)))
    with open_venue(settings, ()) as (_, isolation):
        return isolation


def _run_jobs(
    jobs: Mapping[int, Job],
    cache: Path,
    settings: Settings,
    starting: Callable[[Lesson], None] | None,
    report: Callable[[int, ExecutionResult], None],
    *,
    mode: Mode,
) -> None:
    # Importing nbclient and jupyter_client takes half a second: only builds that run something pay for it.
    from courseforge.execution.door import open_venue  # noqa: PLC0415

    with open_venue(settings, [job.lesson for job in jobs.values()], mode) as (venue, isolation):

        async def run(job: Job) -> ExecutionResult:
            if starting is not None:
                starting(job.lesson)
            return await _run_job(job, cache, settings.execute.timeout, venue, isolation)

        run_together(run, jobs, _count_workers(settings, isolation), report)


def _count_workers(settings: Settings, isolation: Isolation) -> int:
    # With walls, a kernel is ready so soon that waiting for messages is half of the time: two for each processor.
    each = 2 if isolation.level is Level.WALLS else 1
    return settings.courseforge.execute.workers or each * (os.cpu_count() or 1)


async def _run_job(job: Job, cache: Path, timeout: int, venue: "Venue", isolation: Isolation) -> ExecutionResult:
    from courseforge.execution.run import run_lesson  # noqa: PLC0415  (see above)

    run = await run_lesson(job.lesson, job.course, tuple(job.files), timeout, venue)
    if run.failure is None:
        read = run.files if run.files_read is None else {name: run.files[name] for name in run.files_read}
        store_entry(cache, job.key, job.lesson, Entry(run.cells, read))
    status = ExecutionStatus.RAN if run.failure is None else ExecutionStatus.FAILED
    result = make_result(job.lesson, status, job.reason)
    return replace(
        result, seconds=run.seconds, cells=run.cells, failure=run.failure, walls=isolation.level is Level.WALLS
    )
