"""OPDS feeds: what two readers of e-book catalogs understand, and what the specifications ask of a feed besides.

OPDS 2.0 is read by the Palace Project's parser, which knows what is required, and by Readium's library, on which
Thorium Reader is built; OPDS 1.2 by feedparser and by the same library. Neither schema may be copied into this
repository (see ``schemas/README.md``): the rules below are our own reading of the specifications.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
from lxml import etree

from ..programs import NODE_FOLDER, find_node_package, find_readers_python, require_program
from .run import run
from .xml_form import parse_xml

HERE = Path(__file__).parents[1]
ATOM = "{http://www.w3.org/2005/Atom}"
ACQUISITION = "http://opds-spec.org/acquisition"
IMAGE = "http://opds-spec.org/image"
RASTER = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif")
RASTER_IN_1 = RASTER[:3]
KINDS_IN_1 = re.compile(r"application/atom\+xml;\s*profile=opds-catalog;\s*kind=(acquisition|navigation)")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def read_opds(data: bytes, kind: str) -> dict[str, Any]:
    """Return, as OPDS 2.0, what Readium's library understands of a feed; ``kind`` is ``json`` or ``atom``."""
    find_node_package("r2-opds-js")
    environment = os.environ | {"NODE_PATH": str(NODE_FOLDER / "node_modules")}
    answer = run(require_program("node"), HERE / "node/read_opds.cjs", kind, feed=data, environment=environment)
    feed: dict[str, Any] = json.loads(answer)
    return feed


def validate_opds2_feed(data: bytes) -> list[str]:
    """Return what is wrong with an OPDS 2.0 feed."""
    try:
        feed = json.loads(data)
    except ValueError as error:
        return [f"not JSON: {error}"]
    if not isinstance(feed, dict):
        return ["a feed is an object"]
    said = run(find_readers_python(), HERE / "readers/opds2.py", feed=data)
    findings = [*json.loads(said), *_check_feed(feed), *_find_blanks(feed, "")]
    return findings or _compare(feed, read_opds(data, "json"))


def _check_feed(feed: dict[str, Any]) -> Iterator[str]:
    links = [link for link in feed.get("links", []) if link.get("rel") == "self"]
    if [link.get("type") for link in links] != ["application/opds+json"]:
        yield "a feed has one link to itself, of type application/opds+json"
    if not any(feed.get(part) for part in ("publications", "navigation", "groups")):
        yield "a feed has publications, navigation or groups"
    for link in feed.get("navigation", []):
        if not link.get("title") or not link.get("href"):
            yield f"a link of the navigation has a title and an address: {link}"
    for facet in feed.get("facets", []):
        if not facet.get("metadata", {}).get("title") or len(facet.get("links", [])) < 2:
            yield f"a facet has a title and two links or more: {facet.get('metadata')}"
    groups = feed.get("groups", [])
    for publication in (
        *feed.get("publications", []),
        *(one for group in groups for one in group.get("publications", [])),
    ):
        yield from _check_publication(publication)


def _check_publication(publication: dict[str, Any]) -> Iterator[str]:
    metadata = publication.get("metadata", {})
    name = metadata.get("title") or metadata.get("identifier")
    for key in ("title", "identifier", "language", "modified"):
        if not metadata.get(key):
            yield f"{name}: metadata has no {key}"
    if not any(
        str(link.get("rel", "")).startswith(ACQUISITION) and link.get("type") for link in publication.get("links", [])
    ):
        yield f"{name}: no acquisition link with a type"
    if not any(image.get("type") in RASTER for image in publication.get("images", [])):
        yield f"{name}: no image in a format that every reader shows"


def _find_blanks(value: Any, place: str) -> Iterator[str]:
    if value in ("", None, [], {}):
        yield f"{place} is blank"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _find_blanks(inner, f"{place}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _find_blanks(inner, f"{place}/{number}")


def _compare(feed: dict[str, Any], understood: dict[str, Any]) -> list[str]:
    """Return what a reader did not take over of the titles and links of publications."""
    written, read = (_titles_and_links(one) for one in (feed, understood))
    return [f"Readium's library does not see {one}" for one in sorted(written - read)]


def _titles_and_links(feed: dict[str, Any]) -> set[str]:
    publications = feed.get("publications", [])
    titles = {str(one["metadata"]["title"]) for one in publications}
    return titles | {f"{link.get('rel')} {link['href']}" for one in publications for link in one["links"]}


def validate_opds1(data: bytes) -> list[str]:
    """Return what is wrong with an OPDS 1.2 feed, of navigation or of acquisition."""
    try:
        feed = parse_xml(data)
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    if feed.tag != f"{ATOM}feed":
        return [f"the root is {feed.tag}"]
    entries = feed.findall(f"{ATOM}entry")
    findings = [*_check_atom(feed, "the feed"), *_check_links_of_feed(feed)]
    for entry in entries:
        findings += [*_check_atom(entry, _name(entry)), *_check_entry(entry)]
    ids = Counter(node.text for node in feed.iter(f"{ATOM}id"))
    findings += [f"the id {id} stands {count} times" for id, count in ids.items() if count > 1]
    parsed = feedparser.parse(data)
    if parsed.bozo:
        findings.append(f"feedparser: {parsed.bozo_exception}")
    if findings:
        return findings
    seen = read_opds(data, "atom")
    read = len(seen.get("publications", [])) + len(seen.get("navigation", []))
    return (
        []
        if read == len(entries) == len(parsed.entries)
        else [f"Readium's library sees {read} of {len(entries)} entries"]
    )


def _check_atom(node: Any, name: str) -> Iterator[str]:
    for child in ("id", "title", "updated"):
        if len(node.findall(f"{ATOM}{child}")) != 1 or not node.findtext(f"{ATOM}{child}"):
            yield f"{name} has one {child}"
    if not MOMENT.fullmatch(node.findtext(f"{ATOM}updated") or ""):
        yield f"{name} was updated at no moment: {node.findtext(f'{ATOM}updated')!r}"
    if (
        node.find(f"{ATOM}author") is None
        and node.getparent() is not None
        and node.getparent().find(f"{ATOM}author") is None
    ):
        yield f"{name} has an author, or its feed has"
    yield from (f"{name}: a link has an address" for link in node.findall(f"{ATOM}link") if not link.get("href"))


def _check_links_of_feed(feed: Any) -> Iterator[str]:
    links = {link.get("rel"): link for link in feed.findall(f"{ATOM}link")}
    for rel in ("self", "start"):
        if rel not in links or not KINDS_IN_1.fullmatch(links[rel].get("type", "")):
            yield f"the feed has a link rel={rel} with the type of an OPDS catalog"


def _check_entry(entry: Any) -> Iterator[str]:
    links = entry.findall(f"{ATOM}link")
    acquisition = [link for link in links if (link.get("rel") or "").startswith(ACQUISITION)]
    if not acquisition and not any(KINDS_IN_1.fullmatch(link.get("type", "")) for link in links):
        yield f"{_name(entry)} leads to a book or to another feed"
    yield from (f"{_name(entry)}: an acquisition link has a type" for link in acquisition if not link.get("type"))
    for link in links:
        if (link.get("rel") or "").startswith(IMAGE) and link.get("type") not in RASTER_IN_1:
            yield f"{_name(entry)}: an image is a JPEG, PNG or GIF, not {link.get('type')}"


def _name(entry: Any) -> str:
    return f"entry {entry.findtext(f'{ATOM}title')!r}"
