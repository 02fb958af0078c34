"""What every exporter is given: the records, and what the whole library says of itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from courseforge.catalog.shelf import NO_SHELF, Shelf
from courseforge.config import CatalogSettings, Settings
from courseforge.model import PublishedItem, Record, SiteFile
from courseforge.records.library_records import name_record


@dataclass(frozen=True, slots=True)
class Anthology:
    """A book that somebody puts together.

    Attributes:
        ids: of lessons and courses, in the order in which they are to be read.
        title: empty where none was given.
    """

    ids: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True)
class Collection:
    """Everything a library publishes, as catalogs are told.

    Attributes:
        records: a course before its lessons, in the library's order.
        items: the manifest of what was published: dates of every record, and what was withdrawn.
        files: of the site, by path, for formats that hold pages; empty where no pages were made.
        since: ISO 8601 date from which on changes were asked for; empty: those of the last publication.
        made: files of the formats that were made before this one: path -> bytes and SHA-256.
        anthology: what books are made of, if not of whole courses.
        shelf: where what takes long to make is kept.
    """

    records: Sequence[Record]
    settings: Settings
    items: Sequence[PublishedItem] = ()
    files: Mapping[str, SiteFile] = field(default_factory=dict)
    since: str = ""
    made: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    anthology: Anthology | None = None
    shelf: Shelf = NO_SHELF

    @property
    def title(self) -> str:
        """The site's name."""
        return self.settings.title

    @property
    def publisher(self) -> str:
        """Who stands behind it."""
        return self.settings.publisher_name

    @property
    def baseurl(self) -> str:
        """The site's address on the web; empty where the library states none."""
        return self.settings.html.baseurl

    @property
    def language(self) -> str:
        """The library's default language (BCP 47), whose pages carry no prefix."""
        return self.settings.language

    @property
    def catalog(self) -> CatalogSettings:
        """What the library's records say besides what its lessons say."""
        return self.settings.courseforge.catalog

    def identify(self, item: PublishedItem) -> str:
        """Return the name that an item has in catalogs, whether it is there or was taken back."""
        return name_record(item.lasting_id, item.language, self.language)

    @cached_property
    def withdrawn(self) -> tuple[PublishedItem, ...]:
        """What was there and was taken back on purpose."""
        return tuple(item for item in self.items if item.withdrawn)

    @cached_property
    def day(self) -> str:
        """ISO 8601 date of the last publication in which anything changed; empty where nothing is written down."""
        days = (day for item in self.items for day in (item.last, item.recorded, item.withdrawn))
        return max(days, default="")

    @cached_property
    def lessons_of(self) -> Mapping[tuple[str, str], tuple[Record, ...]]:
        """Id and language of a course -> the records of its lessons, in order."""
        lessons: dict[tuple[str, str], list[Record]] = {}
        for record in self.records:
            if record.kind == "lesson":
                lessons.setdefault((record.course_id, record.language), []).append(record)
        return {key: tuple(records) for key, records in lessons.items()}


#: Makes the files of one format one after another: path below the site's root, and bytes.
Exporter = Callable[[Collection], Iterable[tuple[str, bytes]]]
