"""Library + addresses -> Records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courseforge.config import Settings
from courseforge.model import (
    Contributor,
    Course,
    Credit,
    Equipment,
    Interest,
    Lesson,
    Library,
    PublishedItem,
    Record,
    Role,
    Skill,
    Subject,
    Translation,
)
from courseforge.model.vocabulary import localize
from courseforge.records.accessibility import describe_accessibility
from courseforge.records.addresses import PageKind, absolute_url, page_path
from courseforge.records.licenses import license_url
from courseforge.records.publication import index_items


@dataclass(frozen=True, slots=True)
class _Index:
    """What records say of more than their own course or lesson.

    Attributes:
        titles: id of a course or lesson -> language -> title.
        originals: id of a course -> the language it was written in.
    """

    dates: Mapping[tuple[str, str], PublishedItem]
    titles: Mapping[str, Mapping[str, str]]
    originals: Mapping[str, str]


def make_records(library: Library, settings: Settings, published: Iterable[PublishedItem]) -> tuple[Record, ...]:
    """Describe every course and lesson, in the library's order, a course before its lessons."""
    originals = {course.id: course.language for course in library.courses if not course.suffix}
    index = _Index(index_items(published), _list_titles(library), originals)
    return tuple(
        record
        for course in library.courses
        for record in (
            _course_record(course, library, settings, index),
            *(_lesson_record(lesson, course, library, settings, index) for lesson in course.lessons),
        )
    )


def _list_titles(library: Library) -> Mapping[str, Mapping[str, str]]:
    titles: dict[str, dict[str, str]] = {}
    for course in library.courses:
        titles.setdefault(course.id, {})[course.language] = course.metadata.title
        for lesson in course.lessons:
            titles.setdefault(lesson.id, {})[lesson.language] = lesson.metadata.title
    return titles


def credit_names(authors: Sequence[str], library: Library) -> tuple[str, ...]:
    """Turn keys of contributors.yml into the names people chose; other names stay as they are."""
    people = library.vocabulary.contributors
    return tuple(people[key].name if key in people else key for key in authors)


def _credits(authors: Sequence[str], others: Iterable[tuple[Role, str]], library: Library) -> tuple[Credit, ...]:
    roles: list[tuple[Role, str]] = [*(("author", key) for key in authors), *others]
    people = ((role, key, library.vocabulary.contributors.get(key)) for role, key in roles)
    return tuple(_credit(person, role) if person else Credit(key, role) for role, key, person in people)


def _join_people(course: Course) -> Iterable[tuple[Role, str]]:
    """Name everybody who helped with a lesson of the course, each role once."""
    return dict.fromkeys(part for lesson in course.lessons for part in lesson.metadata.people.list_roles())


def _credit(person: Contributor, role: Role) -> Credit:
    return Credit(person.name, role, person.group, person.heading, person.authority)


def _course_record(
    course: Course,
    library: Library,
    settings: Settings,
    index: _Index,
) -> Record:
    metadata = course.metadata
    spdx = metadata.license or settings.courseforge.license
    authors = metadata.authors or tuple(
        dict.fromkeys(a for lesson in course.lessons for a in lesson.metadata.authors)
    )
    minutes = [lesson.metadata.minutes for lesson in course.lessons]
    date = index.dates.get((course.id, course.language))
    return Record(
        id=course.id,
        kind="course",
        language=course.language,
        url=_url("course", course.id, course.language, settings),
        title=metadata.title,
        description=metadata.description,
        publisher=settings.publisher_name,
        publisher_url=settings.courseforge.publisher.url,
        credits=_credits(authors, _join_people(course), library),
        license=spdx,
        license_url=license_url(spdx),
        # A sum with an unknown part is unknown.
        minutes=sum(m for m in minutes if m) if minutes and all(minutes) else None,
        interests=_names(metadata.interests, library.vocabulary.interests, course.language),
        interest_ids=metadata.interests,
        translations=_translations("course", course.id, course.language, index, settings),
        parts=tuple(lesson.id for lesson in course.lessons),
        part_urls=tuple(_url("lesson", lesson.id, lesson.language, settings) for lesson in course.lessons),
        part_titles=tuple(lesson.metadata.title for lesson in course.lessons),
        first=date.first if date else "",
        last=date.last if date else "",
        identifier=_identifier(course.id, course.language, index, settings),
        path=page_path("course", course.id, course.language, settings.language),
        product=metadata.product,
        subjects=_subjects(metadata.subjects),
        alignments=metadata.alignments,
        based_on=metadata.based_on,
        accessibility=describe_accessibility(course, course.lessons),
        catalog=metadata.catalog,
    )


