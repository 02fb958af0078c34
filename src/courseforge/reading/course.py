"""One course's folder -> a ``Course`` for each of its languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import filterfalse

from courseforge.config import COURSES_FOLDER
from courseforge.diagnostics import Diagnostic
from courseforge.model import MEDIA_FILE, Cell, Course, CourseMetadata
from courseforge.reading.codes import COURSE_HAS_LESSONS, NAME_IS_A_SLUG, TRANSLATION_HAS_COURSE, Fault, FaultError
from courseforge.reading.course_file import CourseFile, fill_translation, read_course_files
from courseforge.reading.course_lessons import Lessons, read_lessons
from courseforge.reading.folder import Listing, list_course
from courseforge.reading.lesson import Surroundings, read_manuscript
from courseforge.reading.lesson_file import course_language, is_lesson, undeclared, welcome_language
from courseforge.reading.media import read_media
from courseforge.reading.names import SITE_NAMES, check_names, is_slug
from courseforge.reading.order import put_in_order
from courseforge.reading.wording import escape, show, slugify


@dataclass(frozen=True, slots=True)
class CourseReading:
    """What came of a course's folder: one course for each language it has lessons in."""

    courses: tuple[Course, ...]
    unreadable: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def read_course(surroundings: Surroundings, id: str) -> CourseReading:
    """Read the folder ``courses/<id>``."""
    folder = f"{COURSES_FOLDER}/{id}"
    listing = list_course(surroundings.root, folder)
    id_faults = _check_id(id, surroundings)
    course_files, file_diagnostics = read_course_files(surroundings, folder, listing)
    own = course_files.get("")
    language = _language(own, surroundings)
    lessons = read_lessons(surroundings, id, language, listing)
    media, media_diagnostics = read_media(surroundings.root, folder, listing)
    diagnostics = (
        *listing.diagnostics,
        *(fault.at(escape(folder)) for fault in (*id_faults, *_check_lessons(id, listing))),
        *(fault.at(f"{folder}/{path}") for path, fault in check_names(filterfalse(is_lesson, listing.files))),
        *file_diagnostics,
        *media_diagnostics,
        *lessons.diagnostics,
    )
    if id_faults:
        return CourseReading((), frozenset(), diagnostics)
    if own is None or own.document is None:
        return CourseReading((), frozenset(f"{id}/{slug}" for slug in lessons.slugs), diagnostics)
    courses, more = _make_courses(
        surroundings, listing, course_files, lessons, Course(id, language, folder, own.metadata, (), media=media)
    )
    return CourseReading(courses, lessons.unreadable, (*diagnostics, *more))


def _language(own: CourseFile | None, surroundings: Surroundings) -> str:
    """Return the course's own language, or the library's where it names none of the library's."""
    stated = own.metadata.language if own else ""
    return stated if stated in surroundings.settings.courseforge.languages else surroundings.settings.language


def _check_id(id: str, surroundings: Surroundings) -> tuple[Fault, ...]:
    # Folders of languages lie beside those of courses, and pt-BR and pt-br are one folder on Windows and macOS.
    reserved = SITE_NAMES | {tag.casefold() for tag in surroundings.settings.courseforge.languages}
    if is_slug(id) and id not in reserved:
        return ()
    better = slugify(id)
    better = f"{better}-course" if better in reserved or not is_slug(better) else better
    message = f"{show(id)} cannot be the address of a course: use a-z, 0-9 and -, and no name of the site itself."
    return (Fault(NAME_IS_A_SLUG, message, f"Rename the folder, for example to {better}"),)


def _check_lessons(id: str, listing: Listing) -> tuple[Fault, ...]:
    if any(is_lesson(path) for path in (*listing.files, *listing.refused)):
        return ()
    hint = f"Begin the first one: courseforge new lesson {slugify(id)}/my-first-lesson. Or delete the folder."
    return (Fault(COURSE_HAS_LESSONS, "This course has no lessons yet.", hint),)


