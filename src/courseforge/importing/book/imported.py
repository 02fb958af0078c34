"""What came of a book."""

from collections.abc import Mapping
from dataclasses import dataclass

from courseforge.importing.companions import Missing
from courseforge.importing.course_writer import Imported
from courseforge.importing.draft import Remark


@dataclass(frozen=True, slots=True)
class ImportedBook:
    """What was brought, and what was not.

    Attributes:
        path: of the course, POSIX below the library's folder.
        facts: names of the facts that are known of the whole.
        course_unknown: of those that somebody should add.
        lessons: in their order.
        pages: the file in the book that each of them was made of.
        unknown: fact -> the lessons of which nobody has said it.
        added: lessons that the table of contents did not name, and pages lead to.
        files: brought beside the lessons, by their paths in the course.
        left_out: pages of which no lesson was made, and why.
        remarks: what else happened to the whole.
        settings: lines for the library's ``_config.yml``; empty where none are needed.
        beside: the file with what the book said as a whole.
    """

    kind: str
    path: str
    facts: tuple[str, ...]
    course_unknown: tuple[str, ...]
    lessons: tuple[Imported, ...]
    pages: tuple[str, ...]
    unknown: Mapping[str, tuple[str, ...]]
    added: tuple[str, ...]
    files: tuple[str, ...]
    left_out: tuple[Missing, ...]
    remarks: tuple[Remark, ...]
    settings: str = ""
    beside: str = ""
    license_file: str = ""
