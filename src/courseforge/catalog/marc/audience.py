"""For whom something is, as MARC codes it (008/22 and 006/05)."""

import re
from functools import cache

from courseforge.model import Record

UNKNOWN = " "
_STATED = {
    "juvenile": "j",
    "pre-adolescent": "c",
    "adolescent": "d",
    "adult": "e",
    "general": "g",
    "specialized": "f",
}
# Years that MARC 21 names for each code; the last is open.
_GROUPS = {"a": range(6), "b": range(6, 9), "c": range(9, 14), "d": range(14, 18), "e": range(18, 100)}
_OLDEST_CHILD = 15  # of "juvenile"
_AGES = re.compile(r"\s*(\d{1,2})\s*(?:[-–]\s*(\d{1,2})|\+)\s*")

#: Codes that have a word in the MARC Target Audience Term List (https://www.loc.gov/standards/valuelist/marctarget.html).
TERMS = {"a": "preschool", "d": "adolescent", "e": "adult", "f": "specialized", "g": "general", "j": "juvenile"}


def code_audience(record: Record) -> str:
    """Return the code that a cataloger chose, else the one that the ages give."""
    return _STATED.get(record.catalog.audience) or code_ages(record.ages)


@cache
def code_ages(ages: str) -> str:
    """Code ``12-18`` or ``16+``: the group of most of its years, else a wider one; blank where nothing is known."""
    match = _AGES.fullmatch(ages)
    if match is None:
        return UNKNOWN
    first, last = int(match[1]), int(match[2] or 99)
    years = range(min(first, last), max(first, last) + 1)
    if min(years) in _GROUPS["e"]:
        return "e"
    for code, group in _GROUPS.items():
        if code != "e" and 2 * sum(year in group for year in years) > len(years):
            return code
    return "j" if max(years) <= _OLDEST_CHILD else "g"
