"""A small gateway for the answers in ``catalog/oai/verbs``: it chooses a file, as the guide tells a web server to.

Besides, it does what a web server alone cannot: it leaves out what is older than ``from`` or younger than ``until``,
and answers GetRecord from the pages.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from lxml import etree

from .oai_gateway import serve_answers
from .xml_form import parse_xml

OAI = "{http://www.openarchives.org/OAI/2.0/}"
VERBS = "catalog/oai/verbs/"


def choose_file(files: Mapping[str, bytes], arguments: Mapping[str, str]) -> bytes:
    """Return the answer as the web server of the guide does, by names alone."""
    verb = arguments.get("verb", "")
    page = arguments.get("resumptionToken") or arguments.get("metadataPrefix", "")
    wanted, otherwise = "badVerb", "badVerb"
    if verb in ("Identify", "ListMetadataFormats", "ListSets"):
        wanted = verb
    elif verb in ("ListRecords", "ListIdentifiers") and re.fullmatch(r"[A-Za-z0-9_.]*", page):
        wanted = f"{verb}/{page}"
        otherwise = "badResumptionToken" if "resumptionToken" in arguments else "cannotDisseminateFormat"
    return files.get(f"{VERBS}{wanted}.xml") or files[f"{VERBS}{otherwise}.xml"]


def answer(files: Mapping[str, bytes], arguments: Mapping[str, str]) -> bytes:
    """Return the answer to one request."""
    if arguments.get("verb") == "GetRecord":
        return _find_record(files, arguments)
    root = parse_xml(choose_file(files, arguments))
    first, last = arguments.get("from", "0"), arguments.get("until", "9")
    for entry in root.findall(f"{OAI}ListRecords/{OAI}record") + root.findall(f"{OAI}ListIdentifiers/{OAI}header"):
        if not first <= entry.findtext(f".//{OAI}datestamp") <= last:
            entry.getparent().remove(entry)
    return etree.tostring(root)


def _find_record(files: Mapping[str, bytes], arguments: Mapping[str, str]) -> bytes:
    page: Any = parse_xml(choose_file(files, {"verb": "ListRecords", "metadataPrefix": arguments["metadataPrefix"]}))
    while page is not None:
        for record in page.iter(f"{OAI}record"):
            if record.findtext(f".//{OAI}identifier") == arguments["identifier"]:
                listed = page.find(f"{OAI}ListRecords")
                listed[:] = [record]
                listed.tag = f"{OAI}GetRecord"
                return etree.tostring(page)
        token = page.findtext(f".//{OAI}resumptionToken")
        page = parse_xml(choose_file(files, {"verb": "ListRecords", "resumptionToken": token})) if token else None
    raise AssertionError(arguments)


@contextmanager
def serve_verbs(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve the answers on a free port of 127.0.0.1; yield the address for harvesters."""
    with serve_answers(partial(answer, files), "/catalog/oai/verbs") as address:
        yield address
