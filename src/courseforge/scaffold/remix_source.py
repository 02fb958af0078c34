"""The lesson that a remix begins with: of this library, or of another one's folder."""

from dataclasses import dataclass
from pathlib import Path

from courseforge.config import CONFIG_FILE, COURSES_FOLDER, Settings
from courseforge.diagnostics import has_errors
from courseforge.errors import CourseforgeError
from courseforge.model import Course, Lesson, Library, Original
from courseforge.reading import read_library, read_settings
from courseforge.reading.lesson_file import SUFFIXES
from courseforge.records.addresses import absolute_url, page_path
from courseforge.records.library_records import credit_names


@dataclass(frozen=True, slots=True)
class RemixSource:
    """A lesson with what surrounds it.

    Attributes:
        root: its library's folder.
        local: whether that is the library that the remix will be in.
    """

    root: Path
    local: bool
    settings: Settings
    library: Library
    course: Course
    lesson: Lesson

    @property
    def license(self) -> str:
        """The license that holds for it."""
        own = self.lesson.metadata.license or self.course.metadata.license
        return own or self.settings.courseforge.license

    @property
    def makers(self) -> tuple[str, ...]:
        """Its authors, by the names that they chose."""
        return credit_names(self.lesson.metadata.authors or self.course.metadata.authors, self.library)

    def describe(self) -> Original:
        """Name it as the original of another lesson; one that has no address is named by its library and its id."""
        path = page_path("lesson", self.lesson.id, self.lesson.language, self.settings.language)
        library = self.settings.publisher_name or self.settings.title
        address = absolute_url(path, self.settings.html.baseurl) if self.settings.html.baseurl else ""
        return Original(
            title=self.lesson.metadata.title,
            author=", ".join(self.makers),
            source=address or f"{library}: {self.lesson.id}",
            license=self.license,
            lesson=self.lesson.id if self.local else "",
        )


def find_source(name: str, root: Path) -> RemixSource:
    """Find a lesson by its id in this library, or by the path of its file in any.

    Raises:
        CourseforgeError: there is none, or it cannot be read.
    """
    file = Path(name)
    if name.endswith(SUFFIXES):
        return _find(_find_library(file), root, f"{COURSES_FOLDER}/{file.absolute().parent.name}/{file.name}")
    return _find(root, root, name.removeprefix(f"{COURSES_FOLDER}/"))


def _find_library(file: Path) -> Path:
    folder = file.absolute().parent
    other = folder.parent.parent
    if folder.parent.name == COURSES_FOLDER and (other / CONFIG_FILE).is_file() and file.is_file():
        return other
    raise CourseforgeError(
        f"{file} is no lesson of a library.",
        f"Name a file such as ../other/{COURSES_FOLDER}/sound-lab/first-beat.ipynb. "
        "For anything else: courseforge import",
    )


def _find(library_root: Path, root: Path, name: str) -> RemixSource:
    settings, faults = read_settings(library_root)
    if has_errors(faults):
        raise CourseforgeError("The settings of that library cannot be read.", "Run check there, and mend them.")
    library = read_library(library_root, settings).library
    for course in library.courses:
        for lesson in course.lessons:
            if name == lesson.path or (name == lesson.id and not course.suffix):
                local = library_root.resolve() == root.resolve()
                return RemixSource(library_root, local, settings, library, course, lesson)
    raise CourseforgeError(
        f"There is no lesson {name} that can be read.", "Check its name: courseforge check tells what cannot be read."
    )
