"""The answers of OAI-PMH 2.0 as files, for libraries of any size; what was withdrawn is told too.

Below ``catalog/oai/verbs`` lies one file for each answer, so that whoever serves them only has to choose:

    verb=Identify                                    Identify.xml
    verb=ListRecords&metadataPrefix=oai_dc           ListRecords/oai_dc.xml
    verb=ListRecords&resumptionToken=oai_dc.3f2a.2   ListRecords/oai_dc.3f2a.2.xml
    anything else                                    badVerb.xml, cannotDisseminateFormat.xml, badResumptionToken.xml

A token names the list that it goes on with: when the list has changed, the old pages are gone, and the harvester is
told to begin again rather than given pages of two different lists.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from courseforge.catalog.collection import Collection
from courseforge.catalog.oai.entries import Entry
from courseforge.catalog.oai.identity import VERBS_PATH, Repository, write_identity
from courseforge.catalog.oai.metadata_formats import METADATA_FORMATS, MetadataFormat, Writer, write_metadata_formats
from courseforge.catalog.xml_text import DECLARATION, branch, leaf

_PAGE = 200  # records of an answer
_NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
_NAMES = {
    "xmlns": _NAMESPACE,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{_NAMESPACE} {_NAMESPACE}OAI-PMH.xsd",
}
# What a request cannot have: the file's name is the code of the error.
_ERRORS = {
    "badVerb": "This repository has no answer to that verb.",
    "cannotDisseminateFormat": "This repository has no such format, or none was named.",
    "badResumptionToken": "This list has changed, or never was. Please begin again.",
}


@dataclass(frozen=True, slots=True)
class _Answers:
    """What all answers have in common; the day takes the place of a clock."""

    url: str
    day: str

    def write(self, name: str, inner: str, request: Mapping[str, str]) -> tuple[str, bytes]:
        parts = (
            leaf("responseDate", f"{self.day}T00:00:00Z"),
            leaf("request", self.url, request),
            inner,
        )
        return f"{VERBS_PATH}/{name}.xml", (DECLARATION + branch("OAI-PMH", "\n".join(parts), _NAMES) + "\n").encode()


@dataclass(frozen=True, slots=True)
class _List:
    """Everything there is, in pages.

    Attributes:
        mark: what is the same as long as the list is.
    """

    entries: Sequence[Entry]
    mark: str

    @property
    def last(self) -> int:
        """Number of the last page; the first is 0."""
        return (len(self.entries) - 1) // _PAGE

    def page(self, number: int) -> Sequence[Entry]:
        return self.entries[number * _PAGE : (number + 1) * _PAGE]


def write_verbs(
    repository: Repository, entries: Sequence[Entry], collection: Collection
) -> Iterator[tuple[str, bytes]]:
    """Write every answer, one after another: of a large library only one page is in memory."""
    answers = _Answers(repository.verbs_url, max(collection.day, entries[-1].day))
    identity = write_identity(repository, repository.verbs_url, entries[0].day, deletions="persistent")
    told = {"Identify": identity, "ListMetadataFormats": write_metadata_formats()}
    for verb, inner in told.items():
        yield answers.write(verb, branch(verb, inner), {"verb": verb})
    yield answers.write("ListSets", _write_error("noSetHierarchy", "There are no sets."), {"verb": "ListSets"})
    for code, words in _ERRORS.items():
        yield answers.write(code, _write_error(code, words), {})
    listed = _List(entries, _mark(entries))
    for row in METADATA_FORMATS:
        write = partial(_write_record, row.open(collection))
        yield from _write_pages("ListIdentifiers", row, listed, answers, _write_header)
        yield from _write_pages("ListRecords", row, listed, answers, write)


def _mark(entries: Iterable[Entry]) -> str:
    lines = "".join(f"{entry.identifier} {entry.day} {entry.record is None}\n" for entry in entries)
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def _write_error(code: str, words: str) -> str:
    return leaf("error", words, {"code": code})


def _write_pages(
    verb: str, row: MetadataFormat, listed: _List, answers: _Answers, write: Callable[[Entry], str]
) -> Iterator[tuple[str, bytes]]:
    """Write a list page by page."""
    for number in range(listed.last + 1):
        lines = (*map(write, listed.page(number)), _write_token(row, listed, number))
        name = _name_page(row, listed, number)
        request = {"resumptionToken": name} if number else {"metadataPrefix": name}
        yield answers.write(f"{verb}/{name}", branch(verb, "\n".join(lines)), {"verb": verb} | request)


def _name_page(row: MetadataFormat, listed: _List, number: int) -> str:
    return f"{row.prefix}.{listed.mark}.{number + 1}" if number else row.prefix


def _write_token(row: MetadataFormat, listed: _List, number: int) -> str:
    """Name the page that follows; on the last of several say that none does."""
    if not listed.last:
        return ""
    counts = {"completeListSize": str(len(listed.entries)), "cursor": str(number * _PAGE)}
    following = _name_page(row, listed, number + 1) if number < listed.last else ""
    return leaf("resumptionToken", following, counts) or branch("resumptionToken", "", counts)


def _write_record(write: Writer, entry: Entry) -> str:
    metadata = branch("metadata", write(entry.record)) if entry.record else ""
    return branch("record", _write_header(entry) + metadata)


def _write_header(entry: Entry) -> str:
    status = {} if entry.record else {"status": "deleted"}
    return branch("header", leaf("identifier", entry.identifier) + leaf("datestamp", entry.day), status)
