"""Feeds that lead to books: every list, page and facet, and what stands in an entry."""

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseforge.catalog import Collection
from courseforge.catalog.opds import make_opds
from courseforge.catalog.opds.works import group_ages
from courseforge.config import CatalogSettings
from courseforge.model import Credit, Subject
from courseforge.rendering.record_files import inspect_records

from .books import SETTINGS, make_course, make_lesson
from .validators.opds import validate_opds1, validate_opds2_feed

ATOM = "{http://www.w3.org/2005/Atom}"
RECORDS = (
    make_course(interest_ids=("music",), interests=("Make music",)),
    make_lesson("sound/beat", ages="12-18"),
    make_course(language="es", interest_ids=("music",), interests=("Haz música",)),
    make_lesson("sound/beat", "es", ages="12-18"),
    make_course("zine", title="Zine & more", interest_ids=("art",), interests=("Make pictures",), first="2027-02-01"),
    make_lesson("zine/fold", ages="18+"),
)


def make_feeds(records: tuple[Any, ...] = RECORDS, **changes: Any) -> dict[str, bytes]:
    return dict(make_opds(Collection(records, replace(SETTINGS, **changes))))


def read(feeds: dict[str, bytes], name: str) -> Any:
    return json.loads(feeds[f"catalog/{name}.json"])


def titles(feed: Any) -> list[str]:
    return [publication["metadata"]["title"] for publication in feed["publications"]]


def test_the_entrance_leads_to_every_list() -> None:
    feeds = make_feeds()
    start = read(feeds, "opds")
    led = [link["href"].removeprefix("https://learn.example.org/courses/") for link in start["navigation"]]
    assert led == [
        f"catalog/opds/{key}.json"
        for key in (
            "all",
            "new",
            "interest-music",
            "interest-art",
            "language-en",
            "language-es",
            "ages-teens",
            "ages-adults",
        )
    ]
    assert set(led) <= set(feeds)
    assert [link["title"] for link in start["navigation"]][2:6] == [
        "Interests: Make music", "Interests: Make pictures", "Languages: English", "Languages: Español",
    ]  # fmt: skip
    assert {path.removesuffix(".xml") for path in feeds if path.endswith(".xml")} == {
        path.removesuffix(".json") for path in feeds if path.endswith(".json") and "/course-" not in path
    }


def test_lists_hold_what_they_say() -> None:
    feeds = make_feeds()
    assert titles(read(feeds, "opds/all")) == ["Sound", "Sound", "Zine & more"]
    assert titles(read(feeds, "opds/new"))[0] == "Zine & more"
    assert titles(read(feeds, "opds/interest-art")) == titles(read(feeds, "opds/ages-adults")) == ["Zine & more"]
    [spanish] = read(feeds, "opds/language-es")["publications"]
    assert spanish["metadata"]["language"] == "es"


def test_facets_count_and_say_which_one_is_chosen() -> None:
    [_, languages, _] = read(make_feeds(), "opds/language-es")["facets"]
    assert [(link["title"], link["properties"]["numberOfItems"], link.get("rel")) for link in languages["links"]] == [
        ("English", 2, None), ("Español", 1, "self"),
    ]  # fmt: skip
    feed = ET.fromstring(make_feeds()["catalog/opds/language-es.xml"])
    active = [
        link.get("title")
        for link in feed.iter(f"{ATOM}link")
        if link.get("{http://opds-spec.org/2010/catalog}activeFacet")
    ]
    assert active == ["Español"]


def test_an_entry_leads_to_the_book_and_its_cover() -> None:
    publication = read(make_feeds(), "opds/all")["publications"][0]
    links = {link["rel"]: link["href"] for link in publication["links"]}
    base = "https://learn.example.org/courses"
    assert links["http://opds-spec.org/acquisition/open-access"] == f"{base}/catalog/epub/sound.en.epub"
    assert links["self"] == f"{base}/catalog/opds/course-sound.en.json"
    assert publication["images"][0]["href"] == f"{base}/catalog/epub/sound.en.png"
    assert publication["metadata"]["modified"] == "2027-03-05T00:00:00Z"
    assert read(make_feeds(), "opds/course-sound.en") == publication


def test_a_large_library_comes_in_pages() -> None:
    records = [record for n in range(120) for record in (make_course(f"c{n:03}"), make_lesson(f"c{n:03}/a"))]
    feeds = make_feeds(tuple(records))
    pages = [read(feeds, f"opds/{name}") for name in ("all", "all.2", "all.3")]
    assert [len(page["publications"]) for page in pages] == [50, 50, 20]
    assert pages[1]["metadata"]["numberOfItems"] == 120
    rels = {link["rel"]: link["href"].rpartition("/")[2] for link in pages[1]["links"]}
    assert (rels["previous"], rels["next"], rels["first"], rels["last"]) == (
        "all.json", "all.3.json", "all.json", "all.3.json",
    )  # fmt: skip
    assert "facets" not in pages[0]  # one language, no interests, no ages: nothing to choose


@pytest.mark.parametrize(
    "changes",
    [
        {"html": replace(SETTINGS.html, baseurl="")},
        {"courseforge": replace(SETTINGS.courseforge, catalog=CatalogSettings(formats=("opds",)))},
    ],
)
def test_there_is_no_feed_where_it_would_lead_nowhere(changes: dict[str, Any]) -> None:
    assert make_feeds(**changes) == {}


@pytest.mark.parametrize(
    ("ages", "groups"),
    [
        ("8-12", {"children"}), ("8-13", {"children", "teens"}), ("12-18", {"teens"}), ("16+", {"teens", "adults"}),
        ("18+", {"adults"}), ("10–99", {"children", "teens", "adults"}), ("", set()), ("all", set()),
    ],
)  # fmt: skip
def test_ages_are_sorted_into_groups(ages: str, groups: set[str]) -> None:
    assert group_ages(ages) == groups


HOSTILE = st.text(max_size=40) | st.sampled_from(["]]>", "\x00\x1d", "&nope;", "\u202e", "\ufffe", "x" * 10_000])


def make_hostile(words: list[str]) -> dict[str, bytes]:
    title, description, name, term, code, publisher = words
    facts: dict[str, object] = {
        "title": title, "description": description, "credits": (Credit(name),), "publisher": publisher,
        "interests": (term, name), "interest_ids": ("music", "../../x"), "subjects": (Subject(term, "fast", code=code),),
    }  # fmt: skip
    return make_feeds((make_course(**facts), make_lesson("sound/beat", **facts)), title=title)


@settings(max_examples=80, deadline=None)
@given(words=st.lists(HOSTILE, min_size=6, max_size=6))
def test_hostile_words_give_feeds_that_hold_together(words: list[str]) -> None:
    for path, data in make_hostile(words).items():
        assert ".." not in path
        if path.endswith(".xml"):
            assert inspect_records(data) == []
        else:
            assert blanks(json.loads(data)) == []


def blanks(value: Any) -> list[Any]:
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [value] if not value else [blank for one in inner for blank in blanks(one)]
    return [value] if value is None or (isinstance(value, str) and not value.strip()) else []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["plain", "hostile"])
def test_readers_of_such_catalogs_understand_every_feed(kind: str) -> None:
    words = ["A ]]> &x; title", "\x00", "Maple \u202e", "Té & <b>", "12", "\ufffe"]
    for path, data in (make_feeds() if kind == "plain" else make_hostile(words)).items():
        if path.endswith(".xml"):
            assert validate_opds1(data) == [], path
        elif "/course-" not in path:
            assert validate_opds2_feed(data) == [], path
