"""The values of every stage: frozen dataclasses, standard library only.

A later stage never edits an earlier value; it makes the next one.
"""

from courseforge.model.asset import Asset, Picture, Table
from courseforge.model.catalog import Alignment, CatalogFacts, CatalogReview, Resource, Subject
from courseforge.model.cell_options import CellOption, Display, asks_for_data, find_options, pick, strip_options
from courseforge.model.contents import Contents, Entry, Part, list_entries
from courseforge.model.course import Course, CourseMetadata
from courseforge.model.execution import (
    CellFailure,
    CellOutputs,
    ExecutionResult,
    ExecutionStatus,
    find_picture,
    list_picture_alts,
)
from courseforge.model.figure_data import FIGURE_DATA, DataTable, FigureData, find_figure_data
from courseforge.model.lesson import (
    Cell,
    CellKind,
    Lesson,
    LessonCheck,
    LessonMetadata,
    Level,
    Review,
    Setting,
    is_day,
)
from courseforge.model.library import Library, leave_out, take_back
from courseforge.model.media import MEDIA_FILE, OWN, Media, Medium, Original
from courseforge.model.mode import Mode
from courseforge.model.origin import KeyPath, Origin
from courseforge.model.packages import PACKAGES
from courseforge.model.people import UNPUBLISHED, People, Role, State
from courseforge.model.record import Accessibility, Credit, PublishedItem, Record, Translation
from courseforge.model.showcase import SHOWCASE_FILE, Work
from courseforge.model.site import Site, SiteFile
from courseforge.model.vocabulary import Branch, Contributor, Equipment, Interest, Skill, Vocabulary
from courseforge.model.withdrawal import Withdrawal

__all__ = [
    "FIGURE_DATA",
    "MEDIA_FILE",
    "OWN",
    "PACKAGES",
    "SHOWCASE_FILE",
    "UNPUBLISHED",
    "Accessibility",
    "Alignment",
    "Asset",
    "Branch",
    "CatalogFacts",
    "CatalogReview",
    "Cell",
    "CellFailure",
    "CellKind",
    "CellOption",
    "CellOutputs",
    "Contents",
    "Contributor",
    "Course",
    "CourseMetadata",
    "Credit",
    "DataTable",
    "Display",
    "Entry",
    "Equipment",
    "ExecutionResult",
    "ExecutionStatus",
    "FigureData",
    "Interest",
    "KeyPath",
    "Lesson",
    "LessonCheck",
    "LessonMetadata",
    "Level",
    "Library",
    "Media",
    "Medium",
    "Mode",
    "Origin",
    "Original",
    "Part",
    "People",
    "Picture",
    "PublishedItem",
    "Record",
    "Resource",
    "Review",
    "Role",
    "Setting",
    "Site",
    "SiteFile",
    "Skill",
    "State",
    "Subject",
    "Table",
    "Translation",
    "Vocabulary",
    "Withdrawal",
    "Work",
    "asks_for_data",
    "find_figure_data",
    "find_options",
    "find_picture",
    "is_day",
    "leave_out",
    "list_entries",
    "list_picture_alts",
    "pick",
    "strip_options",
    "take_back",
]
