"""The whole library, with what is known around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from courseforge.checks.destinations import Destinations
from courseforge.checks.style import Style
from courseforge.checks.subject.course import CourseSubject
from courseforge.checks.subject.lesson import LessonSubject
from courseforge.checks.subject.place import find_line
from courseforge.config import CONFIG_FILE, Settings, Thresholds
from courseforge.diagnostics import Location
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import Asset, CellOutputs, Library, Mode, Vocabulary, Withdrawal


@dataclass(frozen=True)
class LibrarySubject:
    """The whole library.

    Attributes:
        assets: every file of the courses besides their lessons, by path.
        outputs: (lesson's id, language) -> what its cells give today, for lessons of which that is known.
        today: the day of this check (ISO 8601); empty where no rule may ask.
        style: what ruff says about each lesson's code, by path.
        modules: names that ``import`` finds on this computer; None where nobody looked.
        changed: (lesson's id, language) -> the day on which it was published in other words than today's, for lessons
            that somebody has reviewed.
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
    changed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    memory: Memory = NO_MEMORY

    @property
    def vocabulary(self) -> Vocabulary:
        """What the lessons refer to by key."""
        return self.library.vocabulary

    @property
    def withdrawn(self) -> Mapping[str, Withdrawal]:
        """What was taken back on purpose, by id."""
        return self.library.withdrawn

    @cached_property
    def courses(self) -> tuple[CourseSubject, ...]:
        """Every course in every language."""
        return tuple(CourseSubject(course, self) for course in self.library.courses)

    @cached_property
    def lessons(self) -> tuple[LessonSubject, ...]:
        """Every lesson in every language."""
        return tuple(lesson for course in self.courses for lesson in course.lessons)

    @cached_property
    def lessons_by_id(self) -> Mapping[str, tuple[LessonSubject, ...]]:
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
        return Location(path, find_line(lines, keys))
