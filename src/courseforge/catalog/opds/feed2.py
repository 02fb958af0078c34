"""Feeds as OPDS 2.0 has them (https://drafts.opds.io/opds-2.0); of books they say what Readium's manifest can say."""

import json
from collections.abc import Iterator
from typing import Any

from courseforge.catalog.epub.cover import HEIGHT, WIDTH
from courseforge.catalog.epub.page import FORBIDDEN, visible
from courseforge.catalog.opds.works import PER_PAGE, Listing, Shop, Work
from courseforge.model import Subject
from courseforge.records.addresses import page_path

START = "catalog/opds.json"
_FEED = "application/opds+json"
_PUBLICATION = "application/opds-publication+json"
#: Vocabularies by their addresses, as ``scheme`` of a subject wants it.
_SCHEMES = {
    "lcsh": "http://id.loc.gov/authorities/subjects",
    "lcshac": "http://id.loc.gov/authorities/childrensSubjects",
    "fast": "http://id.worldcat.org/fast",
    "thema": "https://ns.editeur.org/thema",
    "aat": "http://vocab.getty.edu/aat",
    "wikidata": "http://www.wikidata.org/entity",
}
_NEWEST = 8  # books shown at the entrance


def make_feeds_2(shop: Shop, listings: list[Listing]) -> Iterator[tuple[str, bytes]]:
    """Make the entrance, every page of every list, and each book alone."""
    yield START, _write(_make_start(shop, listings))
    for listing in listings:
        for number in range(len(listing.pages)):
            yield _page_path(listing, number), _write(_make_page(shop, listing, number))
    for work in shop.works:
        yield work.self_path, _write(_describe(work, shop))


def _make_start(shop: Shop, listings: list[Listing]) -> dict[str, Any]:
    new = next(listing for listing in listings if listing.key == "new")
    links = [
        _link(shop, START, rel="self"),
        _link(shop, START, rel="start"),
        {
            "rel": "alternate",
            "type": "text/html",
            "href": shop.url(page_path("home", "", shop.collection.language, shop.collection.language)),
        },
    ]
    rels = {"new": "http://opds-spec.org/sort/new"}
    lists = [
        _link(shop, _page_path(one, 0), rel=rels.get(one.key, "subsection"), title=one.title) for one in listings
    ]
    group = {
        "metadata": {"title": new.title, "numberOfItems": len(new.works)},
        "links": [_link(shop, _page_path(new, 0), rel="self")],
        "publications": [_describe(work, shop) for work in new.works[:_NEWEST]],
    }
    metadata = {"title": shop.title, "modified": _moment(shop.day)}
    return {"metadata": metadata, "links": links, "navigation": lists, "groups": [group]}


def _make_page(shop: Shop, listing: Listing, number: int) -> dict[str, Any]:
    works = listing.pages[number]
    metadata = {
        "title": listing.title,
        "modified": _moment(max(work.day for work in listing.works)),
        "numberOfItems": len(listing.works),
        "itemsPerPage": PER_PAGE,
        "currentPage": number + 1,
    }
    return {
        "metadata": metadata,
        "links": list(_list_links(shop, listing, number)),
        "publications": [_describe(work, shop) for work in works],
        **_list_facets(shop, listing),
    }


def _list_links(shop: Shop, listing: Listing, number: int) -> Iterator[dict[str, Any]]:
    last = len(listing.pages) - 1
    yield _link(shop, _page_path(listing, number), rel="self")
    yield _link(shop, START, rel="start")
    yield _link(shop, START, rel="up")
    if last:
        yield _link(shop, _page_path(listing, 0), rel="first")
        yield _link(shop, _page_path(listing, last), rel="last")
    if number:
        yield _link(shop, _page_path(listing, number - 1), rel="previous")
    if number < last:
        yield _link(shop, _page_path(listing, number + 1), rel="next")


def _list_facets(shop: Shop, listing: Listing) -> dict[str, Any]:
    facets = [
        {
            "metadata": {"title": facet.name},
            "links": [
                _link(shop, f"catalog/opds/{choice.key}.json", title=choice.name)
                | {"properties": {"numberOfItems": choice.count}}
                | ({"rel": "self"} if choice.key == listing.key else {})
                for choice in facet.choices
            ],
        }
        for facet in shop.facets
    ]
    return {"facets": facets} if facets else {}


def _describe(work: Work, shop: Shop) -> dict[str, Any]:
    metadata = {
        "@type": "http://schema.org/Book",
        "title": work.title,
        "identifier": work.identifier,
        "language": work.language,
        "modified": _moment(work.day),
        "published": work.first,
        "author": [{"name": visible(credit.name)} for credit in work.credits],
        "publisher": work.publisher,
        "description": work.description,
        "subject": [*map(_describe_subject, work.subjects), *({"name": visible(name)} for name in work.interests)],
        "belongsTo": {"series": {"name": shop.title}},
    }
    links = [
        {"rel": "self", "href": work.self_url, "type": _PUBLICATION},
        {
            "rel": "http://opds-spec.org/acquisition/open-access",
            "href": work.book_url,
            "type": "application/epub+zip",
        },
        {"rel": "alternate", "href": work.page_url, "type": "text/html"},
        *([{"rel": "license", "href": work.license_url, "type": "text/html"}] if work.license_url else []),
    ]
    image = {"href": work.cover_url, "type": "image/png", "width": WIDTH, "height": HEIGHT}
    known = {key: value for key, value in metadata.items() if value not in ("", [], {})}
    return {"metadata": known, "links": links, "images": [image]}


def _describe_subject(subject: Subject) -> dict[str, str]:
    stated = {
        "name": visible(subject.term),
        "scheme": _SCHEMES.get(subject.scheme, ""),
        "code": visible(subject.code),
    }
    return {key: value for key, value in stated.items() if value}


def _link(shop: Shop, path: str, *, rel: str = "", title: str = "") -> dict[str, Any]:
    stated = {"rel": rel, "href": shop.url(path), "type": _FEED, "title": title}
    return {key: value for key, value in stated.items() if value}


def _page_path(listing: Listing, number: int) -> str:
    return f"catalog/opds/{listing.key}{f'.{number + 1}' if number else ''}.json"


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _write(feed: dict[str, Any]) -> bytes:
    return (FORBIDDEN.sub("", json.dumps(feed, ensure_ascii=False, indent=1)) + "\n").encode()
