"""Every lesson of a library: several at once, results in order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from courseforge.config import CourseforgeSettings, ExecuteSettings, Sandbox, Settings
from courseforge.execution.cache import Entry, store_entry
from courseforge.execution.executors import Cluster, work_through
from courseforge.execution.isolation import Isolation
from courseforge.execution.plan import Job, make_result, plan_lessons
from courseforge.model import Course, ExecutionResult, ExecutionStatus, Lesson, Mode

if TYPE_CHECKING:
    from courseforge.execution.lesson_runs import LessonRun


def execute_lessons(
    courses: Sequence[Course],
    *,
    root: Path,
    cache: Path,
    settings: Settings,
    force: bool = False,
    mode: Mode = Mode.LIBRARY,
    cluster: Cluster | None = None,
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
        cluster: who runs them; None for this machine.
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
        _run_jobs(jobs, cache, settings, starting, report, mode=mode, cluster=cluster)
    return tuple(results[position] for position in sorted(results))


def examine_isolation(sandbox: Sandbox = "on") -> Isolation:
    """Say what keeps lesson code from this machine, having tried to break it."""
    from courseforge.execution.door import open_venue  # noqa: PLC0415  (see below)

    settings = Settings(courseforge=CourseforgeSettings(execute=ExecuteSettings(sandbox=sandbox)))
    with open_venue(settings) as (_, isolation):
        return isolation


def _run_jobs(
    jobs: Mapping[int, Job],
    cache: Path,
    settings: Settings,
    starting: Callable[[Lesson], None] | None,
    report: Callable[[int, ExecutionResult], None],
    *,
    mode: Mode,
    cluster: Cluster | None,
) -> None:
    # Importing nbclient and jupyter_client takes half a second: only builds that run something pay for it.
    from courseforge.execution.lesson_runs import give_up, open_lesson_runs  # noqa: PLC0415

    begun = starting or (lambda lesson: None)
    with open_lesson_runs([job.lesson for job in jobs.values()], settings, mode, cluster, begun) as submit:
        for position, run in work_through(submit, jobs, give_up):
            report(position, _conclude(jobs[position], run, cache))


def _conclude(job: Job, run: "LessonRun", cache: Path) -> ExecutionResult:
    """Keep what a run gave, if it went well, and make its result."""
    outcome = run.outcome
    if outcome.failure is None:
        names = outcome.files if outcome.files_read is None else outcome.files_read
        read = {name: outcome.files[name] for name in names}
        store_entry(cache, job.key, job.lesson, Entry(outcome.cells, read, outcome.widgets))
    status = ExecutionStatus.RAN if outcome.failure is None else ExecutionStatus.FAILED
    result = make_result(job.lesson, status, job.reason)
    return replace(
        result,
        seconds=outcome.seconds,
        cells=outcome.cells,
        failure=outcome.failure,
        walls=run.walls,
        widgets=outcome.widgets,
    )
