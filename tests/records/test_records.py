"""What catalogs are told: addresses, dates, and what is left out because nobody knows it."""

import json
from dataclasses import replace

import pytest

from courseforge.catalog import Collection, export_all
from courseforge.config import CourseforgeSettings, JupyterBookHtml, Publisher, Settings
from courseforge.model import (
    Alignment,
    CatalogFacts,
    Cell,
    CellKind,
    Course,
    CourseMetadata,
    Lesson,
    LessonMetadata,
    Library,
    PublishedItem,
    Resource,
    Review,
    Withdrawal,
    leave_out,
)
from courseforge.records import (
    absolute_url,
    describe,
    make_json_ld,
    make_records,
    page_path,
    relative_url,
    stamp_records,
    update_published,
)
from courseforge.records.licenses import license_url
from courseforge.records.publication import lesson_hash, list_changed

SETTINGS = Settings(
    title="Skills",
    html=JupyterBookHtml("https://learn.example.org/courses"),
    courseforge=CourseforgeSettings(languages=("en", "es"), publisher=Publisher("Larkfield Public Library")),
)
CELLS = (Cell(1, CellKind.MARKDOWN, "words", "a"),)


def make_lesson(slug: str, language: str = "en", minutes: str = "45 min") -> Lesson:
    metadata = LessonMetadata(title=f"{slug} in {language}", authors=("dj-nova",), duration=minutes)
    return Lesson(f"lab/{slug}", language, f"courses/lab/{slug}.ipynb", metadata, CELLS)


def make_library(*lessons: Lesson) -> Library:
    languages = dict.fromkeys(lesson.language for lesson in lessons)
    courses = (
        Course("lab", tag, "courses/lab", CourseMetadata("Lab"), tuple(x for x in lessons if x.language == tag))
        for tag in languages
    )
    return Library(tuple(courses))


@pytest.mark.parametrize(
    ("target", "page", "url"),
    [
        ("lab/a.html", "lab/b.html", "a.html"),
        ("lab/a.html", "index.html", "lab/a.html"),
        ("index.html", "lab/a.html", "../index.html"),
        ("es/lab/a.html", "lab/a.html", "../es/lab/a.html"),
        ("lab/a.html", "es/lab/a.html", "../../lab/a.html"),
        ("zine/a.html", "lab/a.html", "../zine/a.html"),
    ],
)
def test_relative_addresses_hold_on_a_stick(target: str, page: str, url: str) -> None:
    assert relative_url(target, page) == url


def test_addresses() -> None:
    assert page_path("lesson", "lab/a", "es", "en") == "es/lab/a.html"
    assert page_path("course", "lab", "en", "en") == "lab/index.html"
    assert (
        absolute_url("lab/a.html", "https://learn.example.org/courses")
        == "https://learn.example.org/courses/lab/a.html"
    )
    assert absolute_url("lab/a.html", "") == "lab/a.html"


def test_what_is_not_known_is_left_out() -> None:
    library = make_library(make_lesson("a", minutes=""), make_lesson("b"))
    course, lesson, _ = make_records(library, SETTINGS, ())
    assert course.minutes is None  # a sum with an unknown part is unknown
    data = json.loads(make_json_ld(describe(lesson)))
    assert not {"timeRequired", "datePublished", "typicalAgeRange", "educationalLevel"} & set(data)
    assert "" not in data.values()


def test_a_title_cannot_end_the_script_that_holds_it() -> None:
    lesson = make_lesson("a")
    hostile = replace(lesson, metadata=replace(lesson.metadata, title="</script><script>alert(1)</script>"))
    text = make_json_ld(describe(make_records(make_library(hostile), SETTINGS, ())[1]))
    assert "<" not in text
    assert json.loads(text)["name"] == hostile.metadata.title


def test_a_course_names_the_pages_of_its_lessons_in_its_language() -> None:
    library = make_library(make_lesson("a"), make_lesson("b"), make_lesson("a", "es"))
    parts = {
        record.language: [part["@id"] for part in json.loads(make_json_ld(describe(record)))["hasPart"]]
        for record in make_records(library, SETTINGS, ())
        if record.kind == "course"
    }
    base = SETTINGS.html.baseurl.rstrip("/")
    assert parts == {"en": [f"{base}/lab/a.html", f"{base}/lab/b.html"], "es": [f"{base}/es/lab/a.html"]}


