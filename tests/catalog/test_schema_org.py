"""JSON-LD and Dublin Core in pages: read by extruct, held against schema.org's vocabulary and our shapes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import extruct
import pytest
from hypothesis import given, settings

from courseforge.catalog import Collection
from courseforge.model import Accessibility, Record
from courseforge.records import describe, make_json_ld
from courseforge.records.dublin_core import make_statements
from courseforge.rendering.interface import Interface
from courseforge.rendering.pages import render_page
from courseforge.rendering.views.linked_data import say_perception
from rendering.shelf import SETTINGS, make_site_views

from .linked_samples import BARE, BASE, COURSE, CURSO, FULL, SPANISH, hostile_collections
from .validators.json_ld import make_graph, read_json_ld, validate_json_ld

BODY = {"body": "<p>Nod your head.</p>", "toc": (), "sections": ()}


def render_all(**changes: Any) -> Iterator[tuple[str, str]]:
    views = make_site_views(settings=replace(SETTINGS, **changes))
    for view in (*views.courses.values(), *views.lessons.values(), *views.facing.values(), *views.others):
        yield view.page.path, render_page(view.template, view.context() | BODY)


PAGES = dict(render_all())


def nodes_of(page: str) -> list[dict[str, Any]]:
    (data,) = read_json_ld(page)
    return data.get("@graph", [data])


def types_of(path: str) -> list[str]:
    return [node["@type"] for node in nodes_of(PAGES[path])]


@pytest.mark.parametrize("path", sorted(set(PAGES) - {"404.html"}))
def test_every_page_speaks_the_vocabulary(path: str) -> None:
    # Not every lesson of that shelf has a description, and nobody makes one up.
    undescribed = "says its name, description"
    assert [finding for finding in validate_json_ld(PAGES[path]) if undescribed not in finding] == []


def test_what_kinds_of_pages_say() -> None:
    assert types_of("sound-lab/first-beat.html") == ["LearningResource", "BreadcrumbList"]
    assert types_of("sound-lab/index.html") == ["Course", "BreadcrumbList"]
    assert types_of("index.html") == ["WebSite", "ItemList"]
    assert types_of("newest.html") == ["ItemList", "BreadcrumbList"]
    assert types_of("contributors.html") == ["ItemList", "BreadcrumbList"]
    assert types_of("contributor-dj-nova.html") == ["ProfilePage", "ItemList", "BreadcrumbList"]


def test_the_way_to_a_page_has_addresses() -> None:
    way = nodes_of(PAGES["es/sound-lab/first-beat.html"])[-1]["itemListElement"]
    base = "https://learn.example.org/courses/es"
    assert [(step["position"], step["name"], step["item"]["@id"]) for step in way] == [
        (1, "Inicio", f"{base}/index.html"),
        (2, "Laboratorio de sonido", f"{base}/sound-lab/index.html"),
        (3, "Haz tu primer ritmo", f"{base}/sound-lab/first-beat.html"),
    ]


def test_home_lists_its_courses() -> None:
    listed = nodes_of(PAGES["index.html"])[1]
    assert listed["numberOfItems"] == 2
    assert {item["url"] for item in listed["itemListElement"]} == {
        f"https://learn.example.org/courses/{course}/index.html" for course in ("sound-lab", "zines")
    }


def test_without_an_address_pages_still_say_what_they_are() -> None:
    for path, page in render_all(html=replace(SETTINGS.html, baseurl="")):
        if path != "404.html":
            assert "learn.example.org" not in page
            assert all("@id" not in node or "learn" not in node["@id"] for node in nodes_of(page))


def test_downloads_have_addresses_and_kinds() -> None:
    encodings = nodes_of(PAGES["sound-lab/first-beat.html"])[0]["encoding"]
    assert {one["contentUrl"].rpartition(".")[2]: one["encodingFormat"] for one in encodings} == {
        "ipynb": "application/x-ipynb+json",
        "zip": "application/zip",
    }


@pytest.mark.parametrize("record", [FULL, SPANISH, COURSE], ids=["full", "translation", "course"])
def test_a_record_speaks_the_vocabulary(record: Record) -> None:
    node = describe(record, COURSE, parts=(FULL, BARE) if record is COURSE else (), summary="Text.")
    assert validate_json_ld({"@context": "https://schema.org"} | node) == []


def test_what_is_made_by_hand_is_called_no_paper() -> None:
    assert describe(replace(FULL, template="paper"))["learningResourceType"] == ["lesson", "activity"]


def test_what_is_said_of_a_lesson() -> None:
    node = describe(FULL, COURSE, summary="Text and pictures.")
    assert node["position"] == 1
    assert node["typicalAgeRange"] == "16-"
    assert node["learningResourceType"] == ["lesson", "workshop"]
    assert [author["@type"] for author in node["author"]] == ["Person", "Organization"]
    assert [node[role][0]["name"] for role in ("editor", "contributor")] == ["Ms. Editor", "Tess"]
    assert node["author"][1]["sameAs"] == "http://id.loc.gov/authorities/names/n1"
    assert node["teaches"] == [
        {"@type": "DefinedTerm", "name": "loops", "url": "https://example.org/skills#loops"},
        {"@type": "DefinedTerm", "name": "rhythm"},
    ]
    assert [subject.get("@id") for subject in node["about"]] == [FULL.subjects[0].uri, None]
    assert [one["alignmentType"] for one in node["educationalAlignment"]] == ["teaches", "assesses"]
    assert node["educationalAlignment"][0]["educationalFramework"] == "DigComp 2.2"
    assert [one["name"] for one in node["assesses"]] == ["Explains a loop"]
    assert (node["isBasedOn"]["creditText"], node["isBasedOn"]["license"][-6:]) == ("Somebody else", "a/4.0/")
    assert [one["@type"] for one in node["mentions"]] == ["Book", "CreativeWork"]
    assert node["accessModeSufficient"] == [{"@type": "ItemList", "itemListElement": ["textual"]}]
    assert node["audience"] == {
        "@type": "EducationalAudience",
        "educationalRole": "student",
        "audienceType": "adolescent",
    }


def test_translations_lead_to_the_original_and_back() -> None:
    assert [one["@id"] for one in describe(FULL)["workTranslation"]] == [f"{BASE}/es/sound/beat.html"]
    spanish = describe(SPANISH)
    assert spanish["translationOfWork"]["@id"] == f"{BASE}/sound/beat.html"
    assert "workTranslation" not in spanish


def test_a_course_says_what_it_teaches_and_what_nobody_in_it_teaches() -> None:
    node = describe(COURSE, parts=(FULL, BARE))
    assert [skill["name"] for skill in node["teaches"]] == ["loops", "rhythm"]
    assert node["coursePrerequisites"] == ["typing"]
    assert [part["name"] for part in node["hasPart"]] == [FULL.title, "Bare"]


def test_an_address_that_is_none_is_not_named() -> None:
    for bad in (
        "javascript:alert(1)",
        "https://",
        "https://example.org/a b",
        "https://x/<y>",
        "www.example.org",
        "https://a\n",
    ):
        record = replace(FULL, publisher_url=bad, based_on=replace(FULL.based_on, source=bad))
        node = describe(record)
        assert "@id" not in node["publisher"]
        assert "@id" not in node["isBasedOn"]


@settings(max_examples=40, deadline=None)
@given(hostile_collections())
def test_hostile_words_are_words(collection: Collection) -> None:
    for record in collection.records:
        text = make_json_ld(describe(record, COURSE, parts=(record,)))
        assert "<" not in text
        node = json.loads(text)
        assert node["name"] == record.title
        make_graph([node]).serialize(format="nt")  # refuses what RDF does not know for an address


def test_the_summary_says_what_may_be_missing() -> None:
    ui = Interface("en")
    good = Accessibility(("textual", "visual", "auditory"), (), ("alternativeText", "transcript", "MathML"))
    poor = Accessibility(("textual", "visual", "auditory"))
    assert say_perception(good, ui).endswith(
        "Pictures are described in words. Recordings have transcripts. Formulas can be read aloud."
    )
    assert say_perception(poor, ui).endswith(
        "Some pictures may not be described in words. Some sounds may have no transcript."
    )
    assert say_perception(Accessibility(), ui) == ""


def test_reference_managers_find_dublin_core() -> None:
    (found,) = extruct.extract(PAGES["sound-lab/first-beat.html"], syntaxes=["dublincore"], errors="strict")[
        "dublincore"
    ]
    elements = [(one["name"], one["content"]) for one in found["elements"]]
    assert [content for name, content in elements if name.lower() == "dc.creator"] == ["DJ Nova", "Paper Moon"]
    assert {one["URI"].rpartition("/")[2] for one in (*found["elements"], *found["terms"])} >= {
        "title", "publisher", "identifier", "issued", "modified", "license",
    }  # fmt: skip
    assert found["namespaces"] == {
        "DC": "http://purl.org/dc/elements/1.1/",
        "DCTERMS": "http://purl.org/dc/terms/",
    }


def test_no_page_has_citation_metas() -> None:
    assert not any('name="citation_' in page for page in PAGES.values())


def test_unknown_facts_are_not_stated() -> None:
    assert [name for name, _ in make_statements(BARE)] == [
        "DC.title", "DC.publisher", "DC.type", "DC.language", "DC.identifier", "DCTERMS.license", "DCTERMS.isPartOf",
    ]  # fmt: skip
    assert dict(make_statements(CURSO))["DC.type"] == "Collection"
