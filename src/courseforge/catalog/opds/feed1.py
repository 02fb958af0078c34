"""Feeds as OPDS 1.2 has them (https://specs.opds.io/opds-1.2), for readers that know no other: Atom (RFC 4287)."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from courseforge.catalog.epub.page import visible
from courseforge.catalog.opds.works import PER_PAGE, Listing, Shop, Work
from courseforge.records.addresses import page_path

START = "catalog/opds.xml"
_SPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:dc": "http://purl.org/dc/terms/",
    "xmlns:opds": "http://opds-spec.org/2010/catalog",
    "xmlns:thr": "http://purl.org/syndication/thread/1.0",
    "xmlns:opensearch": "http://a9.com/-/spec/opensearch/1.1/",
}
_KIND = "application/atom+xml;profile=opds-catalog;kind="
_NAVIGATION, _ACQUISITION = f"{_KIND}navigation", f"{_KIND}acquisition"


def make_feeds_1(shop: Shop, listings: list[Listing]) -> Iterator[tuple[str, bytes]]:
    """Make the entrance and every page of every list."""
    yield START, _write(_make_start(shop, listings))
    for listing in listings:
        for number in range(len(listing.pages)):
            yield _page_path(listing, number), _write(_make_page(shop, listing, number))


def _make_start(shop: Shop, listings: list[Listing]) -> ET.Element:
    home = page_path("home", "", shop.collection.language, shop.collection.language)
    feed = _open_feed(shop, shop.url(START), shop.title, shop.day)
    _link(feed, "self", shop.url(START), _NAVIGATION)
    _link(feed, "start", shop.url(START), _NAVIGATION)
    _link(feed, "alternate", shop.url(home), "text/html")
    for listing in listings:
        url, entry = shop.url(_page_path(listing, 0)), ET.SubElement(feed, "entry")
        _add(entry, "id", url)
        _add(entry, "title", listing.title)
        _add(entry, "updated", _moment(max(work.day for work in listing.works)))
        books = shop.ui.count("{n} course", "{n} courses", len(listing.works))
        _add(entry, "content", books, type="text")
        rel = "http://opds-spec.org/sort/new" if listing.key == "new" else "subsection"
        _link(entry, rel, url, _ACQUISITION)
    return feed


def _make_page(shop: Shop, listing: Listing, number: int) -> ET.Element:
    url = shop.url(_page_path(listing, number))
    feed = _open_feed(shop, url, listing.title, max(work.day for work in listing.works))
    _link(feed, "self", url, _ACQUISITION)
    _link(feed, "start", shop.url(START), _NAVIGATION)
    _link(feed, "up", shop.url(START), _NAVIGATION)
    last = len(listing.pages) - 1
    neighbors = [("first", 0), ("last", last)] if last else []
    neighbors += [("previous", number - 1)] if number else []
    neighbors += [("next", number + 1)] if number < last else []
    for rel, other in neighbors:
        _link(feed, rel, shop.url(_page_path(listing, other)), _ACQUISITION)
    _add_facets(feed, shop, listing)
    _add(feed, "opensearch:totalResults", str(len(listing.works)))
    _add(feed, "opensearch:itemsPerPage", str(PER_PAGE))
    for work in listing.pages[number]:
        _add_work(feed, work)
    return feed


def _add_facets(feed: ET.Element, shop: Shop, listing: Listing) -> None:
    for facet in shop.facets:
        for choice in facet.choices:
            stated = {
                "title": choice.name,
                "opds:facetGroup": facet.name,
                "thr:count": str(choice.count),
                **({"opds:activeFacet": "true"} if choice.key == listing.key else {}),
            }
            url = shop.url(f"catalog/opds/{choice.key}.xml")
            _link(feed, "http://opds-spec.org/facet", url, _ACQUISITION, **stated)


def _add_work(feed: ET.Element, work: Work) -> None:
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", work.identifier)
    _add(entry, "title", work.title)
    _add(entry, "updated", _moment(work.day))
    _add(entry, "published", _moment(work.first) if work.first else "")
    for credit in work.credits:
        _add(ET.SubElement(entry, "author"), "name", credit.name)
    _add(entry, "dc:language", work.language)
    _add(entry, "dc:publisher", work.publisher)
    _add(entry, "dc:issued", work.first)
    _add(entry, "rights", work.license_url)
    _add(entry, "summary", work.description, type="text")
    for name in dict.fromkeys((*(subject.term for subject in work.subjects), *work.interests)):
        ET.SubElement(entry, "category", {"term": visible(name), "label": visible(name)})
    _link(entry, "http://opds-spec.org/acquisition/open-access", work.book_url, "application/epub+zip")
    _link(entry, "http://opds-spec.org/image", work.cover_url, "image/png")
    _link(entry, "http://opds-spec.org/image/thumbnail", work.cover_url, "image/png")
    _link(entry, "alternate", work.page_url, "text/html")


def _open_feed(shop: Shop, url: str, title: str, day: str) -> ET.Element:
    feed = ET.Element("feed", {**_SPACES, "xml:lang": shop.collection.language})
    _add(feed, "id", url)
    _add(feed, "title", title)
    _add(feed, "updated", _moment(day))
    author = ET.SubElement(feed, "author")
    _add(author, "name", visible(shop.collection.publisher) or shop.title)
    return feed


def _link(parent: ET.Element, rel: str, href: str, kind: str, **more: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href, "type": kind} | {k: visible(v) for k, v in more.items()})


def _add(parent: ET.Element, name: str, words: str, **more: str) -> None:
    if plain := visible(words):
        ET.SubElement(parent, name, more).text = plain


def _page_path(listing: Listing, number: int) -> str:
    return f"catalog/opds/{listing.key}{f'.{number + 1}' if number else ''}.xml"


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _write(feed: ET.Element) -> bytes:
    ET.indent(feed, " ")
    data: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