def test_translations_name_each_other() -> None:
    records = make_records(make_library(make_lesson("a"), make_lesson("a", "es")), SETTINGS, ())
    english, spanish = (record for record in records if record.kind == "lesson")
    assert [t.url for t in english.translations] == ["https://learn.example.org/courses/es/lab/a.html"]
    assert [t.language for t in spanish.translations] == ["en"]


def test_a_library_without_an_address_names_none() -> None:
    settings = replace(SETTINGS, html=JupyterBookHtml())
    course, lesson, _ = make_records(make_library(make_lesson("a"), make_lesson("a", "es")), settings, ())[:3]
    assert "hasPart" not in json.loads(make_json_ld(describe(course)))
    for record in (course, lesson):
        assert "@id" not in make_json_ld(describe(record))
        assert "url" not in json.loads(make_json_ld(describe(record)))


def test_dates_follow_content_and_language() -> None:
    library = make_library(make_lesson("a"), make_lesson("a", "es"))
    first, _ = update_published(library, (), "2026-01-01")
    assert {(item.id, item.language) for item in first} == {(i, t) for i in ("lab", "lab/a") for t in ("en", "es")}
    again, said = update_published(library, first, "2027-02-02")
    assert again == first
    assert said == ()
    changed = make_library(make_lesson("a"), make_lesson("a", "es", minutes="50 min"))
    later, _ = update_published(changed, first, "2027-02-02")
    assert {item for item in later if item not in first} == {
        next(replace(i, last="2027-02-02", hash=n.hash) for n in later if (n.id, n.language) == ("lab/a", "es"))
        for i in first
        if (i.id, i.language) == ("lab/a", "es")
    }


def test_that_somebody_looked_at_a_lesson_is_no_change_of_it() -> None:
    lesson = make_lesson("a")
    published, _ = update_published(make_library(lesson), (), "2026-01-01")
    reviewed = replace(lesson, metadata=replace(lesson.metadata, reviewed=(Review("youth librarian", "2026-01-02"),)))
    rewritten = replace(reviewed, cells=(replace(CELLS[0], source="other words"),))
    moved = replace(rewritten, id="lab/b", metadata=replace(rewritten.metadata, was=("lab/a",)))
    assert list_changed((lesson, reviewed, make_lesson("new")), published) == {}
    assert list_changed((rewritten, moved), published) == {
        ("lab/a", "en"): "2026-01-01",
        ("lab/b", "en"): "2026-01-01",
    }


def test_an_item_that_vanished_is_kept_in_the_manifest_and_said() -> None:
    old = PublishedItem("lab/gone", "en", "2026-01-01", "2026-01-01", "0" * 64)
    items, said = update_published(make_library(make_lesson("a")), (old,), "2026-01-02")
    assert old in items
    assert [d.code for d in said] == ["CF090"]
    assert "withdrawn.yml" in said[0].hint
    _, away = update_published(
        replace(make_library(make_lesson("a")), unreadable=frozenset({"lab/gone"})), (old,), ""
    )
    assert away == ()


def test_a_course_stays_as_it_was_while_a_lesson_is_withheld() -> None:
    whole = make_library(make_lesson("a"), make_lesson("b"), make_lesson("a", "es"))
    first, _ = update_published(whole, (), "2026-01-01")
    withheld = leave_out(whole, ["courses/lab/b.ipynb"])
    assert update_published(withheld, first, "2027-02-02") == (first, ())
    never_published = replace(whole, unreadable=frozenset({"lab/c"}))
    assert update_published(never_published, first, "2027-02-02") == (first, ())
    withdrawn = replace(make_library(make_lesson("a"), make_lesson("a", "es")), withdrawn={"lab/b": Withdrawal()})
    course, gone = [item for item in update_published(withdrawn, first, "2027-02-02")[0] if item not in first]
    assert (course.id, course.language, course.last) == ("lab", "en", "2027-02-02")
    assert (gone.id, gone.language, gone.withdrawn) == ("lab/b", "en", "2027-02-02")


