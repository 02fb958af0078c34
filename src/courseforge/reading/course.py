"""One course's folder -> a ``Course`` for each of its languages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from courseforge.config import COURSES_FOLDER
from courseforge.diagnostics import Diagnostic
from courseforge.model import Cell, Course, CourseMetadata, Lesson
from courseforge.reading.codes import (
    COURSE_HAS_LESSONS,
    COURSE_SAYS_WHAT_IT_IS,
    FIELD_IS_OF_ITS_KIND,
    LANGUAGE_IS_DECLARED,
    LESSON_ID_IS_UNIQUE,
    NAME_IS_A_SLUG,
    TITLE_IS_THERE,
    TRANSLATION_HAS_COURSE,
    TRANSLATION_HAS_ORIGINAL,
    Fault,
    FaultError,
)
from courseforge.reading.fields import read_fields
from courseforge.reading.folder import Listing, is_slug, list_course
from courseforge.reading.lesson import Surroundings, read_lesson, read_manuscript
from courseforge.reading.lesson_file import (
    LessonFile,
    course_language,
    is_lesson,
    parse_name,
    undeclared,
    welcome_language,
)
from courseforge.reading.licenses import check_license
from courseforge.reading.order import put_in_order
from courseforge.reading.vocabulary import check_references, read_yaml_file
from courseforge.reading.wording import show, slugify
from courseforge.reading.yaml_document import YamlDocument

COURSE_FILE = "course.yml"
COVERS = range(1, 7)


@dataclass(frozen=True, slots=True)
class CourseReading:
    """What came of a course's folder: one course for each language it has lessons in."""

    courses: tuple[Course, ...]
    unreadable: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _CourseFile:
    """``course.yml`` or ``course.es.yml``; ``document`` is None where it cannot be read."""

    path: str
    metadata: CourseMetadata
    document: YamlDocument | None


def read_course(surroundings: Surroundings, id: str) -> CourseReading:
    """Read the folder ``courses/<id>``."""
    folder = f"{COURSES_FOLDER}/{id}"
    listing = list_course(surroundings.root, folder)
    diagnostics = [*listing.diagnostics, *_check_id(id, folder, surroundings)]
    course_files = _read_course_files(surroundings, folder, listing, diagnostics)
    own = course_files.get("")
    language = (own.metadata.language if own else "") or surroundings.settings.language
    lessons, unreadable = _read_lessons(surroundings, id, language, listing, diagnostics)
    if own is None or own.document is None or not is_slug(id):
        ids = {lesson.id for lesson in lessons} if is_slug(id) else frozenset()
        return CourseReading((), unreadable | ids, tuple(diagnostics))
    if not any(is_lesson(path) for path in (*listing.files, *listing.refused)):
        hint = "Add a lesson (courseforge new lesson), or delete the folder."
        diagnostics.append(Fault(COURSE_HAS_LESSONS, "This course has no lessons.", hint).at(folder))
    known = {lesson.slug for lesson in lessons} | {id.rpartition("/")[2] for id in unreadable}
    ordered, order_faults = put_in_order(lessons, own.metadata.lessons, own.document, known)
    diagnostics += (fault.at(own.path) for fault in order_faults)
    welcomes = _read_welcomes(surroundings, folder, language, listing, diagnostics)
    files = tuple(path for path in listing.files if not _has_a_part(path))
    courses = _make_courses(id, language, course_files, ordered, welcomes, files, diagnostics)
    return CourseReading(courses, unreadable, tuple(diagnostics))


def _has_a_part(path: str) -> bool:
    """Tell whether a file is a lesson, a welcome page or a course's own file, rather than something beside them."""
    return is_lesson(path) or course_language(path) is not None or welcome_language(path) is not None


def _check_id(id: str, folder: str, surroundings: Surroundings) -> Iterable[Diagnostic]:
    reserved = {"catalog", "index", *surroundings.settings.courseforge.languages}
    if not is_slug(id) or id in reserved:
        better = slugify(id)
        better = f"{better}-course" if better in reserved or not is_slug(better) else better
        message = f"{show(id)} cannot be the address of a course: use a-z, 0-9 and -, and no name of the site itself."
        yield Fault(NAME_IS_A_SLUG, message, f"Rename the folder, for example to {better}").at(folder)


