"""What the feeds say of each book, before either format: a course with its lessons, and where it belongs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from courseforge.catalog.collection import Collection
from courseforge.catalog.epub.books import NO_DAY, name_book
from courseforge.catalog.epub.page import visible
from courseforge.model import Credit, Record, Subject
from courseforge.records.addresses import absolute_url, book_path
from courseforge.rendering.interface import Interface, own_name

PER_PAGE = 50
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")  # of an interest that can name a file
_AGES = re.compile(r"\s*(\d{1,2})\s*(?:[-–]\s*(\d{1,2})|\+)\s*")
_TEENS, _ADULTS = 12, 18  # years from which a reader is one
_OPEN = 120  # where ages have no end


@dataclass(frozen=True, slots=True)
class Work:
    """A book in the feeds.

    Attributes:
        day: ISO 8601 date of its last change.
        first: ISO 8601 date of its first publication; empty where nobody knows.
        keys: every list in which it stands, by its name in addresses: ``language-es``.
    """

    identifier: str
    title: str
    description: str
    language: str
    day: str
    first: str
    publisher: str
    license_url: str
    credits: tuple[Credit, ...]
    subjects: tuple[Subject, ...]
    interests: tuple[str, ...]
    book_url: str
    cover_url: str
    page_url: str
    self_url: str
    self_path: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow a list: ``language-es``, named “Español”, with the number of books in it."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """Several choices of one kind."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Shop:
    """Everything that a catalog of books offers, and its words.

    Attributes:
        facets: those with more than one choice.
    """

    collection: Collection
    works: tuple[Work, ...]
    facets: tuple[Facet, ...]
    ui: Interface

    @cached_property
    def day(self) -> str:
        """ISO 8601 date of the last change of any book."""
        return max(work.day for work in self.works)

    @property
    def title(self) -> str:
        """What the catalog is called."""
        return visible(self.collection.title) or self.collection.baseurl

    def url(self, path: str) -> str:
        """Return an address on the web."""
        return absolute_url(path, self.collection.baseurl)


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of books, in pages.

    Attributes:
        key: its name in addresses.
        facet: the kind of choice that leads to it; empty for a list of everything.
    """

    key: str
    title: str
    works: tuple[Work, ...]
    facet: str = ""

    @property
    def pages(self) -> Sequence[tuple[Work, ...]]:
        """The works of each page."""
        return [self.works[begin : begin + PER_PAGE] for begin in range(0, len(self.works), PER_PAGE)]


def open_shop(collection: Collection) -> Shop | None:
    """Gather what there is; None where no book has an address on the web, or none is made."""
    if not collection.baseurl or not collection.catalog.makes("epub", "opds"):
        return None
    courses = [record for record in collection.records if record.kind == "course"]
    lessons = [collection.lessons_of.get((course.id, course.language), ()) for course in courses]
    works = [_make_work(course, own, collection) for course, own in zip(courses, lessons, strict=True) if own]
    if not works:
        return None
    ui = Interface(collection.language)
    return Shop(collection, tuple(works), tuple(_make_facets(works, courses, lessons, ui)), ui)


def make_listings(shop: Shop) -> Iterator[Listing]:
    """Make every list: all books, the newest first, and one for each choice."""
    ui = shop.ui
    yield Listing("all", ui.text("All courses"), shop.works)
    newest = sorted(shop.works, key=lambda work: work.first, reverse=True)
    yield Listing("new", ui.text("New courses"), tuple(newest[:PER_PAGE]))
    for facet in shop.facets:
        for choice in facet.choices:
            works = tuple(work for work in shop.works if choice.key in work.keys)
            yield Listing(choice.key, f"{facet.name}: {choice.name}", works, facet.name)


def _make_work(course: Record, lessons: Sequence[Record], collection: Collection) -> Work:
    book = book_path(course.id, course.language)
    name = f"{course.id}.{course.language}"
    interests = dict.fromkeys(name for record in (course, *lessons) for name in record.interests)
    days = [day for record in (course, *lessons) for day in (record.last, record.recorded)]
    return Work(
        identifier=name_book(course.identifier or course.id, collection),
        title=visible(course.title) or course.id,
        description=visible(course.description),
        language=course.language,
        day=max(days) or collection.day or NO_DAY,
        first=course.first,
        publisher=visible(course.publisher),
        license_url=course.license_url,
        credits=tuple(credit for credit in course.credits if visible(credit.name)),
        subjects=tuple(subject for subject in course.subjects if visible(subject.term)),
        interests=tuple(filter(visible, interests)),
        book_url=absolute_url(book, collection.baseurl),
        cover_url=absolute_url(book.removesuffix(".epub") + ".png", collection.baseurl),
        page_url=course.url,
        self_url=absolute_url(f"catalog/opds/course-{name}.json", collection.baseurl),
        self_path=f"catalog/opds/course-{name}.json",
        keys=frozenset(_list_keys(course, lessons)),
    )


def _list_keys(course: Record, lessons: Iterable[Record]) -> Iterator[str]:
    yield f"language-{course.language.lower()}"
    for record in (course, *lessons):
        yield from (f"interest-{id}" for id in record.interest_ids if _KEY.fullmatch(id))
        yield from (f"ages-{group}" for group in group_ages(record.ages))


def group_ages(ages: str) -> frozenset[str]:
    """Say for whom an item is: ``children`` under twelve, ``teens``, ``adults`` over eighteen; nothing is guessed."""
    match = _AGES.fullmatch(ages)
    if match is None:
        return frozenset()
    least, most = int(match[1]), int(match[2]) if match[2] else _OPEN
    groups = {"children": least < _TEENS, "teens": least < _ADULTS and most > _TEENS, "adults": most > _ADULTS}
    return frozenset(name for name, fits in groups.items() if fits)


def _make_facets(
    works: Sequence[Work], courses: Sequence[Record], lessons: Sequence[Sequence[Record]], ui: Interface
) -> Iterator[Facet]:
    """Make the facets in which something can be chosen."""
    languages = {f"language-{work.language.lower()}": own_name(work.language) for work in works}
    ages = {
        "ages-children": ui.text("Children under 12"),
        "ages-teens": ui.text("Teens"),
        "ages-adults": ui.text("Adults"),
    }
    kinds = (
        (ui.text("Interests"), _name_interests([record for own in (courses, *lessons) for record in own], ui)),
        (ui.text("Languages"), dict(sorted(languages.items()))),
        (ui.text("For whom"), ages),
    )
    counts = Counter(key for work in works for key in work.keys)
    for name, choices in kinds:
        found = tuple(Choice(key, words, counts[key]) for key, words in choices.items() if counts[key])
        if len(found) > 1:
            yield Facet(name, found)


def _name_interests(records: Iterable[Record], ui: Interface) -> Mapping[str, str]:
    """Name every interest, in the library's language where a record in it has it; in the order of the names."""
    names: dict[str, str] = {}
    for record in sorted(records, key=lambda record: record.language != ui.language):
        for id, name in zip(record.interest_ids, record.interests, strict=True):
            names.setdefault(f"interest-{id}", visible(name) or id)
    return dict(sorted(names.items(), key=itemgetter(1)))