@pytest.mark.parametrize(
    ("spdx", "url"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC-BY-NC-XX-4.0", ""),
        ("Mine", ""),
        ("", ""),
    ],
)
def test_addresses_of_licenses(spdx: str, url: str) -> None:
    assert license_url(spdx) == url


def test_every_exporter_gives_the_same_bytes_for_the_same_records() -> None:
    records = make_records(make_library(make_lesson("a"), make_lesson("a", "es")), SETTINGS, ())
    exported = dict(export_all(Collection(records, SETTINGS)))
    assert dict(export_all(Collection(records, SETTINGS))) == exported
    lessons = json.loads(exported["catalog/lessons.json"])["lessons"]
    assert [lesson["language"] for lesson in lessons] == ["en", "es"]


def test_a_lesson_that_moved_keeps_its_name_in_catalogs() -> None:
    lesson = make_lesson("a", "es")
    first, _ = update_published(make_library(lesson), (), "2026-01-01")
    moved = replace(lesson, id="lab/b", metadata=replace(lesson.metadata, was=("lab/a",)))
    second, said = update_published(make_library(moved), first, "2027-02-02")
    again = replace(moved, id="lab/c", metadata=replace(lesson.metadata, was=("lab/a", "lab/b")))
    third, _ = update_published(make_library(again), second, "2027-03-03")
    assert not said
    for library, items in ((make_library(moved), second), (make_library(again), third)):
        assert [r.identifier for r in make_records(library, SETTINGS, items) if r.kind == "lesson"] == ["lab/a.es"]


def test_a_record_is_dated_by_what_it_says() -> None:
    library = make_library(make_lesson("a"))
    items, _ = update_published(library, (), "2026-01-01")
    records, items = stamp_records(make_records(library, SETTINGS, items), items, (), "2026-01-01")
    assert {record.recorded for record in records} == {"2026-01-01"}
    later, _ = update_published(library, items, "2027-02-02")
    assert stamp_records(make_records(library, SETTINGS, later), later, (), "2027-02-02") == (records, items)
    renamed = replace(SETTINGS, courseforge=replace(SETTINGS.courseforge, publisher=Publisher("New Town Library")))
    changed, stamped = stamp_records(make_records(library, renamed, later), later, (), "2027-02-02")
    assert {(record.last, record.recorded) for record in changed} == {("2026-01-01", "2027-02-02")}
    assert {(item.last, item.recorded) for item in stamped} == {("2026-01-01", "2027-02-02")}


def test_what_was_withdrawn_stays_in_the_manifest_with_its_day() -> None:
    first, _ = update_published(make_library(make_lesson("a"), make_lesson("b")), (), "2026-01-01")
    rest = replace(make_library(make_lesson("a")), withdrawn={"lab/b": Withdrawal()})
    second, said = update_published(rest, first, "2027-02-02")
    third, _ = update_published(rest, second, "2027-03-03")
    assert not said
    assert second == third
    assert [item.withdrawn for item in third if item.id == "lab/b"] == ["2027-02-02"]
    back, _ = update_published(make_library(make_lesson("a"), make_lesson("b")), third, "2027-04-04")
    assert [item.withdrawn for item in back if item.id == "lab/b"] == [""]


def test_what_only_catalogs_are_told_makes_no_new_lesson() -> None:
    plain = Lesson("lab/one", "en", "courses/lab/one.md", LessonMetadata(title="One"), ())
    cataloged = replace(
        plain,
        metadata=replace(
            plain.metadata,
            subjects=("Drum machines",),
            alignments=(Alignment("DigComp", "3.4"),),
            catalog=CatalogFacts(call_number="786.7"),
        ),
    )
    assert lesson_hash(cataloged) == lesson_hash(plain)
    shelved = replace(plain, metadata=replace(plain.metadata, resources=(Resource("A book"),)))
    assert lesson_hash(shelved) != lesson_hash(plain)  # readers see it
