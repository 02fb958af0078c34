"""The validators of OPDS let right feeds pass and name what is wrong in wrong ones."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from .validators.opds import read_opds, validate_opds1, validate_opds2_feed

pytestmark = pytest.mark.slow

KIND = "application/atom+xml;profile=opds-catalog;kind=acquisition"
ATOM = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/terms/">
<id>https://learn.example.org/opds/all.xml</id><title>Courses</title><updated>2027-01-02T00:00:00Z</updated>
<author><name>Larkfield Public Library</name></author>
<link rel="self" href="https://learn.example.org/opds/all.xml" type="{KIND}"/>
<link rel="start" href="https://learn.example.org/opds/all.xml" type="{KIND}"/>
<entry><id>https://learn.example.org/sound</id><title>Sound</title><updated>2027-01-02T00:00:00Z</updated>
<dc:language>en</dc:language><summary>Make a beat.</summary>
<link rel="http://opds-spec.org/acquisition/open-access" href="sound.epub" type="application/epub+zip"/>
<link rel="http://opds-spec.org/image" href="sound.png" type="image/png"/></entry></feed>"""


def make_feed() -> dict[str, Any]:
    return {
        "metadata": {"title": "Courses"},
        "links": [{"rel": "self", "href": "https://learn.example.org/opds.json", "type": "application/opds+json"}],
        "publications": [
            {
                "metadata": {
                    "@type": "http://schema.org/Book",
                    "title": "Sound",
                    "identifier": "https://learn.example.org/sound",
                    "language": "en",
                    "modified": "2027-01-02T00:00:00Z",
                    "author": "Maple",
                },
                "links": [
                    {
                        "rel": "http://opds-spec.org/acquisition/open-access",
                        "href": "https://learn.example.org/sound.epub",
                        "type": "application/epub+zip",
                    }
                ],
                "images": [{"href": "https://learn.example.org/sound.png", "type": "image/png"}],
            }
        ],
    }


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "self": lambda feed: feed["links"].clear(),
    "title": lambda feed: feed["publications"][0]["metadata"].pop("title"),
    "acquisition": lambda feed: feed["publications"][0]["links"][0].update(rel="alternate"),
    "image": lambda feed: feed["publications"][0]["images"][0].update(type="image/svg+xml"),
    "blank": lambda feed: feed["publications"][0]["metadata"].update(description=""),
    "publications": lambda feed: feed.pop("publications"),
    "facet": lambda feed: feed.update(facets=[{"metadata": {"title": "Language"}, "links": feed["links"]}]),
    "navigation": lambda feed: feed.update(navigation=[{"href": "https://learn.example.org/es.json"}]),
}


def test_opds_2_that_is_right() -> None:
    assert validate_opds2_feed(json.dumps(make_feed()).encode()) == []


@pytest.mark.parametrize("word", WRONG)
def test_opds_2_that_is_wrong(word: str) -> None:
    feed = make_feed()
    WRONG[word](feed)
    assert word in "\n".join(validate_opds2_feed(json.dumps(feed).encode()))


def test_the_palace_parser_is_asked() -> None:
    feed = make_feed()
    feed["publications"][0]["metadata"]["modified"] = "yesterday"
    assert any("yesterday" in said for said in validate_opds2_feed(json.dumps(feed).encode()))


def test_opds_1_that_is_right() -> None:
    assert validate_opds1(ATOM.encode()) == []
    [book] = read_opds(ATOM.encode(), "atom")["publications"]
    assert (book["metadata"]["title"], book["links"][0]["href"]) == ("Sound", "sound.epub")


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("<title>Sound</title>", "", "has one title"),
        ("<updated>2027-01-02T00:00:00Z</updated>\n<dc", "<updated>2027-01-02</updated>\n<dc", "at no moment"),
        ("<author>", "<contributor>", "not well-formed"),
        ('rel="start"', 'rel="up"', "rel=start"),
        ("acquisition/open-access", "other", "leads to a book"),
        ("image/png", "image/svg+xml", "not image/svg+xml"),
        ("org/sound</id>", "org/opds/all.xml</id>", "2 times"),
        ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "the root is"),
    ],
)
def test_opds_1_that_is_wrong(old: str, new: str, finding: str) -> None:
    assert old in ATOM
    assert finding in "\n".join(validate_opds1(ATOM.replace(old, new).encode()))
