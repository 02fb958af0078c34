"""What a library holds, in numbers, and what became of it year by year: for its yearly report.

The numbers come from the records and from ``catalog/published.json``. Readers are not counted, here or anywhere.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courseforge.model import PublishedItem, Record


@dataclass(frozen=True, slots=True)
class Year:
    """What happened in a year; a lesson counts once in each column, whatever the number of its languages.

    Attributes:
        new: lessons that were published for the first time, in any language.
        translated: lessons in one more language.
        changed: lessons whose last change was in this year, and not the day on which they came.
        withdrawn: lessons that were taken back in every language.
    """

    year: str
    new: int = 0
    translated: int = 0
    changed: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Holdings:
    """What there is today, and what happened, the latest year first.

    Attributes:
        courses, lessons: each counted once, whatever the number of its languages.
        languages: language (BCP 47) -> courses and lessons in it.
        interests: key of interests.yml -> lessons.
        names: of people and groups that lessons or courses credit, by the names they chose.
    """

    courses: int = 0
    lessons: int = 0
    languages: tuple[tuple[str, int, int], ...] = ()
    interests: tuple[tuple[str, int], ...] = ()
    names: int = 0
    years: tuple[Year, ...] = ()


def count_holdings(records: Iterable[Record], items: Iterable[PublishedItem]) -> Holdings:
    """Count what is published, and what the manifest remembers of every year."""
    records = tuple(records)
    courses = {(record.id, record.language) for record in records if record.kind == "course"}
    lessons = {(record.id, record.language) for record in records if record.kind == "lesson"}
    tags = dict.fromkeys(record.language for record in records)
    interests = {(key, record.id) for record in records if record.kind == "lesson" for key in record.interest_ids}
    return Holdings(
        courses=len({id for id, _ in courses}),
        lessons=len({id for id, _ in lessons}),
        languages=tuple(
            (tag, sum(own == tag for _, own in courses), sum(own == tag for _, own in lessons)) for tag in tags
        ),
        interests=tuple(sorted(Counter(key for key, _ in interests).items())),
        names=len({credit.name for record in records for credit in record.credits}),
        years=tuple(_list_years(items)),
    )


def _list_years(items: Iterable[PublishedItem]) -> list[Year]:
    editions: dict[str, list[PublishedItem]] = {}
    for item in items:
        if "/" in item.id:
            editions.setdefault(item.lasting_id, []).append(item)
    counts = _count_years(editions)
    years = sorted({year for found in counts.values() for year in found}, reverse=True)
    return [Year(year, **{name: counts[name][year] for name in counts}) for year in years]


def _count_years(editions: Mapping[str, list[PublishedItem]]) -> dict[str, Counter[str]]:
    counts = {name: Counter[str]() for name in ("new", "translated", "changed", "withdrawn")}
    for lesson in editions.values():
        first, *later = sorted(item.first for item in lesson)
        counts["new"][first[:4]] += 1
        counts["translated"].update(day[:4] for day in later)
        changes = {item.last[:4] for item in lesson if item.last > item.first and not item.withdrawn}
        counts["changed"].update(changes)
        if all(item.withdrawn for item in lesson):
            counts["withdrawn"][max(item.withdrawn for item in lesson)[:4]] += 1
    return counts
