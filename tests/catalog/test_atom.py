"""Feeds of new lessons hold what RFC 4287 asks for, and nothing that is not known."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from courseforge.catalog import Collection, export_all
from courseforge.config import CourseforgeSettings, JupyterBookHtml, Publisher, Settings
from courseforge.model import Credit, Record

ATOM = "{http://www.w3.org/2005/Atom}"
SETTINGS = Settings(
    title="Skills & more",
    html=JupyterBookHtml("https://learn.example.org/courses"),
    courseforge=CourseforgeSettings(languages=("en", "es"), publisher=Publisher("Larkfield Public Library")),
)
LESSON = Record(
    id="sound/beat",
    kind="lesson",
    language="en",
    url="https://learn.example.org/courses/sound/beat.html",
    title="Beat <1>",
    description="Make a beat.",
    publisher="Larkfield Public Library",
    credits=(Credit("Maple"),),
    license_url="https://creativecommons.org/licenses/by/4.0/",
    interests=("Make music", "Odd"),
    interest_ids=("music", "../odd"),
    first="2027-01-02",
    last="2027-03-04",
)
NEWER = replace(LESSON, id="zine/fold", url="https://learn.example.org/courses/zine/fold.html", first="2027-02-02")


def read_feeds(*records: Record, settings: Settings = SETTINGS) -> dict[str, ET.Element]:
    return {path: ET.fromstring(data) for path, data in export_all(Collection(records, settings), ["atom"])}


def text(node: ET.Element, name: str) -> str | None:
    return node.findtext(f"{ATOM}{name}")


def test_a_feed_says_whose_it_is_and_where() -> None:
    feed = read_feeds(LESSON)["feed.xml"]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert text(feed, "id") == "https://learn.example.org/courses/feed.xml"
    assert text(feed, "title") == "Skills & more"
    assert text(feed, "updated") == "2027-03-04T00:00:00Z"
    assert text(feed, "author/" + ATOM + "name") == "Larkfield Public Library"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": text(feed, "id"), "alternate": "https://learn.example.org/courses/index.html"}


def test_the_newest_lesson_comes_first() -> None:
    entries = read_feeds(LESSON, NEWER)["feed.xml"].findall(f"{ATOM}entry")
    assert [text(entry, "id") for entry in entries] == [NEWER.url, LESSON.url]
    entry = entries[1]
    assert (text(entry, "title"), text(entry, "summary")) == ("Beat <1>", "Make a beat.")
    assert (text(entry, "published"), text(entry, "updated")) == ("2027-01-02T00:00:00Z", "2027-03-04T00:00:00Z")
    assert text(entry, f"author/{ATOM}name") == "Maple"


def test_each_language_and_interest_has_its_own() -> None:
    spanish = replace(LESSON, language="es", interests=("Hacer música",), interest_ids=("music",))
    feeds = read_feeds(LESSON, spanish)
    assert set(feeds) == {"feed.xml", "feeds/music.xml", "es/feed.xml", "es/feeds/music.xml"}
    assert text(feeds["es/feeds/music.xml"], "title") == "Hacer música | Skills & more"


def test_without_an_address_or_a_day_there_is_none() -> None:
    assert read_feeds(LESSON, settings=replace(SETTINGS, html=JupyterBookHtml())) == {}
    assert read_feeds(replace(LESSON, first="", last="")) == {}
