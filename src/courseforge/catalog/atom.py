"""New lessons as Atom feeds (RFC 4287): one of each language, and one of each interest in it.

A feed needs the site's address on the web, and days of publication, which ``catalog/published.json`` knows.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from courseforge.catalog.collection import Collection
from courseforge.model import Record
from courseforge.records.addresses import absolute_url, feed_path, page_path

_ATOM = "http://www.w3.org/2005/Atom"
_NEWEST = 30  # lessons of a feed
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")  # of an interest that can name a file


def make_feeds(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Return every feed that has a lesson."""
    if not collection.baseurl:
        return
    lessons = [record for record in collection.records if record.kind == "lesson" and record.first]
    feeds: dict[str, tuple[str, list[Record]]] = {}
    for record in sorted(lessons, key=lambda record: (record.first, record.id), reverse=True):
        named = {"": collection.title}
        named |= {id: f"{name} | {collection.title}" for id, name in _list_interests(record)}
        for interest, title in named.items():
            path = feed_path(interest, record.language, collection.language)
            feeds.setdefault(path, (title, []))[1].append(record)
    for path, (title, newest) in feeds.items():
        yield path, _write_feed(path, title, newest[:_NEWEST], collection)


def _list_interests(record: Record) -> Iterator[tuple[str, str]]:
    named = zip(record.interest_ids, record.interests, strict=True)
    return ((id, name) for id, name in named if _NAME.fullmatch(id))


def _write_feed(path: str, title: str, lessons: list[Record], collection: Collection) -> bytes:
    language, url = lessons[0].language, absolute_url(path, collection.baseurl)
    home = absolute_url(page_path("home", "", language, collection.language), collection.baseurl)
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    _add(feed, "id", url)
    _add(feed, "title", title)
    _add(feed, "updated", _moment(max(lesson.last for lesson in lessons)))
    _add(ET.SubElement(feed, "author"), "name", collection.publisher)
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": url})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": home})
    for lesson in lessons:
        _add_entry(feed, lesson)
    ET.indent(feed, " ")
    data: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _add_entry(feed: ET.Element, lesson: Record) -> None:
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", lesson.url)
    _add(entry, "title", lesson.title)
    _add(entry, "published", _moment(lesson.first))
    _add(entry, "updated", _moment(lesson.last))
    for credit in lesson.authors:
        _add(ET.SubElement(entry, "author"), "name", credit.name)
    _add(entry, "summary", lesson.description)
    for id, name in _list_interests(lesson):
        ET.SubElement(entry, "category", {"term": id, "label": name})
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": lesson.url})
    if lesson.license_url:
        ET.SubElement(entry, "link", {"rel": "license", "href": lesson.license_url})


def _add(parent: ET.Element, name: str, text: str) -> None:
    if text:
        ET.SubElement(parent, name).text = text


def _moment(day: str) -> str:
    """Give a day as Atom wants it; of the hour nothing is known."""
    return f"{day}T00:00:00Z"