def _read_course_files(
    surroundings: Surroundings, folder: str, listing: Listing, diagnostics: list[Diagnostic]
) -> Mapping[str, _CourseFile]:
    """Read ``course.yml`` and its translations, by the language in their names."""
    found: dict[str, _CourseFile] = {}
    for name in listing.files:
        suffix = course_language(name)
        if suffix is None:
            continue
        path = f"{folder}/{name}"
        if suffix and suffix not in surroundings.settings.courseforge.languages:
            diagnostics.append(undeclared(suffix, surroundings.settings.courseforge.languages).at(path))
        found[suffix] = _read_course_file(surroundings, path, suffix, diagnostics)
    if "" not in found and COURSE_FILE not in listing.refused:
        message = f"This folder has no {COURSE_FILE}, so it is not published."
        hint = f"Write {COURSE_FILE} with at least one line: title: The name of the course"
        diagnostics.append(Fault(COURSE_SAYS_WHAT_IT_IS, message, hint).at(folder))
    return found


def _read_course_file(
    surroundings: Surroundings, path: str, suffix: str, diagnostics: list[Diagnostic]
) -> _CourseFile:
    document, faults = read_yaml_file(surroundings.root / path)
    metadata = CourseMetadata()
    if document is not None:
        made = read_fields(CourseMetadata, document)
        metadata = made.value or metadata
        metadata, more = _check_course(metadata, document, suffix, surroundings)
        faults = (*faults, *made.faults, *more)
    diagnostics += (fault.at(path) for fault in faults)
    return _CourseFile(path, metadata, document)


def _check_course(
    metadata: CourseMetadata, document: YamlDocument, suffix: str, surroundings: Surroundings
) -> tuple[CourseMetadata, tuple[Fault, ...]]:
    faults = [*check_license(metadata.license, document)]
    vocabulary = surroundings.vocabulary
    if "interests" in vocabulary.kinds:
        known = vocabulary.vocabulary.interests
        faults += check_references(metadata.interests, known, "interests", document, ("interests",))
    if not metadata.title and not suffix:
        hint = "Add a line: title: The name of the course"
        faults.append(Fault(TITLE_IS_THERE, "This course has no title.", hint, line=1))
    if metadata.cover is not None and metadata.cover not in COVERS:
        message = f"“cover” is {metadata.cover}; there are covers 1 to 6."
        faults.append(
            Fault(FIELD_IS_OF_ITS_KIND, message, "Write for example: cover: 1", line=document.line(("cover",)))
        )
        metadata = replace(metadata, cover=None)
    languages = surroundings.settings.courseforge.languages
    allowed = (suffix,) if suffix else languages
    if metadata.language and metadata.language not in allowed:
        message = f"“language” is {show(metadata.language)}; it can be {' or '.join(allowed)} here."
        hint = "Languages of the library stand in _config.yml, below courseforge: languages."
        faults.append(Fault(LANGUAGE_IS_DECLARED, message, hint, line=document.line(("language",))))
        metadata = replace(metadata, language="")
    return metadata, tuple(faults)


def _read_lessons(
    surroundings: Surroundings, id: str, language: str, listing: Listing, diagnostics: list[Diagnostic]
) -> tuple[list[Lesson], frozenset[str]]:
    """Read every lesson; return those that can be used, and the ids of those that cannot."""
    languages = surroundings.settings.courseforge.languages
    unreadable = {f"{id}/{slug}" for slug in _slugs(listing.refused, languages)}
    lessons: list[Lesson] = []
    for name in filter(is_lesson, listing.files):
        file = parse_name(name, languages)
        path = f"{COURSES_FOLDER}/{id}/{name}"
        reading = read_lesson(surroundings, path, f"{id}/{file.slug}", file.suffix or language)
        diagnostics += (fault.at(path) for fault in file.faults)
        diagnostics += reading.diagnostics
        if file.slug and (file.faults or reading.lesson is None):
            unreadable.add(f"{id}/{file.slug}")
        elif file.slug and reading.lesson is not None:
            lessons.append(reading.lesson)
    lessons, twins = _take_out_twins(lessons, diagnostics)
    return _take_out_orphans(lessons, language, unreadable | twins, diagnostics), frozenset(unreadable | twins)


def _slugs(names: Iterable[str], languages: tuple[str, ...]) -> Iterable[str]:
    parsed: Iterable[LessonFile] = (parse_name(name, languages) for name in names if is_lesson(name))
    return (file.slug for file in parsed if file.slug)


