"""``catalog/lessons.csv``: a row for each record, as spreadsheets open it.

The form is that of RFC 4180, with a mark at the beginning by which Excel knows UTF-8. Spreadsheets take a cell that
begins like a formula for one, and a formula can send the whole sheet elsewhere
(https://owasp.org/www-community/attacks/CSV_Injection). Such a cell gets an apostrophe before it, which spreadsheets
take for "this is text".
"""

import csv
from collections.abc import Iterator
from io import StringIO

from courseforge.catalog.collection import Collection
from courseforge.model import Record
from courseforge.records.licenses import short_name
from courseforge.records.one_line import one_line
from courseforge.rendering.interface import Interface
from courseforge.rendering.record_words import name_facts, name_kind

_FORMULA = tuple("=+-@＝＋－＠")  # the wide ones count too, where Chinese or Japanese is set
_BETWEEN = "; "
_TEXTS = ("title", "course_title", "language", "url", "description", "publisher", "level", "ages", "first", "last")
_LISTS = ("interests", "teaches", "needs", "equipment")


def make_spreadsheet(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Return the table, its head in the library's first language."""
    ui = Interface(collection.language)
    columns = name_facts(ui)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns.values())
    for record in collection.records:
        facts = {name: _write(value) for name, value in _list_facts(record, ui)}
        writer.writerow(facts[name] for name in columns)
    yield "catalog/lessons.csv", text.getvalue().encode("utf-8-sig")


def _list_facts(record: Record, ui: Interface) -> Iterator[tuple[str, str]]:
    for name in _TEXTS:
        yield name, getattr(record, name)
    for name in _LISTS:
        yield name, _BETWEEN.join(getattr(record, name))
    yield "kind", name_kind(record, ui)
    yield "credits", _BETWEEN.join(credit.name for credit in record.authors)
    yield "license", short_name(record.license)
    yield "minutes", str(record.minutes or "")
    yield "subjects", _BETWEEN.join(subject.term for subject in record.subjects)
    yield "call_number", record.catalog.call_number
    yield "reviewed", record.catalog.reviewed.date
    yield "identifier", record.identifier


def _write(text: str) -> str:
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line
