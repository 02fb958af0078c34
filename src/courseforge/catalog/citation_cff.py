"""How to cite the whole library: ``CITATION.cff`` (https://citation-file-format.github.io, version 1.2.0).

It is YAML; each value is written as JSON, which YAML understands, with what YAML could mistake written as numbers.
"""

import json
import re
from collections.abc import Iterator

from courseforge.catalog.collection import Collection
from courseforge.records.addresses import web_address
from courseforge.records.licenses import license_url
from courseforge.records.one_line import one_line

# What YAML 1.1 takes for a line end, or for no letter at all.
_STRANGE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# Licenses of the schema's list, as far as the house knows their addresses.
_LISTED = re.compile(r"CC-BY(?:-SA|-NC|-ND|-NC-SA|-NC-ND)?-(?:1\.0|2\.0|2\.5|3\.0|4\.0)|CC0-1\.0|MIT|Apache-2\.0")


def make_citation_cff(collection: Collection) -> bytes:
    """Return the file. The library stands as the author: its lessons name their own."""
    return ("\n".join(_list_lines(collection)) + "\n").encode()


def _list_lines(collection: Collection) -> Iterator[str]:
    publisher = collection.settings.courseforge.publisher
    yield "cff-version: 1.2.0"
    yield "type: dataset"
    yield f"title: {_write(collection.title)}"
    yield 'message: "Cite the whole library like this. Each lesson has a citation of its own on its page."'
    yield "authors:"
    yield f"  - name: {_write(collection.publisher)}"
    if web_address(publisher.url):
        yield f"    website: {_write(publisher.url)}"
    yield from _list_rest(collection)


def _list_rest(collection: Collection) -> Iterator[str]:
    spdx = collection.settings.courseforge.license
    if web_address(collection.baseurl):
        yield f"url: {_write(collection.baseurl)}"
    if collection.day:
        yield f"date-released: {_write(collection.day)}"
    if _LISTED.fullmatch(spdx):
        yield f"license: {_write(spdx)}"
    elif license_url(spdx):
        yield f"license-url: {_write(license_url(spdx))}"
    interests = sorted({one_line(name) for record in collection.records for name in record.interests} - {""})
    if interests:
        yield "keywords:"
        yield from (f"  - {_write(name)}" for name in interests)


def _write(text: str) -> str:
    quoted = json.dumps(one_line(text), ensure_ascii=False)
    return _STRANGE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