def _lesson_record(
    lesson: Lesson,
    course: Course,
    library: Library,
    settings: Settings,
    index: _Index,
) -> Record:
    metadata, vocabulary, language = lesson.metadata, library.vocabulary, lesson.language
    spdx = metadata.license or course.metadata.license or settings.courseforge.license
    interests = metadata.interests or course.metadata.interests
    date = index.dates.get((lesson.id, language))
    return Record(
        id=lesson.id,
        kind="lesson",
        language=language,
        url=_url("lesson", lesson.id, language, settings),
        title=metadata.title,
        description=metadata.description,
        publisher=settings.publisher_name,
        publisher_url=settings.courseforge.publisher.url,
        credits=_credits(metadata.authors or course.metadata.authors, metadata.people.list_roles(), library),
        license=spdx,
        license_url=license_url(spdx),
        level=metadata.level or "",
        ages=metadata.ages,
        minutes=metadata.minutes,
        interests=_names(interests, vocabulary.interests, language),
        interest_ids=interests,
        teaches=_names(metadata.teaches, vocabulary.skills, language),
        needs=_names(metadata.needs, vocabulary.skills, language),
        skill_urls=_skill_urls((*metadata.teaches, *metadata.needs), vocabulary.skills, language),
        objectives=metadata.objectives,
        equipment=_names(metadata.equipment, vocabulary.equipment, language),
        translations=_translations("lesson", lesson.id, language, index, settings),
        course_id=course.id,
        course_title=course.metadata.title,
        course_url=_url("course", course.id, language, settings),
        course_identifier=_identifier(course.id, language, index, settings),
        first=date.first if date else "",
        last=date.last if date else "",
        identifier=_identifier(lesson.id, language, index, settings),
        path=page_path("lesson", lesson.id, language, settings.language),
        template=metadata.template,
        product=metadata.product,
        without_equipment=metadata.without_equipment,
        settings=tuple(setting.value for setting in metadata.settings),
        opportunity=metadata.opportunity,
        subjects=_subjects(metadata.subjects or course.metadata.subjects),
        alignments=metadata.alignments,
        resources=metadata.resources,
        based_on=metadata.based_on,
        accessibility=describe_accessibility(course, (lesson,)),
        catalog=metadata.catalog,
    )


def _identifier(item_id: str, language: str, index: _Index, settings: Settings) -> str:
    """Name a record so that no other has the name, wherever its page moves."""
    item = index.dates.get((item_id, language))
    return name_record(item.lasting_id if item else item_id, language, settings.language)


def name_record(lasting_id: str, language: str, default_language: str) -> str:
    """Return the name of a record: the id it was first published under, with the language where that is another."""
    return lasting_id if language == default_language else f"{lasting_id}.{language}"


def _subjects(stated: Iterable[str | Subject]) -> tuple[Subject, ...]:
    return tuple(Subject(subject) if isinstance(subject, str) else subject for subject in stated)


def _url(kind: PageKind, item_id: str, language: str, settings: Settings) -> str:
    path = page_path(kind, item_id, language, settings.language)
    return absolute_url(path, settings.html.baseurl)


def _translations(
    kind: PageKind, item_id: str, language: str, index: _Index, settings: Settings
) -> tuple[Translation, ...]:
    original = index.originals.get(item_id.partition("/")[0], "")
    return tuple(
        Translation(
            other,
            _url(kind, item_id, other, settings),
            title,
            _identifier(item_id, other, index, settings),
            other == original,
        )
        for other, title in index.titles[item_id].items()
        if other != language
    )


def _names(
    keys: Iterable[str], vocabulary: Mapping[str, Skill | Interest | Equipment], language: str
) -> tuple[str, ...]:
    """Turn keys into names; a key that the vocabulary lacks stands for itself."""
    return tuple(localize(vocabulary[key].name, language) if key in vocabulary else key for key in keys)


def _skill_urls(keys: Iterable[str], skills: Mapping[str, Skill], language: str) -> tuple[tuple[str, str], ...]:
    known = (skills[key] for key in dict.fromkeys(keys) if key in skills)
    return tuple((localize(skill.name, language), skill.url) for skill in known if skill.url)
