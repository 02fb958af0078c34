"""A lesson as its author wrote it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal

from courseforge.model.catalog import Alignment, CatalogFacts, Resource, Subject
from courseforge.model.cell_options import Display, blank_words
from courseforge.model.media import Original
from courseforge.model.origin import Origin
from courseforge.model.people import People, State

#: What kind of lesson it is, and what `courseforge new` begins it with. A proposal is the idea of a lesson to come.
Template = Literal["", "tutorial", "workshop", "project", "paper", "facilitator", "proposal"]


class Level(StrEnum):
    """How much a reader must bring."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Setting(StrEnum):
    """Where a lesson can be done."""

    LIBRARY = "library"
    HOME = "home"
    SCHOOL = "school"
    COMMUNITY = "community"


class CellKind(StrEnum):
    """The three kinds of notebook cells (nbformat 4)."""

    MARKDOWN = "markdown"
    CODE = "code"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        number: 1-based position in the author's file, front matter counted, as the author sees it.
        source: the text, with LF line ends.
        id: nbformat cell id; made from position and source where the file has none.
        line: 1-based line in a ``.md`` file where ``source`` begins; None in a notebook.
        tags: cell tags, Jupyter's own (``hide-input``) and roles (``activity``, ``hint``, …).
        metadata: the allow-listed rest of the cell's metadata.
        attachments: file name -> {MIME type: base64}, as nbformat has it.
        outputs: nbformat outputs as they were saved in the author's file.
        display: what it says about the pictures and tables that it shows.
    """

    number: int
    kind: CellKind
    source: str
    id: str
    line: int | None = None
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    outputs: tuple[Mapping[str, Any], ...] = ()
    execution_count: int | None = None
    display: Display = field(default_factory=Display)

    @property
    def program(self) -> str:
        """The source as a kernel runs it: without words about pictures, so that new ones run nothing again."""
        return blank_words(self.source)


@dataclass(frozen=True, slots=True)
class LessonCheck:
    """What a lesson says about the rules it is held to.

    Attributes:
        ignore: code of a rule -> why it does not count here.
    """

    ignore: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Review:
    """A person has looked at what no machine can judge. No name: the role says who can be asked.

    Attributes:
        role: ``youth librarian``.
        date: ISO 8601.
        what: what was looked at: ``pictures``, ``lyrics``.
    """

    role: str
    date: str
    what: str = ""

    @property
    def is_dated(self) -> bool:
        """Whether its date is a day."""
        return is_day(self.date)


@dataclass(frozen=True, slots=True)
class LessonMetadata:
    """The front matter of a lesson. Names follow schema.org/LRMI where it has one."""

    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()  # keys of contributors.yml, or plain names
    people: People = field(default_factory=People)  # who did what besides writing it
    state: State = ""  # how far it has come; empty: it is for readers
    license: str = ""  # SPDX identifier; empty: the course's, then the library's
    level: Level | None = None
    ages: str = ""  # "12-18", "16+"
    duration: str = ""  # "45 min", "1 h 30 min"
    interests: tuple[str, ...] = ()  # keys of interests.yml
    teaches: tuple[str, ...] = ()  # keys of skills.yml
    needs: tuple[str, ...] = ()  # skills a reader brings
    objectives: tuple[str, ...] = ()
    product: str = ""
    equipment: tuple[str, ...] = ()  # keys of equipment.yml
    without_equipment: str = ""
    settings: tuple[Setting, ...] = ()
    opportunity: str = ""
    review_by: str = ""  # ISO 8601 date
    reviewed: tuple[Review, ...] = ()  # who has looked at it, and when
    template: Template = ""
    based_on: Original = field(default_factory=Original)  # somebody else's work that it was made from
    subjects: tuple[str | Subject, ...] = ()  # what it is about, for catalogs; a plain text is the library's own term
    alignments: tuple[Alignment, ...] = ()  # statements of school standards and other frameworks
    resources: tuple[Resource, ...] = ()  # books and articles that go with it
    catalog: CatalogFacts = field(default_factory=CatalogFacts)  # what a cataloger has set by hand
    translation_of: tuple[str, ...] = ()  # marks of the original's parts as they were when it was translated
    was: tuple[str, ...] = ()  # ids this lesson had before it moved
    requirements: tuple[str, ...] = ()  # packages its code imports
    network: bool = False  # its code may use the network while it runs
    check: LessonCheck = field(default_factory=LessonCheck)  # rules that do not count here, and why

    @property
    def everybody(self) -> tuple[str, ...]:
        """All whom the lesson names, each once: authors first."""
        return tuple(dict.fromkeys((*self.authors, *(key for _, key in self.people.list_roles()))))

    @property
    def minutes(self) -> int | None:
        """The duration in minutes, or None where it is not stated or not understood."""
        return parse_minutes(self.duration)


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_day(text: str) -> bool:
    """Tell whether a text is a day as ISO 8601 writes it: ``2027-01-31``."""
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


_DURATION = re.compile(
    r"(?:(\d{1,2}(?:[.,]\d{1,2})?)\s*h(?:(?:ou)?rs?|oras?)?)?"
    r"\s*(?:(\d{1,3})\s*(?:m(?:in(?:utes?|utos?)?)?)?)?"
)


@lru_cache(maxsize=1024)  # it is asked again for every page that names the lesson
def parse_minutes(duration: str) -> int | None:
    """Read ``45 min``, ``1 h``, ``1 h 30 min``, ``1.5 hours`` or ``90`` as minutes."""
    match = _DURATION.fullmatch(duration.strip())
    if match is None or not any(match.groups()):
        return None
    hours, minutes = (float((part or "0").replace(",", ".")) for part in match.groups())
    return round(hours * 60 + minutes)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson in one language.

    Attributes:
        id: ``course/slug``; the same in every language; never changes once published. In a Jupyter Book, the name of
            the page: its path without the ending.
        language: BCP 47 tag.
        path: POSIX path of the file, relative to the library's folder.
        metadata: its front matter; the title is filled from the first heading where the front matter has none.
        cells: every cell except the one that held front matter.
        kernel: name of the Jupyter kernel its code is for.
        origin: what else its file says.
        in_book: it is a page of a Jupyter Book.
    """

    id: str
    language: str
    path: str
    metadata: LessonMetadata
    cells: tuple[Cell, ...]
    kernel: str = "python3"
    origin: Origin = field(default_factory=Origin)
    in_book: bool = False

    @property
    def slug(self) -> str:
        """The last part of the id: the page's name; in a book all of it."""
        return self.id if self.in_book else self.id.rpartition("/")[2]

    @property
    def course_id(self) -> str:
        """The first part of the id: the course's folder; empty in a book."""
        return "" if self.in_book else self.id.rpartition("/")[0]

    @property
    def folder(self) -> str:
        """The folder below the course's in which its code runs: the course's own, in a book the page's."""
        return self.path.rpartition("/")[0] if self.in_book else ""

    @property
    def is_rst(self) -> bool:
        """Whether it is written in reStructuredText: then its one raw cell holds all of it."""
        return self.path.endswith(".rst")

    @property
    def code_cells(self) -> tuple[Cell, ...]:
        """The cells that a kernel runs."""
        return tuple(cell for cell in self.cells if cell.kind is CellKind.CODE)
