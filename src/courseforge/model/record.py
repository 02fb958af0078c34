"""The neutral description of a lesson or a course, from which every catalog format is made."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Credit:
    """A name in a record, as its bearer chose it."""

    name: str
    role: Literal["author"] = "author"


@dataclass(frozen=True, slots=True)
class Translation:
    """The same lesson in another language."""

    language: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """One line of ``catalog/published.json``: what readers have been given under an id and language.

    Attributes:
        first: ISO 8601 date of first publication.
        last: ISO 8601 date of the last change of content.
        hash: SHA-256 of the content, in hexadecimal.
    """

    id: str
    language: str
    first: str
    last: str
    hash: str


@dataclass(frozen=True, slots=True)
class Record:
    """One lesson or course in one language. An unknown fact stays empty; nothing is invented.

    Attributes:
        url: address of the page: absolute where the library states its own address, else relative to the site's root.
        interests, teaches: names in the record's language.
        interest_ids: keys of interests.yml, in the order of ``interests``.
        minutes: how long it takes.
        first, last: ISO 8601 dates from ``catalog/published.json``.
        parts: ids of a course's lessons, in order.
        part_urls: addresses of their pages, in the same order.
    """

    id: str
    kind: Literal["lesson", "course"]
    language: str
    url: str
    title: str
    description: str
    publisher: str
    publisher_url: str = ""
    credits: tuple[Credit, ...] = ()
    license: str = ""  # SPDX
    license_url: str = ""
    level: str = ""
    ages: str = ""
    minutes: int | None = None
    interests: tuple[str, ...] = ()
    interest_ids: tuple[str, ...] = ()
    teaches: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()
    course_id: str = ""
    course_title: str = ""
    course_url: str = ""
    parts: tuple[str, ...] = ()
    part_urls: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
