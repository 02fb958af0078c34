"""The values of every stage: frozen dataclasses, standard library only.

A later stage never edits an earlier value; it makes the next one.
"""

from courseforge.model.course import Course, CourseMetadata
from courseforge.model.execution import CellFailure, CellOutputs, ExecutionResult, ExecutionStatus
from courseforge.model.lesson import Cell, CellKind, Lesson, LessonMetadata, Level, Setting
from courseforge.model.library import Library, leave_out
from courseforge.model.mode import Mode
from courseforge.model.record import Credit, PublishedItem, Record, Translation
from courseforge.model.site import Site, SiteFile
from courseforge.model.vocabulary import Branch, Contributor, Equipment, Interest, Skill, Vocabulary

__all__ = [
    "Branch",
    "Cell",
    "CellFailure",
    "CellKind",
    "CellOutputs",
    "Contributor",
    "Course",
    "CourseMetadata",
    "Credit",
    "Equipment",
    "ExecutionResult",
    "ExecutionStatus",
    "Interest",
    "Lesson",
    "LessonMetadata",
    "Level",
    "Library",
    "Mode",
    "PublishedItem",
    "Record",
    "Setting",
    "Site",
    "SiteFile",
    "Skill",
    "Translation",
    "Vocabulary",
    "leave_out",
]
