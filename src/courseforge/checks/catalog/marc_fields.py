"""MARC fields that a cataloger adds by hand (CF826)."""

import re
from collections.abc import Iterable, Iterator

from courseforge.checks.catalog.described import list_described
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CourseSubject, LibrarySubject
from courseforge.config import CONFIG_FILE
from courseforge.model.marc_line import read_marc_line

_SHOWN = 60  # characters of a line


def find_strange_fields(course: CourseSubject) -> Iterator[Finding]:
    """A field that is added by hand is written as catalogers write it.

    Each line of ``fields`` (below ``catalog`` in a lesson or course, or in ``_config.yml``) has a tag of three
    digits, two indicators (``_`` where there is none), and subfields that begin with ``$`` and a letter or digit. The
    fields 001 to 009 are made by courseforge.

    Why: what cannot be read is left out of the record, or the whole record is refused by the system that loads it.

    Fails::

        catalog: {fields: ["246 a Beat making"]}

    Mended::

        catalog: {fields: ["246 3_ $a Beat making"]}
    """
    for described in list_described(course):
        for number, message, hint in _list_faults(described.catalog.fields):
            yield Finding(described.at("catalog", "fields", number), message, hint)


def find_strange_library_fields(library: LibrarySubject) -> Iterator[Finding]:
    """Look at the fields of every record."""
    for number, message, hint in _list_faults(library.settings.courseforge.catalog.fields):
        yield Finding(library.at(CONFIG_FILE, "courseforge", "catalog", "fields", number), message, hint)


def _list_faults(lines: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(lines):
        if read_marc_line(line) is None:
            yield number, f"“{line[:_SHOWN]}” cannot be read as a MARC field.", _mend(line)


def _mend(line: str) -> str:
    if re.match(r"\s*00\d", line):
        return "Leave it out: courseforge makes the fields 001 to 009 itself."
    return 'Write tag, indicators and subfields: "246 3_ $a Beat making"'
