"""What every exporter is given: the records, and what the whole library says of itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from courseforge.model import Record


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything a library publishes, as catalogs are told.

    Attributes:
        title: the site's name.
        publisher: who stands behind it.
        baseurl: the site's address on the web; empty where the library states none.
        language: the library's default language (BCP 47), whose pages carry no prefix.
    """

    records: Sequence[Record]
    title: str
    publisher: str
    baseurl: str
    language: str


#: Makes the files of one format, by their paths below the site's root.
Exporter = Callable[[Collection], Mapping[str, bytes]]
