"""Who runs lessons: this machine, or a cluster whose workers do the same. Importing this module imports nbclient."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from courseforge.config import Settings
from courseforge.execution.door import Needs, find_needs, open_venue
from courseforge.execution.executors import Cluster, Submit
from courseforge.execution.isolation import Isolation, Level
from courseforge.execution.job import Job
from courseforge.execution.outpost import Outpost
from courseforge.execution.run import RunOutcome, run_lesson
from courseforge.execution.together import open_loop
from courseforge.model import CellFailure, Lesson, Mode


@dataclass(frozen=True, slots=True)
class LessonRun:
    """What came of running a lesson.

    Attributes:
        walls: whether its code was kept from the machine; None where it never ran to an end.
    """

    outcome: RunOutcome
    walls: bool | None


@dataclass(frozen=True, slots=True)
class Terms:
    """What whoever runs lessons has to know about all of them.

    Attributes:
        mode: whose lessons they are.
    """

    settings: Settings
    needs: Needs
    mode: Mode


@dataclass(frozen=True, slots=True)
class LessonOrder:
    """A lesson to be run on another machine.

    Attributes:
        lesson: with its code; the words stay here.
        files: what the course owns besides its lessons.
    """

    lesson: Lesson
    files: tuple[str, ...]
    terms: Terms


class Runner(Protocol):
    """Runs lessons on this machine."""

    def __call__(self, lesson: Lesson, course: Path, files: Sequence[str], /) -> Future[LessonRun]:
        """Begin to run a lesson with files of the course's folder."""


@contextmanager
def open_lesson_runs(
    lessons: Sequence[Lesson],
    settings: Settings,
    mode: Mode,
    cluster: Cluster | None,
    starting: Callable[[Lesson], None],
) -> Iterator[Submit[Job, LessonRun]]:
    """Open wherever the lessons will run, and lend what submits them.

    Args:
        starting: called when a lesson begins, in another thread; a cluster does not tell.

    Raises:
        NoWallsError: they are a stranger's, and there are no walls.
    """
    terms = Terms(settings, find_needs(lessons), mode)
    if cluster is not None:
        yield partial(_send, cluster, terms)
        return
    with open_runner(terms, partial(_count_workers, settings), starting) as run:
        yield lambda job: run(job.lesson, job.course, tuple(job.files))


@contextmanager
def open_runner(
    terms: Terms, limit: Callable[[Isolation], int | None], starting: Callable[[Lesson], None]
) -> Iterator[Runner]:
    """Open a room on this machine, which has been tested.

    Args:
        limit: how many lessons at a time; None where somebody else sees to that.
    """
    settings, whole = terms.settings, terms.settings.courseforge.execute.lesson_timeout
    with (
        open_venue(settings, terms.needs, terms.mode) as (venue, isolation),
        open_loop(limit(isolation)) as start,
    ):

        async def run(lesson: Lesson, course: Path, files: Sequence[str]) -> LessonRun:
            starting(lesson)
            outcome = await run_lesson(lesson, course, files, settings.execute.timeout, venue, lesson_timeout=whole)
            return LessonRun(outcome, isolation.level is Level.WALLS)

        yield lambda lesson, course, files: start(partial(run, lesson, course, files))


def run_there(outpost: Outpost, folder: Path, order: LessonOrder) -> LessonRun:
    """Run one lesson, on a worker; its room is opened and tested for the first lesson of the run there."""
    run = outpost.keep("room", lambda: open_runner(order.terms, lambda _: None, lambda _: None))
    return run(order.lesson, folder, order.files).result()


def give_up(job: Job) -> LessonRun:
    """Make the outcome of a lesson that nobody brought to an end."""
    failure = CellFailure(None, "WorkersLost", "")
    return LessonRun(RunOutcome((), failure, job.files, None, 0.0), None)


def _send(cluster: Cluster, terms: Terms, job: Job) -> Future[LessonRun]:
    lesson = replace(job.lesson, cells=job.lesson.code_cells)
    bare = replace(lesson, cells=tuple(replace(cell, outputs=(), attachments={}) for cell in lesson.cells))
    return cluster.submit(run_there, LessonOrder(bare, tuple(job.files), terms), job.course, job.files)


def _count_workers(settings: Settings, isolation: Isolation) -> int:
    # With walls, a kernel is ready so soon that waiting for messages is half of the time: two for each processor.
    each = 2 if isolation.level is Level.WALLS else 1
    return settings.courseforge.execute.workers or each * (os.cpu_count() or 1)
