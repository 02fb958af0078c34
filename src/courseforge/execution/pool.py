"""Every lesson of a library: several at once, results in order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from courseforge.config import CourseforgeSettings, ExecuteSettings, Sandbox, Settings
from courseforge.diagnostics import Diagnostic
from courseforge.execution.cache import Entry, dump_entry, name_entry
from courseforge.execution.executors import Cluster, work_through
from courseforge.execution.isolation import Isolation, Level, may_have_walls
from courseforge.execution.job import Job, make_result
from courseforge.execution.plan import plan_lessons
from courseforge.execution.store import Store, open_store
from courseforge.execution.upkeep import keep_house
from courseforge.memory import NO_MEMORY, Memory
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
    beginning: Callable[[], None] | None = None,
    prune: bool = False,
    say: Callable[[Diagnostic], None] | None = None,
    memory: Memory = NO_MEMORY,
) -> tuple[ExecutionResult, ...]:
    """Execute every lesson of the courses. One that fails stops no other.

    Args:
        courses: what to execute.
        root: the library's folder.
        cache: the folder of earlier runs; the settings may name a store to share them.
        settings: whether to run, for how long, how many at once.
        force: run what is unchanged too; where running is switched off, it stays so.
        mode: whose lessons they are; a stranger's run behind walls or not at all.
        cluster: who runs them; None for this machine.
        progress: called with each result as it comes, in the caller's thread.
        starting: called when a lesson begins to run, in another thread.
        beginning: called before the first of them, where any has to run.
        prune: remove from the folder of earlier runs what no lesson of the library uses any more.
        say: called with what there is to say about earlier runs as a whole.
        memory: of earlier runs that were read before.

    Returns:
        One result for each lesson, in the order of the lessons.

    Raises:
        NoWallsError: they are a stranger's, and there are no walls.
    """
    when, execute = settings.execute.execute_notebooks, settings.courseforge.execute
    results: dict[int, ExecutionResult] = {}
    jobs: dict[int, Job] = {}

    def report(position: int, result: ExecutionResult) -> None:
        results[position] = result
        if progress is not None:
            progress(result)

    store = open_store(cache, root, execute.store)
    walls = execute.sandbox == "on" and may_have_walls()
    plan = plan_lessons(
        courses, root, store, settings.execute, force=force or when == "force", walls=walls, memory=memory
    )
    for position, item in enumerate(plan.items):
        if isinstance(item, Job):
            jobs[position] = item
        else:
            report(position, item)
    if any(job.unwalled for job in jobs.values()) and examine_isolation().level is not Level.WALLS:
        _take_unwalled(jobs, report)
    if jobs:
        if beginning is not None:
            beginning()
        _run_jobs(jobs, store, settings, starting, report, mode=mode, cluster=cluster)
    done = tuple(results[position] for position in sorted(results))
    for diagnostic in keep_house(store, plan, done, root, limit=execute.store_bytes, prune=prune):
        if say is not None:
            say(diagnostic)
    return done


def examine_isolation(sandbox: Sandbox = "on") -> Isolation:
    """Say what keeps lesson code from this machine, having tried to break it."""
    from courseforge.execution.door import open_venue  # noqa: PLC0415  (see below)

    settings = Settings(courseforge=CourseforgeSettings(execute=ExecuteSettings(sandbox=sandbox)))
    with open_venue(settings) as (_, isolation):
        return isolation


def _run_jobs(
    jobs: Mapping[int, Job],
    store: Store,
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
        for position, run in work_through(submit, jobs.items(), give_up):
            report(position, _conclude(jobs[position], run, store))


def _take_unwalled(jobs: dict[int, Job], report: Callable[[int, ExecutionResult], None]) -> None:
    """Take out of the jobs, and report, what an earlier run has given that had no walls either."""
    for position, job in sorted(jobs.items()):
        if job.unwalled is not None:
            report(position, job.unwalled)
            del jobs[position]


def _conclude(job: Job, run: "LessonRun", store: Store) -> ExecutionResult:
    """Keep what a run gave, if it went well, and make its result."""
    outcome = run.outcome
    read: dict[str, str] = {}
    if outcome.failure is None:
        names = outcome.files if outcome.files_read is None else outcome.files_read
        read = {name: outcome.files[name] for name in sorted(names)}
        name = name_entry(job.key, walls=bool(run.walls))
        store.write(name, dump_entry(Entry(outcome.cells, read, outcome.widgets), name, job.lesson))
    status = ExecutionStatus.RAN if outcome.failure is None else ExecutionStatus.FAILED
    result = make_result(job.lesson, status, job.reason)
    return replace(
        result,
        seconds=outcome.seconds,
        cells=outcome.cells,
        failure=outcome.failure,
        walls=run.walls,
        widgets=outcome.widgets,
        files=tuple(read),
    )