def _make_courses(
    surroundings: Surroundings,
    listing: Listing,
    course_files: Mapping[str, CourseFile],
    lessons: Lessons,
    empty: Course,
) -> tuple[tuple[Course, ...], tuple[Diagnostic, ...]]:
    """Make one course for each language that has a lesson, the original first."""
    own = course_files[""]
    assert own.document is not None
    ordered, order_faults = put_in_order(lessons.lessons, empty.metadata.lessons, own.document, lessons.slugs)
    files = tuple(path for path in listing.files if not _has_a_part(path))
    whole = replace(empty, lessons=tuple(ordered), files=files)
    welcomes, welcome_diagnostics = _read_welcomes(surroundings, listing, whole)
    spoken = sorted({lesson.language for lesson in ordered}, key=lambda tag: (tag != whole.language, tag))
    courses = tuple(_in_language(whole, tag, course_files, welcomes) for tag in spoken)
    diagnostics = (
        *(fault.at(own.path) for fault in order_faults),
        *welcome_diagnostics,
        *_check_translations(courses, whole.language, course_files),
    )
    return courses, diagnostics


def _has_a_part(path: str) -> bool:
    """Tell whether a file is a lesson, a welcome page or a course's own file, rather than something beside them."""
    is_about_course = path == MEDIA_FILE or course_language(path) is not None or welcome_language(path) is not None
    return is_about_course or is_lesson(path)


def _in_language(
    whole: Course, language: str, course_files: Mapping[str, CourseFile], welcomes: Mapping[str, tuple[Cell, ...]]
) -> Course:
    translation = course_files.get("" if language == whole.language else language)
    said = translation.metadata if translation else CourseMetadata()
    return replace(
        whole,
        language=language,
        metadata=fill_translation(said, whole.metadata, language),
        lessons=tuple(lesson for lesson in whole.lessons if lesson.language == language),
        welcome=welcomes.get(language, ()),
        suffix="" if language == whole.language else f".{language}",
        lines=translation.document.lines if translation and translation.document else {},
    )


def _check_translations(
    courses: Iterable[Course], original: str, course_files: Mapping[str, CourseFile]
) -> Iterable[Diagnostic]:
    """Name languages with lessons and no course file, and the other way round."""
    spoken = {course.language: course for course in courses if course.language != original}
    for tag, course in spoken.items():
        if tag not in course_files:
            message = (
                f"There are lessons in {show(tag)} and no course.{tag}.yml; the course's title is not translated."
            )
            hint = f"Write course.{tag}.yml with at least one line: title: …"
            yield Fault(TRANSLATION_HAS_COURSE, message, hint).at(course.lessons[0].path)
    for tag, file in course_files.items():
        if tag and tag != original and tag not in spoken:
            message = f"No lesson of this course can be published in {show(tag)}, so nothing is made of this file."
            hint = f"A translated lesson is named like first-lesson.{tag}.ipynb"
            yield Fault(TRANSLATION_HAS_COURSE, message, hint).at(file.path)


def _read_welcomes(
    surroundings: Surroundings, listing: Listing, course: Course
) -> tuple[Mapping[str, tuple[Cell, ...]], tuple[Diagnostic, ...]]:
    """Read ``index.md`` and its translations, by language."""
    languages = surroundings.settings.courseforge.languages
    welcomes: dict[str, tuple[Cell, ...]] = {}
    diagnostics: list[Diagnostic] = []
    for name in listing.files:
        suffix, path = welcome_language(name), course.place(name)
        if suffix is None:
            continue
        if suffix and suffix not in languages:
            diagnostics.append(undeclared(suffix, languages).at(path))
            continue
        try:
            manuscript = read_manuscript(surroundings.root, path)
        except FaultError as error:
            diagnostics += (fault.at(path) for fault in error.faults)
        else:
            welcomes[suffix or course.language] = manuscript.cells
            diagnostics += (fault.at(path) for fault in manuscript.faults)
    return welcomes, tuple(diagnostics)
