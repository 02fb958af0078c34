"""What becomes of each lesson before any kernel starts: settled already, or a job."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from courseforge.config import JupyterBookExecute
from courseforge.execution.book import choose_files, settle_page
from courseforge.execution.earlier_runs import recall_runs
from courseforge.execution.history import History, LastRun, explain_run, read_history
from courseforge.execution.job import Job, make_result
from courseforge.execution.kernelspec import PYTHON, find_kernel, list_kernels
from courseforge.execution.key import Ingredients, digest_value, find_ingredients, hash_files, list_environment
from courseforge.execution.store import Store
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Cell, CellFailure, Course, ExecutionResult, ExecutionStatus, Lesson

SWITCHED_OFF = "running is switched off in _config.yml"
NO_CODE = "no code"
NO_KERNEL = "its kernel is not installed"
FORCED = "asked to run everything"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known before anything runs.

    Attributes:
        items: a result or a job for each lesson, in order.
        before: how the lessons were run last.
        now: how they are run this time.
    """

    items: tuple[ExecutionResult | Job, ...]
    before: History
    now: History


def plan_lessons(
    courses: Sequence[Course],
    root: Path,
    store: Store,
    settings: JupyterBookExecute,
    *,
    force: bool,
    walls: bool,
    memory: Memory = NO_MEMORY,
) -> Plan:
    """Find a result for each lesson that needs no kernel, and make a job of every other one.

    Args:
        settings: whether and which lessons are run.
        walls: there may be walls here (``recall_runs``).
        memory: of what was read and hashed before.
    """
    before = read_history(store.local)
    if settings.execute_notebooks == "off":
        lessons = (lesson for course in courses for lesson in course.lessons)
        skipped = tuple(make_result(lesson, ExecutionStatus.SKIPPED, SWITCHED_OFF) for lesson in lessons)
        return Plan(skipped, before, History())
    environment = list_environment()
    items = tuple(_list_items(courses, root, settings, digest_value(environment), memory))
    lists = {digest_value(names): names for names in (environment, *(_name_files(course) for course in courses))}
    now = History({item.lesson.path: LastRun(item.ingredients) for item in items if isinstance(item, Job)}, lists)
    if force:
        items = tuple(replace(item, reason=FORCED) if isinstance(item, Job) else item for item in items)
    else:
        items = tuple(_explain(item, before, now) for item in recall_runs(items, store, walls=walls, memory=memory))
    return Plan(items, before, now)


def _list_items(
    courses: Sequence[Course], root: Path, settings: JupyterBookExecute, environment: str, memory: Memory
) -> Iterator[ExecutionResult | Job]:
    kernels = {
        name: _describe_kernel(name) for name in {lesson.kernel for course in courses for lesson in course.lessons}
    }
    hashes: dict[tuple[str, tuple[str, ...]], Mapping[str, str]] = {}  # a course's languages share its files
    for course in courses:
        owned = (course.path, course.files)
        if owned not in hashes:
            hashes[owned] = hash_files(root / course.path, course.files, memory)
        names = digest_value(_name_files(course))
        for lesson in course.lessons:
            settled = _settle(lesson, kernels) or settle_page(lesson, settings)
            ingredients = memory.recall(
                ("ingredients", lesson.path),
                (lesson, names, environment, kernels[lesson.kernel]),
                partial(_find_ingredients, lesson, names, environment, kernels[lesson.kernel]),
            )
            files = hashes[owned] if course.contents is None else choose_files(lesson, hashes[owned], root, settings)
            yield settled or Job(lesson, root / course.path, files, ingredients)


def _find_ingredients(lesson: Lesson, names: str, environment: str, kernel: str | None) -> Ingredients:
    return replace(find_ingredients(lesson, names, environment), kernel=kernel or "")


def _name_files(course: Course) -> tuple[str, ...]:
    return tuple(sorted(course.files))


def _describe_kernel(name: str) -> str | None:
    """Name a kernel and its version; None where it is not installed."""
    if name == PYTHON:
        return name
    spec = find_kernel(name)
    return None if spec is None else f"{name} {spec.digest}"


def _settle(lesson: Lesson, kernels: Mapping[str, str | None]) -> ExecutionResult | None:
    """Give the result of a lesson that never runs, whatever was kept of it."""
    if not any(_is_run(cell) for cell in lesson.code_cells):
        return make_result(lesson, ExecutionStatus.SKIPPED, NO_CODE)
    if kernels[lesson.kernel] is None:
        result = make_result(lesson, ExecutionStatus.FAILED, NO_KERNEL)
        return replace(result, failure=CellFailure(None, "UnknownKernel", ", ".join(list_kernels())))
    return None


def _is_run(cell: Cell) -> bool:
    return bool(cell.source.strip()) and "skip-execution" not in cell.tags


def _explain(item: ExecutionResult | Job, before: History, now: History) -> ExecutionResult | Job:
    if not isinstance(item, Job) or item.reason:
        return item
    return replace(item, reason=explain_run(item.lesson.path, before, now))
