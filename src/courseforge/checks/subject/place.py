"""Where things stand."""

from collections.abc import Mapping

from courseforge.diagnostics import Location
from courseforge.model import Asset, KeyPath


def find_line(lines: Mapping[KeyPath, int], keys: KeyPath) -> int | None:
    """Find a key's line, or that of the nearest key around it."""
    return next((lines[keys[:length]] for length in range(len(keys), 0, -1) if keys[:length] in lines), None)


def point_at(asset: Asset, line: int | None = None) -> Location:
    """Point at a file of a course."""
    return Location(asset.path, line)
