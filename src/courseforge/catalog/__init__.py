"""Records -> catalog files, one module for each format."""

from collections.abc import Callable, Mapping, Sequence

from courseforge.catalog.lessons_json import make_lessons_json
from courseforge.model import Record

#: Path of each catalog file below the site's root, and what makes its bytes.
EXPORTERS: Mapping[str, Callable[[Sequence[Record]], bytes]] = {
    "catalog/lessons.json": make_lessons_json,
}


def export_all(records: Sequence[Record]) -> dict[str, bytes]:
    """Make every catalog file."""
    return {path: write(records) for path, write in EXPORTERS.items()}
