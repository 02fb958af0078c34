"""What each book is made of: one for each course and language, or one that somebody has put together."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from posixpath import dirname
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid5

from courseforge.catalog.collection import Anthology, Collection
from courseforge.catalog.epub.page import visible
from courseforge.config import SiteSettings
from courseforge.model import Accessibility, Credit, Record, SiteFile, Subject
from courseforge.records.addresses import absolute_url, book_path
from courseforge.rendering.interface import Interface

T = TypeVar("T")

#: Stands for a day that nobody wrote down. An EPUB must state one, and a clock would give other bytes each time.
NO_DAY = "1980-01-01"


@dataclass(frozen=True, slots=True)
class Book:
    """One book before its pages are read.

    Attributes:
        path: below the site's root.
        identifier: a URN that stays the same when the book is made again.
        day: ISO 8601 date of the last change in it.
        collection: the name of what it belongs to.
        home: path of the page whose words come first; empty without one.
        lessons: the records of its chapters, in order.
        license: SPDX; empty where its lessons differ.
        files: everything of the site that may be in it, by path.
        baseurl: the site's address on the web; empty where the library states none.
    """

    path: str
    identifier: str
    title: str
    description: str
    language: str
    day: str
    collection: str
    publisher: str
    url: str
    home: str
    lessons: tuple[Record, ...]
    credits: tuple[Credit, ...]
    license: str
    license_url: str
    subjects: tuple[Subject, ...]
    interests: tuple[str, ...]
    accessibility: Accessibility
    colors: SiteSettings
    baseurl: str
    files: Mapping[str, SiteFile] = field(repr=False)

    def digest(self) -> str:
        """Return a digest of everything that the book is made from."""
        content = sorted((path, file.sha256) for path, file in self.files.items())
        return hashlib.sha256(f"{self!r}{content!r}".encode()).hexdigest()


def plan_books(collection: Collection) -> Iterator[Book]:
    """Plan every book that has a chapter."""
    folders = _sort_into_folders(collection.files)
    courses = [record for record in collection.records if record.kind == "course"]
    if collection.anthology is not None and not _is_one_course(collection):
        yield from _plan_anthologies(collection.anthology, collection, folders)
        return
    for course in courses:
        lessons = _with_pages(collection.lessons_of.get((course.id, course.language), ()), collection)
        if lessons:
            yield _plan_course(course, lessons, collection, folders)


def _is_one_course(collection: Collection) -> bool:
    """Tell whether what was chosen is nothing but one course, which has a book anyway."""
    courses = {record.id for record in collection.records if record.kind == "course"}
    return len(courses) == 1 and {record.course_id or record.id for record in collection.records} == courses


def _plan_course(
    course: Record, lessons: tuple[Record, ...], collection: Collection, folders: Mapping[str, list[SiteFile]]
) -> Book:
    title = collection.anthology.title if collection.anthology else ""
    return Book(
        path=book_path(course.id, course.language),
        identifier=name_book(course.identifier or course.id, collection),
        title=visible(title) or visible(course.title) or course.id,
        description=visible(course.description),
        language=course.language,
        day=_find_day((course, *lessons), collection),
        collection=visible(collection.title),
        publisher=visible(course.publisher),
        url=absolute_url(course.path, collection.baseurl) if collection.baseurl else "",
        home=course.path if course.path in collection.files else "",
        lessons=lessons,
        credits=_named(course.credits),
        license=course.license,
        license_url=course.license_url,
        subjects=_stated(course.subjects),
        interests=_distinct(name for record in (course, *lessons) for name in record.interests if visible(name)),
        accessibility=course.accessibility,
        colors=collection.settings.courseforge.site,
        baseurl=collection.baseurl,
        files=_gather((course, *lessons), folders),
    )


def _plan_anthologies(
    wanted: Anthology, collection: Collection, folders: Mapping[str, list[SiteFile]]
) -> Iterator[Book]:
    """Plan one book for each language of the chosen lessons; they stand in the order in which they were chosen."""
    places = {id: place for place, id in enumerate(wanted.ids)}
    chosen = [record for record in collection.records if record.kind == "lesson" and record.path in collection.files]
    chosen.sort(key=lambda record: min(places.get(record.id, len(places)), places.get(record.course_id, len(places))))
    chosen.sort(key=lambda record: record.language)
    for language, group in groupby(chosen, key=lambda record: record.language):
        yield _plan_anthology(language, tuple(group), wanted.title, collection, folders)


def _plan_anthology(
    language: str,
    lessons: tuple[Record, ...],
    title: str,
    collection: Collection,
    folders: Mapping[str, list[SiteFile]],
) -> Book:
    licenses = {(lesson.license, lesson.license_url) for lesson in lessons}
    license, address = next(iter(licenses)) if len(licenses) == 1 else ("", "")
    names = "\n".join(lesson.identifier or lesson.id for lesson in lessons)
    return Book(
        path=book_path("anthology", language),
        identifier=name_book(f"anthology of {names}\n{language}\n{title}", collection),
        title=visible(title) or Interface(language).text("Chosen lessons"),
        description="",
        language=language,
        day=_find_day(lessons, collection),
        collection=visible(collection.title),
        publisher=visible(collection.publisher),
        url="",
        home="",
        lessons=lessons,
        credits=_named(credit for lesson in lessons for credit in lesson.credits),
        license=license,
        license_url=address,
        subjects=_stated(subject for lesson in lessons for subject in lesson.subjects),
        interests=_distinct(name for lesson in lessons for name in lesson.interests if visible(name)),
        accessibility=_join_accessibility([lesson.accessibility for lesson in lessons]),
        colors=collection.settings.courseforge.site,
        baseurl=collection.baseurl,
        files=_gather(lessons, folders),
    )


def _join_accessibility(every: list[Accessibility]) -> Accessibility:
    """Say of several lessons what holds of all of them."""
    features = set.intersection(*(set(one.features) for one in every))
    return Accessibility(features=tuple(sorted(features)), hazards=_distinct(h for one in every for h in one.hazards))


def _with_pages(lessons: Iterable[Record], collection: Collection) -> tuple[Record, ...]:
    return tuple(lesson for lesson in lessons if lesson.path in collection.files)


def name_book(words: str, collection: Collection) -> str:
    """Name a book by a URN (RFC 9562, version 5) that is decided by some words of it.

    A library without an address is told from others by its name.
    """
    base = collection.baseurl.rstrip("/") or f"courseforge:{collection.publisher}"
    return uuid5(NAMESPACE_URL, f"{base}/{words}").urn


def _find_day(records: Iterable[Record], collection: Collection) -> str:
    days = (day for record in records for day in (record.last, record.recorded))
    return max(days, default="") or collection.day or NO_DAY


def _sort_into_folders(files: Mapping[str, SiteFile]) -> Mapping[str, list[SiteFile]]:
    """Sort the site's files by the folders where courses have theirs: ``sound-lab``, ``es/sound-lab``."""
    folders: dict[str, list[SiteFile]] = {}
    for file in files.values():
        first, _, rest = file.path.partition("/")
        folders.setdefault(first, []).append(file)
        folders.setdefault(f"{first}/{rest.partition('/')[0]}", []).append(file)
    return folders


def _gather(records: Iterable[Record], folders: Mapping[str, list[SiteFile]]) -> Mapping[str, SiteFile]:
    """Return the pages of some records, and everything that lies beside them and is no page."""
    records = list(records)
    pages = {record.path for record in records}
    beside = (file for folder in sorted({dirname(path) for path in pages}) for file in folders.get(folder, ()))
    return {file.path: file for file in beside if file.path in pages or not file.path.endswith((".html", ".ipynb"))}


def _named(credits: Iterable[Credit]) -> tuple[Credit, ...]:
    return _distinct(credit for credit in credits if visible(credit.name))


def _stated(subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    return _distinct(subject for subject in subjects if visible(subject.term))


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
