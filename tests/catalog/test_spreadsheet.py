"""The table opens in a spreadsheet: a row for each record, and no cell that is taken for a formula."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings

from courseforge.catalog import EXPORTERS, Collection
from courseforge.config import CourseforgeSettings
from courseforge.records.one_line import one_line

from .linked_samples import COLLECTION, FULL, RECORDS, hostile_collections


def make_table(collection: Collection = COLLECTION) -> bytes:
    ((path, data),) = EXPORTERS["csv"].make(collection)
    assert path == "catalog/lessons.csv"
    return data


def read_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_a_row_for_each_record() -> None:
    rows = read_rows(make_table())
    assert [row["Identifier"] for row in rows] == [record.identifier for record in RECORDS]
    row = rows[1]
    assert (row["Kind"], row["Title"], row["Course"]) == ("Lesson", FULL.title, "Sound")
    assert (row["Written by"], row["Minutes"]) == ("DJ Nova; Beat Club", "45")
    assert (row["Subjects"], row["Call number"]) == ("Drum machines; Beats", "ONLINE 786.7")
    assert (row["License"], row["Record reviewed"]) == ("CC BY 4.0", "2027-02-01")
    assert row["Description"] == "Three drums, sixteen boxes."


def test_what_programs_and_spreadsheets_look_at_first() -> None:
    data = make_table()
    assert data.startswith(b"\xef\xbb\xbfKind,Title,")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == len(RECORDS) + 1


def test_the_head_is_in_the_librarys_language() -> None:
    spanish = replace(COLLECTION.settings, courseforge=CourseforgeSettings(languages=("es", "en")))
    head = make_table(replace(COLLECTION, settings=spanish)).decode("utf-8-sig").splitlines()[0]
    assert head.startswith("Tipo,Título,Curso,Idioma,")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＠x"])
def test_no_cell_is_a_formula(start: str) -> None:
    record = replace(FULL, title=start, ages=start, credits=(replace(FULL.credits[0], name=start),))
    (row,) = read_rows(make_table(replace(COLLECTION, records=(record,))))
    for cell in (row["Title"], row["Ages"], row["Written by"]):
        assert cell == "'" + start.strip()


@settings(max_examples=60, deadline=None)
@given(hostile_collections())
def test_hostile_words_stay_in_their_cell(collection: Collection) -> None:
    rows = read_rows(make_table(collection))
    assert [row["Title"] for row in rows] == [one_line(record.title) for record in collection.records]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+-@\t\r\n＝＋－＠") and cell]
