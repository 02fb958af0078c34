"""A small gateway for an OAI-PMH static repository: the six verbs over 127.0.0.1, answered from one file.

After "Specification for an OAI Static Repository and an OAI Static Repository Gateway". It stands here so that
harvesters can be let loose on the file; a library would use a gateway of its consortium.
"""

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from .xml_form import parse_xml

OAI = "http://www.openarchives.org/OAI/2.0/"
STATIC = "{http://www.openarchives.org/OAI/2.0/static-repository}"
PAGE = 2  # records in an answer: so few that small samples need a resumption token


@dataclass(frozen=True, slots=True)
class Repository:
    """What a static repository holds: its parts as XML, and its records by metadata prefix, in their order."""

    identify: Any
    formats: Any
    records: Mapping[str, list[Any]]


def read_repository(data: bytes) -> Repository:
    """Return the parts of a static repository; one that is missing is an empty element."""
    tree = parse_xml(data)
    identify, formats = (_part(tree, name) for name in ("Identify", "ListMetadataFormats"))
    records = {part.get("metadataPrefix", ""): list(part) for part in tree.findall(f"{STATIC}ListRecords")}
    return Repository(identify, formats, records)


def _part(tree: Any, name: str) -> Any:
    found = tree.find(f"{STATIC}{name}")
    return etree.Element(f"{STATIC}{name}") if found is None else found


def answer(repository: Repository, arguments: Mapping[str, str]) -> bytes:
    """Return the OAI-PMH answer to one request."""
    verb = arguments.get("verb", "")
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap={None: OAI})
    etree.SubElement(root, f"{{{OAI}}}responseDate").text = "2027-01-02T00:00:00Z"
    request = etree.SubElement(root, f"{{{OAI}}}request")
    request.text = repository.identify.findtext(f"{{{OAI}}}baseURL")
    try:
        body = _answer_verb(repository, verb, arguments)
        for name, value in arguments.items():
            request.set(name, value)
        root.append(body)
    except ValueError as error:
        code, _, text = str(error).partition(": ")
        etree.SubElement(root, f"{{{OAI}}}error", code=code).text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _answer_verb(repository: Repository, verb: str, arguments: Mapping[str, str]) -> Any:
    if verb == "ListSets":
        raise ValueError("noSetHierarchy: a static repository has no sets")
    body = etree.Element(f"{{{OAI}}}{verb or 'none'}")
    match verb:
        case "Identify":
            body.extend(copy.deepcopy(list(repository.identify)))
        case "ListMetadataFormats":
            body.extend(copy.deepcopy(list(repository.formats)))
        case "GetRecord":
            wanted = arguments.get("identifier")
            found = [one for one in _records(repository, arguments) if _header(one, "identifier") == wanted]
            if not found:
                raise ValueError(f"idDoesNotExist: {wanted}")
            body.append(copy.deepcopy(found[0]))
        case "ListRecords" | "ListIdentifiers":
            _list(repository, arguments, body)
        case _:
            raise ValueError(f"badVerb: {verb}")
    return body


def _list(repository: Repository, arguments: Mapping[str, str], body: Any) -> None:
    """Put one page of records, or of their headers, into an answer, and say where the next begins."""
    token = arguments.get("resumptionToken", "")
    prefix, first, last, start = token.split(",") if token.count(",") == 3 else (
        arguments.get("metadataPrefix", ""), arguments.get("from", ""), arguments.get("until", ""), "0",
    )  # fmt: skip
    if token and not start.isdigit():
        raise ValueError(f"badResumptionToken: {token}")
    chosen = [
        record
        for record in _records(repository, {"metadataPrefix": prefix})
        if (first or "0") <= _header(record, "datestamp") <= (last or "9")
    ]
    page = chosen[int(start) : int(start) + PAGE]
    if not page:
        raise ValueError("noRecordsMatch: none")
    for record in copy.deepcopy(page):
        body.append(record[0] if body.tag.endswith("ListIdentifiers") else record)
    if len(chosen) > PAGE:
        after = int(start) + PAGE
        more = etree.SubElement(body, f"{{{OAI}}}resumptionToken", completeListSize=str(len(chosen)), cursor=start)
        more.text = f"{prefix},{first},{last},{after}" if after < len(chosen) else None


def _records(repository: Repository, arguments: Mapping[str, str]) -> list[Any]:
    prefix = arguments.get("metadataPrefix", "")
    if prefix not in repository.records:
        raise ValueError(f"cannotDisseminateFormat: {prefix}")
    return repository.records[prefix]


def _header(record: Any, name: str) -> str:
    return record.findtext(f"{{{OAI}}}header/{{{OAI}}}{name}") or ""


@contextmanager
def serve(data: bytes) -> Iterator[str]:
    """Serve a static repository on a free port of 127.0.0.1; yield the address for harvesters."""
    with serve_answers(partial(answer, read_repository(data)), "/oai") as address:
        yield address


@contextmanager
def serve_answers(tell: Callable[[dict[str, str]], bytes], path: str) -> Iterator[str]:
    """Answer what harvesters ask on a free port of 127.0.0.1; yield the address with this path."""

    class Gateway(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = tell(dict(parse_qsl(urlsplit(self.path).query)))
            self.send_response(200)
            self.send_header("Content-Type", "text/xml; charset=utf-8")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{path}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
