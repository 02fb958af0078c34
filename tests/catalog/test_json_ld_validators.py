"""The validator of schema.org data lets right data pass and names what is wrong in wrong data."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from .validators.json_ld import read_json_ld, validate_json_ld

URL = "https://learn.example.org/sound/beat.html"


def make_lesson() -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": URL,
        "url": URL,
        "name": "Beat",
        "description": "Make a beat.",
        "inLanguage": "en",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "learningResourceType": "lesson",
        "typicalAgeRange": "12-18",
        "timeRequired": "PT45M",
        "teaches": [{"@type": "DefinedTerm", "name": "loops"}],
        "publisher": {"@type": "Library", "name": "Larkfield Public Library"},
        "isPartOf": {"@type": "Course", "@id": "https://learn.example.org/sound/", "name": "Sound"},
    }


def make_course() -> dict[str, Any]:
    library = {"@type": "Library", "name": "Larkfield Public Library"}
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": "Sound",
        "description": "Make sounds.",
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "provider": library,
        "hasPart": [{"@id": URL}],
    }


def make_crumbs() -> dict[str, Any]:
    item = {"@type": "ListItem", "position": 1, "name": "Sound", "item": "https://learn.example.org/sound/"}
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": [item]}


@pytest.mark.parametrize("make", [make_lesson, make_course, make_crumbs])
def test_right_data(make: Callable[[], dict[str, Any]]) -> None:
    assert validate_json_ld(make()) == []
    page = f'<!doctype html><title>x</title><script type="application/ld+json">{json.dumps(make())}</script>'
    assert validate_json_ld(page) == []
    assert read_json_ld(page) == [make()]


Change = Callable[[dict[str, Any]], object]
WRONG: list[tuple[Callable[[], dict[str, Any]], Change, str]] = [
    (make_lesson, lambda node: node.update(teech="loops"), "teech is not a property of schema.org"),
    (make_lesson, lambda node: node.update({"@type": "Lesson"}), "Lesson is not a type of schema.org"),
    (make_lesson, lambda node: node.update(birthDate="2012-01-01"), "birthDate is not a property of"),
    (make_lesson, lambda node: node.update(audience={"@type": "Place", "name": "x"}), "audience cannot be a Place"),
    (make_lesson, lambda node: node.pop("description"), "a lesson says its name"),
    (make_lesson, lambda node: node.update(name=" "), "name is blank"),
    (make_lesson, lambda node: node.update(typicalAgeRange="teens"), "an age range reads"),
    (make_lesson, lambda node: node.update(timeRequired="45 min"), "a time is a duration"),
    (make_lesson, lambda node: node.update(license="CC-BY-4.0"), "license leads to CC-BY-4.0"),
    (make_lesson, lambda node: node.update(isAccessibleForFree="yes"), "a lesson says"),
    (make_course, lambda node: node.pop("provider"), "a course says its name"),
    (make_crumbs, lambda node: node["itemListElement"][0].pop("position"), "a list holds ListItems"),
    (make_crumbs, lambda node: node["itemListElement"].clear(), "a list holds ListItems"),
]


@pytest.mark.parametrize(("make", "change", "finding"), WRONG, ids=[row[2] for row in WRONG])
def test_wrong_data(make: Callable[[], dict[str, Any]], change: Change, finding: str) -> None:
    node = make()
    change(node)
    assert finding in "\n".join(validate_json_ld(node))


def test_pages_without_data_are_told() -> None:
    assert validate_json_ld("<!doctype html><title>x</title>") == ["no JSON-LD"]
    assert validate_json_ld("{")[0].startswith("not JSON")
