"""What the cells of a lesson give today."""

from dataclasses import dataclass
from functools import cached_property

from courseforge.checks.passage import Passage, list_result_passages
from courseforge.checks.subject.cell import CellSubject
from courseforge.checks.subject.lesson import LessonSubject
from courseforge.checks.subject.library import LibrarySubject
from courseforge.model import CellOutputs


@dataclass(frozen=True)
class ResultSubject:
    """What the cells of a lesson give today: of a run that still holds, or as saved where nothing is run."""

    lesson: LessonSubject
    outputs: tuple[CellOutputs, ...]

    @property
    def library(self) -> LibrarySubject:
        """The library it belongs to."""
        return self.lesson.library

    @cached_property
    def cells(self) -> tuple[tuple[CellSubject, CellOutputs], ...]:
        """Each cell that ran, with what it gave."""
        by_number = {cell.cell.number: cell for cell in self.lesson.code_cells}
        return tuple((by_number[given.number], given) for given in self.outputs if given.number in by_number)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What its outputs say, where it is not what is saved."""
        return tuple(list_result_passages(self))
