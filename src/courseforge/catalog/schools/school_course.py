"""A course as a learning platform is told of it, and the names that packages give its parts."""

from collections.abc import Iterator
from dataclasses import dataclass

from courseforge.catalog.collection import Collection
from courseforge.catalog.xml_text import legal
from courseforge.model import Record


@dataclass(frozen=True, slots=True)
class SchoolCourse:
    """One course in one language.

    Attributes:
        record: the first of its lessons stands in where the course itself was not asked for.
        lessons: in their order; at least one.
    """

    title: str
    record: Record
    lessons: tuple[Record, ...]

    @property
    def language(self) -> str:
        """BCP 47."""
        return self.record.language

    @property
    def file_name(self) -> str:
        """Of its package, without an ending; no other course has it."""
        return f"{self.lessons[0].course_id}.{self.language}"


def list_school_courses(collection: Collection) -> Iterator[SchoolCourse]:
    """Return the courses that have lessons; none where the library does not say where on the web they are."""
    if not collection.baseurl:
        return
    courses = {(record.id, record.language): record for record in collection.records if record.kind == "course"}
    for key, lessons in collection.lessons_of.items():
        record = courses.get(key, lessons[0])
        title = legal(lessons[0].course_title).strip() or title_of(record)
        yield SchoolCourse(title, record, lessons)


def name_part(kind: str, record: Record) -> str:
    """Name a part of a package so that no other part has the name (``xs:ID``); it stays when a lesson moves.

    Args:
        kind: what the part is; it begins the name.
    """
    letters = (letter if _is_plain(letter) else f"_{ord(letter):x}_" for letter in record.identifier or record.id)
    return f"{kind}-{''.join(letters)}"


def title_of(record: Record) -> str:
    """Return what to call a lesson on a list: a name that is empty would be no link."""
    return legal(record.title).strip() or record.id


def _is_plain(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter in ".-")
