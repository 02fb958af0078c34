"""The neutral description of a lesson or a course, from which every catalog format is made."""

from dataclasses import dataclass, field
from typing import Literal

from courseforge.model.catalog import Alignment, CatalogFacts, Resource, Subject
from courseforge.model.media import Original
from courseforge.model.people import Role


@dataclass(frozen=True, slots=True)
class Credit:
    """A name in a record, as its bearer chose it.

    Attributes:
        group: it stands for several people.
        heading: how catalogs write it; only where a cataloger chose that form.
        authority: address of that heading.
    """

    name: str
    role: Role = "author"
    group: bool = False
    heading: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """The same lesson in another language."""

    language: str
    url: str
    title: str
    identifier: str = ""
    original: bool = False  # the others were translated from it


@dataclass(frozen=True, slots=True)
class Accessibility:
    """How a page can be perceived, in the words of schema.org (https://www.w3.org/community/reports/a11y-discov-vocab/).

    Attributes:
        modes: ``accessMode``: all that the page uses.
        sufficient: ``accessModeSufficient``: sets of modes, each enough to take in everything.
        features: ``accessibilityFeature``.
        hazards: ``accessibilityHazard``.
    """

    modes: tuple[str, ...] = ()
    sufficient: tuple[tuple[str, ...], ...] = ()
    features: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """One line of ``catalog/published.json``: what readers have been given under an id and language.

    Attributes:
        first: ISO 8601 date of first publication.
        last: ISO 8601 date of the last change of content.
        hash: SHA-256 of the content, in hexadecimal.
        identifier: the id it was first published under, where it has moved since; else empty.
        moved_from: every other id that readers may still ask for, the oldest first.
        record: SHA-256 of what catalogs are told, in hexadecimal; empty where that was not written down yet.
        recorded: ISO 8601 date since when catalogs are told that.
        withdrawn: ISO 8601 date on which it was taken back; empty while it is there.
    """

    id: str
    language: str
    first: str
    last: str
    hash: str
    identifier: str = ""
    record: str = ""
    recorded: str = ""
    withdrawn: str = ""
    moved_from: tuple[str, ...] = ()

    @property
    def lasting_id(self) -> str:
        """The id it keeps for catalogs, wherever it moves."""
        return self.identifier or self.id


@dataclass(frozen=True, slots=True)
class Record:
    """One lesson or course in one language. An unknown fact stays empty; nothing is invented.

    Attributes:
        identifier: the id it was first published under, with the language where that is not the library's first:
            no other record has it, and it outlasts moves.
        url: address of the page: absolute where the library states its own address, else relative to the site's root.
        path: of the page below the site's root.
        template: what kind of lesson it is; empty: one like most.
        settings: where it can be done.
        subjects: of every vocabulary, as they were chosen; none was made up.
        based_on: what it was made from, where that is somebody else's.
        catalog: what a cataloger has set by hand.
        interests, teaches: names in the record's language.
        interest_ids: keys of interests.yml, in the order of ``interests``.
        skill_urls: name and address of each skill taught or needed, of those that have an address.
        minutes: how long it takes.
        first, last: ISO 8601 dates from ``catalog/published.json``.
        recorded: ISO 8601 date since when this record says what it says.
        parts: ids of a course's lessons, in order.
        part_urls, part_titles: addresses of their pages and their titles, in the same order.
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
    skill_urls: tuple[tuple[str, str], ...] = ()
    objectives: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()
    course_id: str = ""
    course_title: str = ""
    course_url: str = ""
    course_identifier: str = ""
    parts: tuple[str, ...] = ()
    part_urls: tuple[str, ...] = ()
    part_titles: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    recorded: str = ""
    identifier: str = ""
    path: str = ""
    template: str = ""
    product: str = ""
    without_equipment: str = ""
    settings: tuple[str, ...] = ()
    opportunity: str = ""
    subjects: tuple[Subject, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    resources: tuple[Resource, ...] = ()
    based_on: Original = field(default_factory=Original)
    accessibility: Accessibility = field(default_factory=Accessibility)
    catalog: CatalogFacts = field(default_factory=CatalogFacts)

    @property
    def authors(self) -> tuple[Credit, ...]:
        """The credits of those who wrote it; ``credits`` names editors, translators and others too."""
        return tuple(credit for credit in self.credits if credit.role == "author")
