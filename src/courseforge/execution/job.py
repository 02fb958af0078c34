"""A lesson that has to run."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from courseforge.execution.key import Ingredients
from courseforge.model import ExecutionResult, ExecutionStatus, Lesson


@dataclass(frozen=True, slots=True)
class Job:
    """A lesson that has to run, and what its run depends on.

    Attributes:
        course: the course's folder.
        files: what the course owns besides its lessons, with hashes.
        reason: why it has to run; empty as long as nothing says it.
        unwalled: what an earlier run without walls gave; it holds where there are no walls.
    """

    lesson: Lesson
    course: Path
    files: Mapping[str, str]
    ingredients: Ingredients
    reason: str = ""
    unwalled: ExecutionResult | None = None

    @property
    def key(self) -> str:
        """Under which its outputs are kept."""
        return self.ingredients.key


def make_result(lesson: Lesson, status: ExecutionStatus, reason: str) -> ExecutionResult:
    """Begin the result of a lesson; what came of its cells is added with ``replace``."""
    return ExecutionResult(lesson.id, lesson.language, lesson.path, status, reason, network=lesson.metadata.network)