def _take_out_twins(lessons: list[Lesson], diagnostics: list[Diagnostic]) -> tuple[list[Lesson], set[str]]:
    by_place: dict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        by_place[lesson.id, lesson.language].append(lesson)
    twins = [group for group in by_place.values() if len(group) > 1]
    for group in twins:
        for lesson in group:
            others = ", ".join(show(other.path.rpartition("/")[2]) for other in group if other is not lesson)
            message = f"This lesson has the same id and language as {others}; neither is published."
            diagnostics.append(Fault(LESSON_ID_IS_UNIQUE, message, "Rename or delete one of them.").at(lesson.path))
    kept = [group[0] for group in by_place.values() if len(group) == 1]
    return kept, {group[0].id for group in twins}


def _take_out_orphans(
    lessons: list[Lesson], language: str, unreadable: set[str], diagnostics: list[Diagnostic]
) -> list[Lesson]:
    """Keep translations whose original is there, be it readable or not."""
    originals = {lesson.id for lesson in lessons if lesson.language == language} | unreadable
    for lesson in lessons:
        if lesson.id not in originals:
            message = f"This is a translation ({lesson.language}) of a lesson that is not there in {show(language)}."
            hint = f"Add {lesson.slug}.ipynb or {lesson.slug}.md, or give this file the name of its original."
            diagnostics.append(Fault(TRANSLATION_HAS_ORIGINAL, message, hint).at(lesson.path))
    return [lesson for lesson in lessons if lesson.id in originals]


def _read_welcomes(
    surroundings: Surroundings, folder: str, language: str, listing: Listing, diagnostics: list[Diagnostic]
) -> Mapping[str, tuple[Cell, ...]]:
    """Read ``index.md`` and its translations, by language."""
    welcomes: dict[str, tuple[Cell, ...]] = {}
    for name in listing.files:
        suffix = welcome_language(name)
        if suffix is None:
            continue
        path = f"{folder}/{name}"
        if suffix and suffix not in surroundings.settings.courseforge.languages:
            diagnostics.append(undeclared(suffix, surroundings.settings.courseforge.languages).at(path))
            continue
        try:
            manuscript = read_manuscript(surroundings.root, path)
        except FaultError as error:
            diagnostics += (fault.at(path) for fault in error.faults)
        else:
            welcomes[suffix or language] = manuscript.cells
            diagnostics += (fault.at(path) for fault in manuscript.faults)
    return welcomes


def _make_courses(
    id: str,
    language: str,
    course_files: Mapping[str, _CourseFile],
    lessons: list[Lesson],
    welcomes: Mapping[str, tuple[Cell, ...]],
    files: tuple[str, ...],
    diagnostics: list[Diagnostic],
) -> tuple[Course, ...]:
    """Make one course for each language that has a lesson, the original first."""
    own = course_files[""]
    spoken = {lesson.language for lesson in lessons}
    courses = []
    for tag in sorted(spoken, key=lambda tag: (tag != language, tag)):
        translation = course_files.get(tag, None if tag != language else own)
        chosen = tuple(lesson for lesson in lessons if lesson.language == tag)
        if translation is None:
            message = f"There are lessons in {show(tag)}, and no course.{tag}.yml; the title is not translated."
            hint = f"Write course.{tag}.yml with a line: title: …"
            diagnostics.append(Fault(TRANSLATION_HAS_COURSE, message, hint).at(chosen[0].path))
        metadata = _fill(translation.metadata if translation else CourseMetadata(), own.metadata, tag)
        welcome = welcomes.get(tag, ())
        courses.append(Course(id, tag, f"{COURSES_FOLDER}/{id}", metadata, chosen, welcome, files))
    for suffix, file in course_files.items():
        if suffix and suffix not in spoken and file.document is not None:
            message = f"No lesson of this course is in {show(suffix)} yet, so nothing is published from this file."
            hint = f"Name a translated lesson for example first-lesson.{suffix}.ipynb"
            diagnostics.append(Fault(TRANSLATION_HAS_COURSE, message, hint).at(file.path))
    return tuple(courses)


def _fill(metadata: CourseMetadata, original: CourseMetadata, language: str) -> CourseMetadata:
    """Take from the original what a translation does not say."""
    missing = {
        field.name: getattr(original, field.name)
        for field in fields(metadata)
        if getattr(metadata, field.name) in ("", (), None)
    }
    return replace(metadata, **missing | {"language": language, "lessons": original.lessons})
