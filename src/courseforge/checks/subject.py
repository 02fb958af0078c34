"""What rules look at: the model's values, each with what surrounds it, parsed once and only when asked for.

A rule gets one of these and reads nothing else. They have no slots, because what was parsed is kept in them.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from courseforge.checks.destinations import Destinations, list_anchors, list_labels, normalize_label
from courseforge.checks.markup import Element, read_elements
from courseforge.checks.passage import Passage, list_course_passages, list_result_passages, make_page_passage
from courseforge.checks.prose import Heading, Prose, read_prose
from courseforge.checks.python_code import Code, read_code
from courseforge.checks.style import Style, StyleFault
from courseforge.config import CONFIG_FILE, Settings, Thresholds
from courseforge.diagnostics import Location
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import (
    Asset,
    Cell,
    CellKind,
    CellOutputs,
    Course,
    KeyPath,
    Lesson,
    Library,
    Mode,
    Vocabulary,
)


@dataclass(frozen=True)
class LibrarySubject:
    """The whole library.

    Attributes:
        assets: every file of the courses besides their lessons, by path.
        outputs: (lesson's id, language) -> what its cells give today, for lessons of which that is known.
        today: the day of this check (ISO 8601); empty where no rule may ask.
        style: what ruff says about each lesson's code, by path.
        modules: names that ``import`` finds on this computer; None where nobody looked.
        memory: of what was found before.
    """

    library: Library
    settings: Settings
    mode: Mode = Mode.LIBRARY
    assets: Mapping[str, Asset] = field(default_factory=dict)
    outputs: Mapping[tuple[str, str], tuple[CellOutputs, ...]] = field(default_factory=dict)
    today: str = ""
    style: Style = field(default_factory=dict)
    modules: frozenset[str] | None = None
    memory: Memory = NO_MEMORY

    @property
    def vocabulary(self) -> Vocabulary:
        """What the lessons refer to by key."""
        return self.library.vocabulary

    @property
    def withdrawn(self) -> frozenset[str]:
        """Ids that were taken back on purpose."""
        return self.library.withdrawn

    @cached_property
    def courses(self) -> "tuple[CourseSubject, ...]":
        """Every course in every language."""
        return tuple(CourseSubject(course, self) for course in self.library.courses)

    @cached_property
    def lessons(self) -> "tuple[LessonSubject, ...]":
        """Every lesson in every language."""
        return tuple(lesson for course in self.courses for lesson in course.lessons)

    @cached_property
    def lessons_by_id(self) -> "Mapping[str, tuple[LessonSubject, ...]]":
        """The lesson with an id, in each of its languages."""
        found: dict[str, tuple[LessonSubject, ...]] = {}
        for lesson in self.lessons:
            found[lesson.id] = (*found.get(lesson.id, ()), lesson)
        return found

    @cached_property
    def destinations(self) -> Destinations:
        """The files that links can lead to."""
        return Destinations(self.library)

    @property
    def thresholds(self) -> Thresholds:
        """The numbers in rules, as the library sets them."""
        return self.settings.courseforge.check.thresholds

    def at(self, path: str = CONFIG_FILE, *keys: str | int) -> Location:
        """Point at a key of ``_config.yml`` or of a vocabulary file (``"skills.yml", "loops", "url"``)."""
        lines = self.settings.lines if path == CONFIG_FILE else self.vocabulary.lines.get(path, {})
        return Location(path, _find_line(lines, keys))


@dataclass(frozen=True)
class CourseSubject:
    """A course in one language."""

    course: Course
    library: LibrarySubject

    @cached_property
    def lessons(self) -> "tuple[LessonSubject, ...]":
        """Its lessons, in order."""
        return tuple(LessonSubject(lesson, self) for lesson in self.course.lessons)

    @cached_property
    def welcome(self) -> "tuple[CellSubject, ...]":
        """The cells of its welcome page."""
        return tuple(CellSubject(cell, self.course.welcome_path, self) for cell in self.course.welcome)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text in it, whoever may read it, with its place."""
        return tuple(list_course_passages(self))

    @cached_property
    def labels(self) -> frozenset[str]:
        """The names that authors gave to places of its pages."""
        own = _list_labels(self.welcome)
        return own.union(*(lesson.labels for lesson in self.lessons))

    @cached_property
    def assets(self) -> Mapping[str, Asset]:
        """Its files besides lessons, by path relative to the course's folder."""
        found = ((name, self.library.assets.get(f"{self.course.path}/{name}")) for name in self.course.files)
        return {name: asset for name, asset in found if asset is not None}

    @property
    def is_translation(self) -> bool:
        """Whether this is not the course's original; files belong to the original."""
        return bool(self.course.suffix)

    @property
    def license(self) -> str:
        """The license that holds where a lesson names none (SPDX)."""
        return self.course.metadata.license or self.library.settings.courseforge.license

    def at(self, *keys: str | int) -> Location:
        """Point at a key of ``course.yml``."""
        return Location(self.course.metadata_path, _find_line(self.course.lines, keys))


@dataclass(frozen=True)
class LessonSubject:
    """A lesson in one language."""

    lesson: Lesson
    course: CourseSubject

    @property
    def id(self) -> str:
        """``Lesson.id``."""
        return self.lesson.id

    @property
    def library(self) -> LibrarySubject:
        """The library it belongs to."""
        return self.course.library

    @property
    def license(self) -> str:
        """Its license, or the one that holds for it."""
        return self.lesson.metadata.license or self.course.license

    @cached_property
    def cells(self) -> "tuple[CellSubject, ...]":
        """Its cells, without the front matter."""
        return tuple(CellSubject(cell, self.lesson.path, self.course, self) for cell in self.lesson.cells)

    @property
    def markdown_cells(self) -> "Iterator[CellSubject]":
        """Its text cells."""
        return (cell for cell in self.cells if cell.cell.kind is CellKind.MARKDOWN)

    @property
    def code_cells(self) -> "Iterator[CellSubject]":
        """Its code cells."""
        return (cell for cell in self.cells if cell.cell.kind is CellKind.CODE)

    @cached_property
    def headings(self) -> "tuple[tuple[CellSubject, Heading], ...]":
        """Every heading with its cell, in order."""
        return tuple((cell, heading) for cell in self.markdown_cells for heading in cell.prose.headings)

    @property
    def style(self) -> tuple[StyleFault, ...]:
        """What ruff says about its code."""
        return self.library.style.get(self.lesson.path, ())

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The places in its page that its headings make."""
        return frozenset(name for _, heading in self.headings for name in list_anchors(heading.text))

    @cached_property
    def labels(self) -> frozenset[str]:
        """The names that its author gave to places of its page."""
        return _list_labels(self.cells)

    def at(self, *keys: str | int) -> Location:
        """Point at a key of the front matter; without one, at the lesson."""
        origin = self.lesson.origin
        line = _find_line(origin.lines, keys)
        return Location(self.lesson.path, line, origin.head_cell if line else None)


@dataclass(frozen=True)
class CellSubject:
    """A cell of a lesson, or of a course's welcome page.

    Attributes:
        path: of the file.
        lesson: None on a welcome page.
    """

    cell: Cell
    path: str
    course: CourseSubject
    lesson: LessonSubject | None = None

    @property
    def library(self) -> LibrarySubject:
        """The library it belongs to."""
        return self.course.library

    @property
    def language(self) -> str:
        """In which it is written (BCP 47)."""
        return self.lesson.lesson.language if self.lesson else self.course.course.language

    @property
    def source(self) -> str:
        """``Cell.source``."""
        return self.cell.source

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines; line 1 is ``lines[0]``."""
        return tuple(self.cell.source.split("\n"))

    @cached_property
    def prose(self) -> Prose:
        """A text cell's Markdown; nothing for another cell."""
        if self.cell.kind is not CellKind.MARKDOWN:
            return Prose()
        name = ("prose", self.path, self.cell.number)
        return self.library.memory.recall(name, (self.source,), lambda: read_prose(self.source))

    @cached_property
    def code(self) -> Code:
        """A code cell's program; nothing for another cell."""
        return read_code(self.cell.source) if self.cell.kind is CellKind.CODE else Code()

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every part of its program; nothing where it is no Python."""
        return tuple(ast.walk(self.code.tree)) if self.code.tree else ()

    def at(self, line: int | None = None) -> Location:
        """Point at a 1-based line of its source, as the author sees it."""
        if self.cell.line is not None:
            return Location(self.path, self.cell.line + (line or 1) - 1)
        origin = self.lesson.lesson.origin if self.lesson else None
        if line and origin and origin.head_cell == self.cell.number:
            line += origin.rest_line - 1
        return Location(self.path, line, self.cell.number)


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


@dataclass(frozen=True)
class PageSubject:
    """A page of the built site, or another text of it (a feed, a style sheet).

    Attributes:
        path: below the site's root.
        read: gives its text: HTML, or what else it is.
        source: file of the library that it was made of; empty where there is no single one.
        digest: of its text.
    """

    path: str
    read: Callable[[], str]
    library: LibrarySubject
    source: str = ""
    digest: str = ""

    @cached_property
    def text(self) -> str:
        """All of it."""
        return self.read()

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The tags of a page; nothing for another text."""
        return read_elements(self.text) if self.path.endswith((".html", ".xhtml")) else ()

    @cached_property
    def passage(self) -> Passage:
        """All of it, with its tags."""
        return make_page_passage(self)

    def at(self, line: int | None = None) -> Location:
        """Point at the page's source where it has one, else at the page."""
        return Location(self.source) if self.source else Location(f"_build/site/{self.path}", line)


Subject = LibrarySubject | CourseSubject | LessonSubject | CellSubject | ResultSubject | PageSubject


def point_at(asset: Asset, line: int | None = None) -> Location:
    """Point at a file of a course."""
    return Location(asset.path, line)


def _list_labels(cells: "Iterable[CellSubject]") -> frozenset[str]:
    return frozenset(normalize_label(name) for cell in cells for name in list_labels(cell.cell, cell.prose))


def _find_line(lines: Mapping[KeyPath, int], keys: KeyPath) -> int | None:
    """Find a key's line, or that of the nearest key around it."""
    return next((lines[keys[:length]] for length in range(len(keys), 0, -1) if keys[:length] in lines), None)
