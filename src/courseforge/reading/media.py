"""``media.yml`` in a course's folder: whose its pictures, data and recordings are."""

import re
from collections.abc import Iterator
from fnmatch import filter as filter_names
from pathlib import Path

from courseforge.diagnostics import Diagnostic
from courseforge.model import MEDIA_FILE, Media, Medium
from courseforge.reading.codes import FACT_IS_UNDERSTOOD, FIELD_IS_OF_ITS_KIND, MOST, REFERENCE_EXISTS, Fault, at_most
from courseforge.reading.fields import read_fields
from courseforge.reading.folder import Listing
from courseforge.reading.licenses import check_license
from courseforge.reading.vocabulary import read_yaml_file
from courseforge.reading.wording import did_you_mean, show
from courseforge.reading.yaml_document import YamlDocument

_TRANSCRIPTS = (".txt", ".md", ".vtt")
_PEOPLE = re.compile(r"none|consented: ?\S.*")


def read_media(root: Path, folder: str, listing: Listing) -> tuple[Media, tuple[Diagnostic, ...]]:
    """Read the file of the course at ``folder``; one that is not there says nothing."""
    if MEDIA_FILE not in listing.files:
        return Media(), ()
    path = f"{folder}/{MEDIA_FILE}"
    document, faults = read_yaml_file(root / path)
    entries: dict[str, Medium] = {}
    if document is not None:
        faults += at_most(_read_entries(document, listing, entries))
    patterns = tuple(name for name in entries if _is_pattern(name))[:MOST]
    lines = document.lines if document else {}
    return Media(entries, patterns, lines), tuple(fault.at(path) for fault in faults)


def _read_entries(document: YamlDocument, listing: Listing, entries: dict[str, Medium]) -> Iterator[Fault]:
    for name in document.value:
        if isinstance(document.value[name], str):  # the short form: images/*: own
            document.value[name] = {"source": document.value[name]}
        if not isinstance(document.value[name], dict):
            message = f"{show(name)} should be a source, or lines of “key: value”."
            hint = f"Write for example: {name}: own"
            yield Fault(FIELD_IS_OF_ITS_KIND, message, hint, line=document.line((name,)))
            continue
        made = read_fields(Medium, document, (name,))
        yield from made.faults
        medium = made.value or Medium()
        entries[name] = medium
        yield from check_license(medium.license, document, (name, "license"))
        yield from _check_people(name, medium, document)
        yield from _check_files(name, medium, document, listing)


def _check_people(name: str, medium: Medium, document: YamlDocument) -> Iterator[Fault]:
    if medium.people and not _PEOPLE.fullmatch(medium.people):
        message = f"“people” says {show(medium.people)}, which courseforge does not understand."
        hint = 'Write people: none, or people: "consented: " and the number of the signed papers.'
        yield Fault(FACT_IS_UNDERSTOOD, message, hint, line=document.line((name, "people")))


def _check_files(name: str, medium: Medium, document: YamlDocument, listing: Listing) -> Iterator[Fault]:
    """Name files that are not there; where a pattern fits nothing, the files it was for are gone or moved."""
    if not (filter_names(listing.files, name) if _is_pattern(name) else name in listing.files):
        message = f"{show(name)} is not the name of a file in this course."
        hint = did_you_mean(name, listing.files) or "Delete the entry, or correct the name."
        yield Fault(REFERENCE_EXISTS, message, hint, line=document.line((name,)))
    if medium.transcript and medium.transcript not in listing.files:
        message = f"The transcript {show(medium.transcript)} is not in this course."
        hint = did_you_mean(medium.transcript, listing.files) or "Put the file there, or correct the name."
        yield Fault(REFERENCE_EXISTS, message, hint, line=document.line((name, "transcript")))
    elif medium.transcript and not medium.transcript.lower().endswith(_TRANSCRIPTS):
        message = f"The transcript {show(medium.transcript)} is not a text that a page can show."
        hint = "Save it as plain text and write its name here, such as sounds/talk.txt"
        yield Fault(FACT_IS_UNDERSTOOD, message, hint, line=document.line((name, "transcript")))


def _is_pattern(name: str) -> bool:
    return "*" in name or "?" in name
