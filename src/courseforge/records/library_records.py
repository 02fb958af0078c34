"""Library + addresses -> Records."""

from collections.abc import Iterable, Mapping, Sequence

from courseforge.config import Settings
from courseforge.model import (
    Course,
    Credit,
    Equipment,
    Interest,
    Lesson,
    Library,
    PublishedItem,
    Record,
    Skill,
    Translation,
)
from courseforge.model.vocabulary import localize
from courseforge.records.addresses import PageKind, absolute_url, page_path
from courseforge.records.licenses import license_url
from courseforge.records.publication import index_items


def make_records(library: Library, settings: Settings, published: Iterable[PublishedItem]) -> tuple[Record, ...]:
    """Describe every course and lesson, in the library's order, a course before its lessons."""
    dates = index_items(published)
    return tuple(
        record
        for course in library.courses
        for record in (
            _course_record(course, library, settings, dates),
            *(_lesson_record(lesson, course, library, settings, dates) for lesson in course.lessons),
        )
    )


def credit_names(authors: Sequence[str], library: Library) -> tuple[str, ...]:
    """Turn keys of contributors.yml into the names people chose; other names stay as they are."""
    people = library.vocabulary.contributors
    return tuple(people[key].name if key in people else key for key in authors)


def _course_record(
    course: Course, library: Library, settings: Settings, dates: Mapping[tuple[str, str], PublishedItem]
) -> Record:
    metadata = course.metadata
    spdx = metadata.license or settings.courseforge.license
    authors = metadata.authors or tuple(
        dict.fromkeys(a for lesson in course.lessons for a in lesson.metadata.authors)
    )
    minutes = [lesson.metadata.minutes for lesson in course.lessons]
    date = dates.get((course.id, course.language))
    return Record(
        id=course.id,
        kind="course",
        language=course.language,
        url=_url("course", course.id, course.language, settings),
        title=metadata.title,
        description=metadata.description,
        publisher=settings.publisher_name,
        publisher_url=settings.courseforge.publisher.url,
        credits=tuple(Credit(name) for name in credit_names(authors, library)),
        license=spdx,
        license_url=license_url(spdx),
        # A sum with an unknown part is unknown.
        minutes=sum(m for m in minutes if m) if minutes and all(minutes) else None,
        interests=_names(metadata.interests, library.vocabulary.interests, course.language),
        interest_ids=metadata.interests,
        translations=_course_translations(course, library, settings),
        parts=tuple(lesson.id for lesson in course.lessons),
        part_urls=tuple(_url("lesson", lesson.id, lesson.language, settings) for lesson in course.lessons),
        first=date.first if date else "",
        last=date.last if date else "",
    )


def _lesson_record(
    lesson: Lesson,
    course: Course,
    library: Library,
    settings: Settings,
    dates: Mapping[tuple[str, str], PublishedItem],
) -> Record:
    metadata, vocabulary, language = lesson.metadata, library.vocabulary, lesson.language
    spdx = metadata.license or course.metadata.license or settings.courseforge.license
    interests = metadata.interests or course.metadata.interests
    date = dates.get((lesson.id, language))
    return Record(
        id=lesson.id,
        kind="lesson",
        language=language,
        url=_url("lesson", lesson.id, language, settings),
        title=metadata.title,
        description=metadata.description,
        publisher=settings.publisher_name,
        publisher_url=settings.courseforge.publisher.url,
        credits=tuple(Credit(name) for name in credit_names(metadata.authors or course.metadata.authors, library)),
        license=spdx,
        license_url=license_url(spdx),
        level=metadata.level or "",
        ages=metadata.ages,
        minutes=metadata.minutes,
        interests=_names(interests, vocabulary.interests, language),
        interest_ids=interests,
        teaches=_names(metadata.teaches, vocabulary.skills, language),
        needs=_names(metadata.needs, vocabulary.skills, language),
        objectives=metadata.objectives,
        equipment=_names(metadata.equipment, vocabulary.equipment, language),
        translations=_lesson_translations(lesson, library, settings),
        course_id=course.id,
        course_title=course.metadata.title,
        course_url=_url("course", course.id, language, settings),
        first=date.first if date else "",
        last=date.last if date else "",
    )


def _url(kind: PageKind, item_id: str, language: str, settings: Settings) -> str:
    path = page_path(kind, item_id, language, settings.language)
    return absolute_url(path, settings.html.baseurl)


def _course_translations(course: Course, library: Library, settings: Settings) -> tuple[Translation, ...]:
    return tuple(
        Translation(other.language, _url("course", other.id, other.language, settings), other.metadata.title)
        for other in library.courses
        if other.id == course.id and other.language != course.language
    )


def _lesson_translations(lesson: Lesson, library: Library, settings: Settings) -> tuple[Translation, ...]:
    return tuple(
        Translation(other.language, _url("lesson", other.id, other.language, settings), other.metadata.title)
        for course in library.courses
        if course.id == lesson.course_id and course.language != lesson.language
        for other in course.lessons
        if other.id == lesson.id
    )


def _names(
    keys: Iterable[str], vocabulary: Mapping[str, Skill | Interest | Equipment], language: str
) -> tuple[str, ...]:
    """Turn keys into names; a key that the vocabulary lacks stands for itself."""
    return tuple(localize(vocabulary[key].name, language) if key in vocabulary else key for key in keys)
