"""Records -> catalog files, one module for each format."""

from collections.abc import Mapping, Sequence

from courseforge.catalog.atom import make_feeds
from courseforge.catalog.collection import Collection, Exporter
from courseforge.catalog.lessons_json import make_lessons_json
from courseforge.config import Settings
from courseforge.model import Record

#: Name of each format, and what makes its files.
EXPORTERS: Mapping[str, Exporter] = {
    "json": make_lessons_json,
    "atom": make_feeds,
}


def export_all(records: Sequence[Record], settings: Settings) -> dict[str, bytes]:
    """Make every catalog file, by its path below the site's root."""
    collection = Collection(
        records, settings.title, settings.publisher_name, settings.html.baseurl, settings.language
    )
    return {path: data for make in EXPORTERS.values() for path, data in make(collection).items()}
