"""What every exporter is given: the records, and what the whole library says of itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from courseforge.config import CatalogSettings, Settings
from courseforge.model import PublishedItem, Record, SiteFile


@dataclass(frozen=True)
class Collection:
    """Everything a library publishes, as catalogs are told.

    Attributes:
        records: a course before its lessons, in the library's order.
        items: the manifest of what was published: dates of every record, and what was withdrawn.
        files: of the site, by path, for formats that hold pages; empty where no pages were made.
        since: ISO 8601 date from which on changes were asked for; empty: those of the last publication.
    """

    records: Sequence[Record]
    settings: Settings
    items: Sequence[PublishedItem] = ()
    files: Mapping[str, SiteFile] = field(default_factory=dict)
    since: str = ""

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
