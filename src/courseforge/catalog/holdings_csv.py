"""``catalog/holdings.csv``: what the library holds, and what happened each year, for its yearly report.

One number a line, so that a spreadsheet can sort and sum them (RFC 4180, UTF-8).
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from courseforge.catalog.collection import Collection
from courseforge.records.holdings import Holdings, count_holdings

_HEAD = ("what", "which", "year", "number")


def make_holdings_csv(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Return the numbers; nothing in them tells one reader, or who read what."""
    holdings = count_holdings(collection.records, collection.items)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEAD)
    writer.writerows(_list_rows(holdings))
    yield "catalog/holdings.csv", text.getvalue().encode()


def _list_rows(holdings: Holdings) -> Iterable[tuple[str, str, str, int]]:
    yield "courses", "", "", holdings.courses
    yield "lessons", "", "", holdings.lessons
    yield "credited names", "", "", holdings.names
    for language, courses, lessons in holdings.languages:
        yield "courses in language", language, "", courses
        yield "lessons in language", language, "", lessons
    for interest, lessons in holdings.interests:
        yield "lessons by interest", interest, "", lessons
    for year in reversed(holdings.years):
        yield "new lessons", "", year.year, year.new
        yield "new translations", "", year.year, year.translated
        yield "changed lessons", "", year.year, year.changed
        yield "withdrawn lessons", "", year.year, year.withdrawn
