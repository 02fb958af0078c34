"""The seam between work and whoever does it: a task is submitted, and a ``concurrent.futures.Future`` comes back.

Lessons and shards, here or on a cluster, all go through it.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, as_completed
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Submit = Callable[[Task], Future[Result]]

_ROUNDS = 3


class WorkersLostError(Exception):
    """Whoever took up the task was gone before it was done, time and again."""


def work_through(
    submit: Submit[Task, Result], tasks: Mapping[int, Task], give_up: Callable[[Task], Result]
) -> Iterator[tuple[int, Result]]:
    """Do all tasks, and yield the result of each under its number as it comes.

    A task that was cancelled, not by us, is done again. One whose workers were lost may have brought them down, or
    its neighbor may: it has one more turn, alone, when all others are done.

    Args:
        submit: begins a task.
        tasks: what to do.
        give_up: makes the result of a task that cannot be done.
    """
    waiting, suspects = dict(tasks), dict[int, Task]()
    for _ in range(_ROUNDS):
        futures = {submit(task): number for number, task in waiting.items()}
        waiting = {}
        for future in as_completed(futures):
            number = futures[future]
            try:
                yield number, future.result()
            except CancelledError:
                waiting[number] = tasks[number]
            except WorkersLostError:
                suspects[number] = tasks[number]
    for number, task in (waiting | suspects).items():
        try:
            yield number, submit(task).result()
        except (CancelledError, WorkersLostError):
            yield number, give_up(task)
