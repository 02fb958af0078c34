"""The library in numbers: each lesson once, and nobody's reading."""

import csv
from dataclasses import replace
from io import StringIO

from tests.catalog.test_atom import LESSON, SETTINGS

from courseforge.catalog import EXPORTERS, Collection
from courseforge.model import Credit, PublishedItem

COURSE = replace(LESSON, id="sound", kind="course", title="Sound", credits=())
SPANISH = replace(LESSON, language="es", credits=(Credit("Maple"), Credit("Luna")), interests=("Música",) * 2)
OTHER = replace(LESSON, id="sound/swing", interests=("Make music",), interest_ids=("music",))
ITEMS = (
    PublishedItem("sound", "en", "2026-01-02", "2026-01-02", "0" * 64),
    PublishedItem("sound/beat", "en", "2026-01-02", "2027-03-04", "0" * 64),
    PublishedItem("sound/beat", "es", "2027-02-02", "2027-02-02", "0" * 64),
    PublishedItem("sound/swing", "en", "2027-01-02", "2027-01-02", "0" * 64),
    PublishedItem("sound/old", "en", "2025-01-02", "2025-01-02", "0" * 64, withdrawn="2027-05-05"),
    PublishedItem("sound/half", "en", "2025-01-02", "2025-01-02", "0" * 64, withdrawn="2027-05-05"),
    PublishedItem("sound/half", "es", "2025-01-02", "2025-01-02", "0" * 64),
)


def read(*records: object, items: tuple[PublishedItem, ...] = ITEMS) -> dict[tuple[str, str, str], int]:
    collection = Collection(records or (COURSE, LESSON, OTHER, SPANISH), SETTINGS, items)  # type: ignore[arg-type]
    [(path, data)] = EXPORTERS["holdings"].make(collection)
    assert path == "catalog/holdings.csv"
    head, *rows = csv.reader(StringIO(data.decode(), newline=""))
    assert head == ["what", "which", "year", "number"]
    return {(what, which, year): int(number) for what, which, year, number in rows}


def test_a_lesson_counts_once_whatever_the_number_of_its_languages() -> None:
    numbers = read()
    assert numbers["lessons", "", ""] == 2
    assert numbers["lessons in language", "en", ""] == 2
    assert numbers["lessons in language", "es", ""] == 1
    assert numbers["courses in language", "es", ""] == 0
    assert numbers["lessons by interest", "music", ""] == 2
    assert numbers["credited names", "", ""] == 2


def test_each_year_says_what_came_and_what_went() -> None:
    numbers = {(what, year): number for (what, _, year), number in read().items() if year}
    assert numbers["new lessons", "2026"] == 1
    assert numbers["new lessons", "2027"] == 1
    assert numbers["new translations", "2027"] == 1
    assert numbers["changed lessons", "2027"] == 1
    assert numbers["new lessons", "2025"] == 2
    assert numbers["withdrawn lessons", "2027"] == 1  # the other can still be read in Spanish
    assert numbers["changed lessons", "2025"] == 0


def test_names_are_counted_and_not_given() -> None:
    [(_, data)] = EXPORTERS["holdings"].make(Collection((COURSE, LESSON, SPANISH), SETTINGS, ITEMS))
    assert b"Maple" not in data


def test_an_empty_library_has_nothing_and_says_so() -> None:
    assert read(items=())["lessons", "", ""] == 2
    [(_, data)] = EXPORTERS["holdings"].make(Collection((), SETTINGS))
    assert data.decode().splitlines()[1:] == ["courses,,,0", "lessons,,,0", "credited names,,,0"]
