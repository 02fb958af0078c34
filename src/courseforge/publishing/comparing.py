"""Two states of a library's lessons, run and rendered: as a contribution has them, and as they were."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from courseforge.checks import LibrarySubject, take_results
from courseforge.checks.subject import LessonSubject
from courseforge.config import BUILD_FOLDER, CONFIG_FILE, COURSES_FOLDER, Settings
from courseforge.diagnostics import Diagnostic, has_errors
from courseforge.execution.strangers import confine_settings
from courseforge.model import ExecutionResult, Lesson, Library, Mode, SiteFile
from courseforge.publishing.drafting import draft_reading
from courseforge.publishing.order import Order
from courseforge.publishing.sources import make_subject
from courseforge.reading import Reading, read_library, read_settings
from courseforge.reading.earlier_files import write_earlier
from courseforge.records.addresses import page_path

_TEXTS = (".ipynb", ".md", ".yml", ".yaml", ".bib")  # without them links would lead nowhere


@dataclass(frozen=True)
class State:
    """One state of the library, of which some lessons were run and their courses rendered.

    Attributes:
        library: everything that could be read.
        sources: the same, with what the lessons gave that were run.
        results: of these.
        files: of the site, by path.
        diagnostics: what was said on the way.
    """

    settings: Settings
    sources: LibrarySubject
    results: Mapping[str, ExecutionResult]
    files: Mapping[str, SiteFile]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def library(self) -> Library:
        """Everything that could be read."""
        return self.sources.library

    @cached_property
    def lessons(self) -> Mapping[str, LessonSubject]:
        """Every lesson by its path."""
        return {lesson.lesson.path: lesson for lesson in self.sources.lessons}

    def find_page(self, lesson: Lesson) -> str:
        """Return the path of a lesson's page; empty where it has none."""
        path = page_path("lesson", lesson.id, lesson.language, self.settings.language)
        return path if path in self.files else ""


def make_state(order: Order, settings: Settings, reading: Reading, only: Collection[str]) -> State:
    """Run some lessons, and render their courses.

    Args:
        only: their paths.

    Raises:
        NoWallsError: there are no walls to run them behind.
    """
    sources = make_subject(order.root, reading.library, settings, order.mode)
    if not only:
        return State(settings, sources, {}, {}, reading.diagnostics)
    draft = draft_reading(order, settings, reading, run=True, record=False, only=only)
    sources = replace(sources, outputs=take_results(draft.results))
    results = {result.path: result for result in draft.results}
    return State(settings, sources, results, {file.path: file for file in draft.files}, draft.diagnostics)


def make_earlier_state(order: Order, start: str, folder: Path, only: Collection[str]) -> State | None:
    """Do the same with the library as it was; None where there was none that could be read.

    Args:
        order: for the contribution.
        start: the commit in which it began.
        folder: an empty one, for the files of that commit.
        only: paths of lessons; those that were not there yet are left out.
    """
    courses = {"/".join(path.split("/")[:2]) for path in only}

    def is_wanted(path: str) -> bool:
        return path.endswith(_TEXTS) or path.count("/") == 0 or "/".join(path.split("/")[:2]) in courses

    there = write_earlier(order.root, start, folder, is_wanted)
    if CONFIG_FILE not in there or not any(path.startswith(f"{COURSES_FOLDER}/") for path in there):
        return None
    settings, faults = read_settings(folder)
    if has_errors(faults):
        return None
    reading = read_library(folder, settings)
    build = folder / BUILD_FOLDER
    build.mkdir(exist_ok=True)
    earlier = Order(folder, build, Mode.UNTRUSTED, force=True, cluster=None, watcher=order.watcher)
    known = {lesson.path for lesson in reading.library.lessons}
    return make_state(earlier, confine_settings(settings), reading, known.intersection(only))
