"""Names that a file of an artifact can have: what neither leaves a folder nor is run by what serves it."""

import re
from pathlib import PurePosixPath

from courseforge.rendering.kinds import OFFERED
from courseforge.review import limits
from courseforge.review.report import CHANGES_FOLDER, LETTER_FILE, PAGES_FOLDER, REPORT_FILE

_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,150}")
_DEEPEST = 10
_TYPES = OFFERED | {".html", ".css", ".js", ".xml"}
#: Names that mean a device on Windows, whatever their ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def is_entry(path: str) -> bool:
    """Tell whether a file of an artifact may lie at this path."""
    if path in (REPORT_FILE, LETTER_FILE):
        return True
    parts = path.split("/")
    if not 1 < len(parts) <= _DEEPEST or len(path) > limits.PATH or parts[0] not in (PAGES_FOLDER, CHANGES_FOLDER):
        return False
    named = all(_PART.fullmatch(part) and not _DEVICES.fullmatch(part) and part[-1] != "." for part in parts)
    return named and PurePosixPath(path.lower()).suffix in _TYPES
