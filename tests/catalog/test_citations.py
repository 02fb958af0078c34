"""Citations are read back by programs that others use, and say under which name people wanted to be known."""

import json
from dataclasses import replace
from typing import Any

import bibtexparser
import pytest
import yaml
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from hypothesis import given, settings
from lxml import html

from courseforge.catalog import EXPORTERS, Collection
from courseforge.catalog.csl_json import describe_source
from courseforge.config import CatalogSettings
from courseforge.model import Record
from courseforge.records import make_records
from courseforge.records.bibtex import make_bibtex
from courseforge.records.one_line import one_line
from courseforge.rendering.pages import render_page
from rendering.shelf import LIBRARY, PUBLISHED, make_site_views
from rendering.shelf import SETTINGS as SHELF_SETTINGS

from .linked_samples import BARE, COLLECTION, FULL, SPANISH, hostile_collections
from .validators.citations import read_bibtex, read_csl, read_ris, validate_cff, validate_csl

LESSONS = (FULL, BARE, SPANISH)


def make_files(collection: Collection = COLLECTION) -> dict[str, str]:
    made = ((path.removeprefix("catalog/"), data.decode()) for path, data in EXPORTERS["citation"].make(collection))
    return dict(made)


FILES = make_files()


def test_every_lesson_has_a_file_and_all_are_together_in_three() -> None:
    together = {f"citations/lessons.{ending}" for ending in ("bib", "ris", "json")}
    assert set(FILES) == {"CITATION.cff", *together, *(f"citations/{lesson.identifier}.ris" for lesson in LESSONS)}


def test_bibtex() -> None:
    entry = read_bibtex(make_bibtex(FULL))["sound:beat"]
    # What decodes TeX's letters here does not know braces by their names.
    assert entry["title"] == FULL.title.replace("{", "").replace("}", "")
    assert (entry["year"], entry["url"]) == ("2027", FULL.url)
    assert split_names(make_bibtex(FULL)) == [["{DJ Nova}"], ["{Beat Club}"]]
    assert list(read_bibtex(FILES["citations/lessons.bib"])) == ["sound:beat", "sound:bare", "sound:beat.es"]


def split_names(text: str) -> list[list[str]]:
    """Return what BibTeX takes for the family names."""
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    return [name.last for name in library.entries[0]["author"]]


def test_ris() -> None:
    (reference,) = read_ris(FILES["citations/sound/beat.ris"])
    assert (reference["authors"], reference["secondary_authors"]) == (["DJ Nova", "Beat Club"], ["Ms. Editor"])
    assert (reference["title"], reference["year"], reference["urls"]) == (FULL.title, "2027", [FULL.url])
    assert reference["abstract"] == "Three drums, sixteen boxes."
    assert len(read_ris(FILES["citations/lessons.ris"])) == len(LESSONS)


def test_csl() -> None:
    text = FILES["citations/lessons.json"]
    assert validate_csl(text) == []
    cited = read_csl(text)
    assert cited["sound/beat"].startswith("DJ Nova and Beat Club (2027) Make your first beat")
    assert FULL.url in cited["sound/beat"]
    assert json.loads(text)[2]["translator"] == [{"literal": "Luz"}]
    assert cited["sound/bare"].startswith("Bare")


def test_unknown_facts_are_left_out() -> None:
    item = describe_source(BARE)
    assert set(item) == {"id", "type", "title", "container-title", "publisher", "URL", "language", "note"}
    assert "year" not in make_bibtex(BARE)


def test_the_library_as_a_whole() -> None:
    text = FILES["CITATION.cff"]
    assert validate_cff(text) == []
    said = yaml.safe_load(text)
    assert said["title"] == "Skills & more"
    assert said["authors"] == [{"name": "Larkfield Public Library", "website": "https://larkfield.example.org"}]
    assert (said["license"], str(said["date-released"])) == ("CC-BY-4.0", "2027-03-04")


@pytest.mark.parametrize(
    ("spdx", "said"), [("CC-BY-4.0", {"license"}), ("CC-BY-99", {"license-url"}), ("Own", set())]
)
def test_a_license_that_the_schema_does_not_list(spdx: str, said: set[str]) -> None:
    section = replace(COLLECTION.settings.courseforge, license=spdx)
    text = make_files(replace(COLLECTION, settings=replace(COLLECTION.settings, courseforge=section)))["CITATION.cff"]
    assert validate_cff(text) == []
    assert {key for key in yaml.safe_load(text) if key.startswith("license")} == said


@settings(max_examples=60, deadline=None)
@given(hostile_collections())
def test_hostile_words_stay_in_their_field(collection: Collection) -> None:
    files = make_files(collection)
    lessons = [record for record in collection.records if record.kind == "lesson"]
    check_bibtex(files["citations/lessons.bib"], lessons)
    for reference, lesson in zip(read_ris(files["citations/lessons.ris"]), lessons, strict=True):
        assert reference["title"] == one_line(lesson.title)
        assert reference["authors"] == [one_line(credit.name) for credit in lesson.credits]
    assert validate_csl(files["citations/lessons.json"]) == []
    assert [item["title"] for item in json.loads(files["citations/lessons.json"])] == [le.title for le in lessons]
    assert validate_cff(files["CITATION.cff"]) == []
    assert yaml.safe_load(files["CITATION.cff"])["title"] == one_line(collection.title)


def check_bibtex(text: str, lessons: list[Record]) -> None:
    """Count braces as BibTeX does: one of any kind opens or closes, whatever stands before it."""
    assert len(read_bibtex(text)) == len(lessons)
    depth = 0
    for letter in text:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert 0 <= depth <= 5
    assert depth == 0


def find_citation(path: str, **catalog: Any) -> list[str]:
    section = replace(SHELF_SETTINGS.courseforge, catalog=CatalogSettings(**catalog))
    views = make_site_views(settings=replace(SHELF_SETTINGS, courseforge=section))
    view = next(view for view in views.lessons.values() if view.page.path == path)
    page = html.document_fromstring(render_page(view.template, view.context() | {"body": ""}))
    (fold,) = page.xpath("//details[@class='cite']")
    return [" ".join(part.text_content().split()) for part in fold]


def test_the_page_says_how_to_cite_it() -> None:
    record = next(r for r in make_records(LIBRARY, SHELF_SETTINGS, PUBLISHED) if r.id == "sound-lab/first-beat")
    assert find_citation("sound-lab/first-beat.html") == [
        "Cite this lesson",
        "In a list of sources",
        f"DJ Nova and Paper Moon. (2026). Make your first beat [Lesson]. Larkfield Public Library. {record.url}",
        "Where you use it",
        f"“Make your first beat” by DJ Nova and Paper Moon, Larkfield Public Library, license: CC BY 4.0. {record.url}",
        "BibTeX",
        " ".join(make_bibtex(record).split()),
        "For reference managers: RIS",
    ]


def test_in_spanish_without_names_and_without_a_year() -> None:
    url = "https://learn.example.org/courses/es/sound-lab/first-beat.html"
    assert find_citation("es/sound-lab/first-beat.html")[2:5:2] == [
        f"Haz tu primer ritmo [Lección]. (s. f.). Larkfield Public Library. {url}",
        f"«Haz tu primer ritmo» de Larkfield Public Library, licencia: CC BY 4.0. {url}",
    ]


def test_files_that_are_not_made_are_not_offered() -> None:
    assert "reference managers: RIS" in find_citation("sound-lab/bare.html", formats=("json", "citation"))[-1]
    assert "reference managers" not in find_citation("sound-lab/bare.html", formats=("json",))[-1]
