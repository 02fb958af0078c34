"""The seam between work and whoever does it: a task is submitted, and a ``concurrent.futures.Future`` comes back.

Lessons and shards, here or on a cluster, all go through it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from courseforge.errors import CourseforgeError
from courseforge.execution.outpost import Outpost
from courseforge.model import Mode

Task = TypeVar("Task")
Result = TypeVar("Result")
Submit = Callable[[Task], Future[Result]]

LOCAL = "local"

_ROUNDS = 3


class Cluster(Protocol):
    """Other machines."""

    def submit(
        self, work: Callable[[Outpost, Path, Task], Result], order: Task, folder: Path, files: Mapping[str, str]
    ) -> Future[Result]:
        """Have work done on one of them.

        Args:
            work: is called there with what the run has there, a folder with the files, and the order.
            order: plain values, nothing of this machine.
            folder: where the files lie here.
            files: relative path -> SHA-256 of the content; empty for a file that is not there.

        Raises:
            CourseforgeError: nobody is there any more.
        """


class WorkersLostError(Exception):
    """Whoever took up the task was gone before it was done, time and again."""


@contextmanager
def open_executor(name: str, mode: Mode = Mode.LIBRARY) -> Iterator[Cluster | None]:
    """Connect to whoever will do the work; None means this machine.

    Args:
        name: ``local``, or for a cluster ``dask`` or its scheduler's address.
        mode: whose work it is. A stranger's stays here: of the walls of other machines we only hear from these.

    Raises:
        CourseforgeError: there is nobody, they are not like this machine, or it is a stranger's work.
    """
    if name == LOCAL:
        yield None
        return
    if mode is Mode.UNTRUSTED:
        raise CourseforgeError(
            "Lessons of somebody else are not sent to other computers.",
            "Leave out --executor; they run here, behind walls.",
        )
    try:
        from courseforge.execution.dask_cluster import open_cluster  # noqa: PLC0415  an extra, and 0.4 s to import
    except ModuleNotFoundError as error:
        if error.name not in ("dask", "distributed"):
            raise
        raise CourseforgeError(
            f"`--executor {name}` needs Dask, which is not installed.",
            "Install it: python -m pip install 'courseforge[dask]'",
        ) from error
    with open_cluster(name) as cluster:
        yield cluster


def work_through(
    submit: Submit[Task, Result], tasks: Iterable[tuple[int, Task]], give_up: Callable[[Task], Result]
) -> Iterator[tuple[int, Result]]:
    """Do all tasks, and yield the result of each under its number as it comes.

    A task that was cancelled, not by us, is done again. One whose workers were lost may have brought them down, or
    its neighbor may: it has one more turn, alone, when all others are done.

    Args:
        submit: begins a task.
        tasks: what to do, each under a number; one is begun before the next is asked for.
        give_up: makes the result of a task that cannot be done.
    """
    known, suspects = dict[int, Task](), dict[int, Task]()
    again: dict[int, Task] = {}
    waiting = tasks
    for _ in range(_ROUNDS):
        futures: dict[Future[Result], int] = {}
        for number, task in waiting:
            known[number] = task
            futures[submit(task)] = number
        again = {}
        for future in as_completed(futures):
            number = futures[future]
            try:
                yield number, future.result()
            except CancelledError:
                again[number] = known[number]
            except WorkersLostError:
                suspects[number] = known[number]
        waiting = again.items()
    for number, task in (again | suspects).items():
        try:
            yield number, submit(task).result()
        except (CancelledError, WorkersLostError):
            yield number, give_up(task)
