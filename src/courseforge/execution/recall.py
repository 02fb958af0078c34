"""What earlier runs gave that still holds, without running anything."""

from collections.abc import Sequence
from pathlib import Path

from courseforge.config import Settings
from courseforge.execution.isolation import may_have_walls
from courseforge.execution.plan import plan_lessons
from courseforge.execution.store import open_store
from courseforge.model import Course, ExecutionResult


def recall_lessons(
    courses: Sequence[Course], root: Path, cache: Path, settings: Settings
) -> tuple[ExecutionResult, ...]:
    """Give the results that need no kernel, in order; lessons that would have to run have none."""
    store = open_store(cache, root, "")  # what others have run is asked for when lessons run
    walls = settings.courseforge.execute.sandbox == "on" and may_have_walls()
    plan = plan_lessons(courses, root, store, settings.execute, force=False, walls=walls)
    return tuple(item for item in plan.items if isinstance(item, ExecutionResult))
