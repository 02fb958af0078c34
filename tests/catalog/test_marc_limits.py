"""Whatever people write, a MARC record stays one: every delimiter in its place, every length within its bounds."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseforge.catalog import EXPORTERS, Collection
from courseforge.catalog.marc import Cataloging, describe_cataloging, make_marc_record, write_marcxml
from courseforge.catalog.marc.text import clean, cut
from courseforge.model import (
    Accessibility,
    Alignment,
    CatalogFacts,
    Credit,
    Original,
    Record,
    Resource,
    Subject,
    Translation,
)
from courseforge.model.catalog import CatalogReview
from courseforge.model.marc_line import MarcLine, parse_marc_line

from .test_marc import plain, read, read_collection, show
from .validators.marcxml import read_marcxml, validate_marcxml

HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=60),
    st.sampled_from(
        [
            "a\x1fbc\x1e\x1d", "\x00\x08\x1b[31m", "\u202eevil\u202c \u202a", "]]><x>&amp;&#0;", "👩‍👩‍👧 🍁", "e\u0301\u0301" * 40,
            "\ufffe\uffff\U0001fffe", "$a {dollar} \\ #", " \t\n\u2028 ", "ａ" * 10_000, "word " * 4_000, "x" * 12_000,
            "عربي \u200f", "\ue000\U000f0000", "",
        ]
    ),
)  # fmt: skip
LISTS = st.lists(HOSTILE, max_size=4).map(tuple)
RECORDS = st.builds(
    Record,
    id=st.just("a/b"),
    kind=st.sampled_from(["lesson", "course"]),
    language=st.sampled_from(["en", "es-MX", "ar", "yua", "zz"]),
    url=st.just("https://example.org/a/b.html"),
    title=HOSTILE.filter(lambda title: clean(title) != ""),
    description=HOSTILE,
    publisher=HOSTILE,
    credits=st.lists(st.builds(Credit, HOSTILE, group=st.booleans(), heading=HOSTILE, authority=HOSTILE), max_size=3).map(tuple),
    license=st.sampled_from(["CC-BY-4.0", "CC-BY-ND-4.0", "MIT", ""]),
    license_url=st.sampled_from(["https://creativecommons.org/licenses/by/4.0/", ""]),
    ages=HOSTILE | st.just("12-18"),
    level=HOSTILE,
    interests=LISTS,
    teaches=LISTS,
    needs=LISTS,
    objectives=LISTS,
    part_titles=LISTS,
    product=HOSTILE,
    course_title=HOSTILE,
    translations=st.lists(st.builds(Translation, st.just("es"), HOSTILE, HOSTILE, HOSTILE, st.booleans()), max_size=2).map(tuple),
    subjects=st.lists(st.builds(Subject, HOSTILE, st.sampled_from(["lcsh", "fast", "thema", "wikidata"]), HOSTILE, HOSTILE), max_size=3).map(tuple),
    alignments=st.lists(st.builds(Alignment, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), max_size=2).map(tuple),
    resources=st.lists(st.builds(Resource, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), max_size=2).map(tuple),
    based_on=st.builds(Original, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
    accessibility=st.builds(Accessibility, LISTS, features=LISTS),
    catalog=st.builds(
        CatalogFacts, st.builds(CatalogReview, HOSTILE, st.sampled_from(["", "2027-01-02"])), HOSTILE, call_number=HOSTILE,
        genres=LISTS, notes=LISTS, fields=LISTS,
    ),
)  # fmt: skip


@given(RECORDS)
def test_any_record_is_read_as_it_was_written(record: Record) -> None:
    made = make_marc_record(record, describe_cataloging(read_collection()))
    data = made.as_marc()
    assert len(data) <= 99_999
    assert int(data[:5]) == len(data)
    assert data.count(b"\x1d") == 1
    assert data.count(b"\x1e") == len(made.fields) + 1
    assert all(len(field.as_marc("utf-8")) <= 9_999 for field in made.fields)
    [back] = read(data)
    assert [str(field) for field in back.fields] == [str(field) for field in made.fields]
    assert back.as_marc() == data


@given(RECORDS)
def test_any_record_is_valid_marcxml(record: Record) -> None:
    made = make_marc_record(record, describe_cataloging(read_collection()))
    data = write_marcxml(made, alone=True).encode()
    assert validate_marcxml(data) == []
    [back] = read_marcxml(data)
    assert [str(field) for field in back.fields] == [str(field) for field in made.fields]


@given(HOSTILE)
def test_a_clean_text_stays_what_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(character) in ("Cc", "Co", "Cs") for character in cleaned)


def test_what_readers_see_is_kept() -> None:
    kept = "¿Qué? «mate» – 漢字 عربي\u200f ไทย 👩‍👩‍👧 𝄞 a\u0338"
    assert clean(kept) == kept
    assert clean("cafe\u0301\tcon\nleche\x1fmala") == "café con leche mala"


@given(HOSTILE, st.integers(8, 300))
def test_a_cut_text_is_short_and_whole(text: str, size: int) -> None:
    assert len(cut(text, size).encode()) <= size
    assert cut(text, size) == text or cut(text, size).endswith("…")


def test_a_long_summary_is_shortened_and_the_record_says_so() -> None:
    [record] = read(make_marc_record(plain(description="Many words. " * 2_000), cataloging()).as_marc())
    [summary] = record.get_fields("520")
    assert 9_900 < len(summary.as_marc("utf-8")) <= 9_999
    assert str(summary).endswith(("words.…", "Many…"))
    assert (record["008"].data or "")[38] == "s"
    assert show(record, "500") == [r"=500  \\$aThis record is shortened; the page has all of it."]


def test_contents_of_a_long_course_go_on_in_further_fields() -> None:
    titles = tuple(f"Lesson {number} about something rather long" for number in range(500))
    [record] = read(make_marc_record(plain(kind="course", part_titles=titles), cataloging()).as_marc())
    fields = record.get_fields("505")
    assert [field.indicator1 for field in fields] == ["0", "8", "8"]
    assert " -- ".join(field["a"] for field in fields) == " -- ".join(titles) + "."
    assert (record["008"].data or "")[38] == " "


def test_what_does_not_fit_into_a_record_is_left_out_from_the_end() -> None:
    titles = tuple(f"Lesson {number} {'about something ' * 20}" for number in range(2_000))
    record = plain(kind="course", url="https://example.org/", description="Kept. " * 3_000, part_titles=titles)
    data = make_marc_record(record, cataloging()).as_marc()
    assert len(data) <= 99_999
    [back] = read(data)
    assert {"245", "520", "856", "505"} <= {field.tag for field in back.fields}
    assert (back["008"].data or "")[38] == "s"


def test_an_address_is_whole_or_not_there() -> None:
    record = plain(url="https://example.org/" + "x" * 12_000, title="Long")
    [back] = read(make_marc_record(record, cataloging()).as_marc())
    assert show(back, "024", "856") == []
    assert (back["008"].data or "")[38] == "s"


def cataloging() -> Cataloging:
    return describe_cataloging(read_collection())


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("246 3_ $a Beat making", MarcLine("246", "3 ", (("a", "Beat making"),))),
        ("942 __ $c EBOOK $2 ddc", MarcLine("942", "  ", (("c", "EBOOK"), ("2", "ddc")))),
        ("500 ## $aCosts {dollar}5", MarcLine("500", "  ", (("a", "Costs $5"),))),
        (r"500 \\ $a A", MarcLine("500", "  ", (("a", "A"),))),
        ("590 $a A", MarcLine("590", "  ", (("a", "A"),))),
        (
            "246 3_ Beat making",
            "It has to be a tag, two indicators, and subfields that begin with $ and a letter or digit.",
        ),
        ("24 3_ $a Beat", "A tag has three digits, such as 246."),
        ("001 $a x", "Fields 001 to 009 are made by courseforge."),
        ("246 3! $a Beat", "An indicator is a digit, a small letter, or _ for none."),
        (
            "246 3_ $a Beat $ 5",
            "After each $ comes a small letter or a digit. Write {dollar} for a dollar in a text.",
        ),
        ("246 3_ $a", "Subfield $a is empty."),
        ("", "It has to be a tag, two indicators, and subfields that begin with $ and a letter or digit."),
    ],
)
def test_a_line_is_a_field_or_says_why_not(line: str, read: MarcLine | str) -> None:
    assert parse_marc_line(line) == read


@given(HOSTILE)
def test_any_line_is_read_or_refused(line: str) -> None:
    assert isinstance(parse_marc_line(line), MarcLine | str)


def test_the_same_records_give_the_same_bytes() -> None:
    collection = read_collection()
    turned = Collection(
        tuple(replace(record) for record in collection.records), collection.settings, collection.items
    )
    for name in ("marc", "marcxml"):
        assert dict(EXPORTERS[name].make(collection)) == dict(EXPORTERS[name].make(turned))
