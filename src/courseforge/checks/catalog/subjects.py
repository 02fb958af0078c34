"""Subjects and the vocabularies they come from (CF821, CF822)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from courseforge.checks.catalog.described import list_described
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CourseSubject
from courseforge.model import Subject
from courseforge.reading.vocabulary import is_http


@dataclass(frozen=True, slots=True)
class _Scheme:
    """How a vocabulary numbers its terms.

    Attributes:
        name: as people call it.
        address: of a term; its group is the number.
        number: of a term, as ``code`` has it.
        example: an address.
    """

    name: str
    address: re.Pattern[str]
    number: re.Pattern[str]
    example: str


_SCHEMES: Mapping[str, _Scheme] = {
    "lcsh": _Scheme(
        "LCSH",
        re.compile(r"https?://id\.loc\.gov/authorities/subjects/(sh\d{8,10})"),
        re.compile(r"sh ?\d{8,10}"),
        "http://id.loc.gov/authorities/subjects/sh96008834",
    ),
    "lcshac": _Scheme(
        "LCSHAC",
        re.compile(r"https?://id\.loc\.gov/authorities/childrensSubjects/(sj\d{8,10})"),
        re.compile(r"sj ?\d{8,10}"),
        "http://id.loc.gov/authorities/childrensSubjects/sj…",
    ),
    "fast": _Scheme(
        "FAST",
        re.compile(r"https?://id\.worldcat\.org/fast/([1-9]\d{0,7})"),
        re.compile(r"(?:fst0*)?[1-9]\d{0,7}"),
        "http://id.worldcat.org/fast/1084736",
    ),
    "thema": _Scheme(
        "Thema",
        re.compile(r"https?://ns\.editeur\.org/thema/(?:[a-z]{2}/)?([A-Z0-9-]{1,12})"),
        re.compile(r"[A-Y][A-Z0-9]{0,7}|[1-6][A-Z][A-Z0-9-]{0,10}"),
        "https://ns.editeur.org/thema/en/AVX",
    ),
    "aat": _Scheme(
        "AAT",
        re.compile(r"https?://vocab\.getty\.edu/aat/(3\d{8})"),
        re.compile(r"3\d{8}"),
        "http://vocab.getty.edu/aat/300033973",
    ),
    "wikidata": _Scheme(
        "Wikidata",
        re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9]\d{0,11})"),
        re.compile(r"Q[1-9]\d{0,11}"),
        "http://www.wikidata.org/entity/Q28865",
    ),
}


def find_strange_subjects(course: CourseSubject) -> Iterator[Finding]:
    """The address and the number of a subject look like those of its vocabulary.

    Of a subject with a ``scheme``, ``uri`` and ``code`` have the form that the vocabulary gives them, and where both
    are there they name the same term. Nothing is looked up: whether there is such a term, and whether it is the right
    one, the person knows who chose it.

    Why: library systems match headings by these numbers. One that belongs to another vocabulary links the record to
    something else, or to nothing.

    Fails::

        subjects:
          - {term: Python (Computer program language), scheme: lcsh, uri: "http://id.worldcat.org/fast/1084736"}

    Mended::

        subjects:
          - {term: Python (Computer program language), scheme: fast, uri: "http://id.worldcat.org/fast/1084736"}
    """
    for described in list_described(course):
        for place, subject in described.terms:
            if fault := _find_fault(subject):
                yield Finding(place, *fault)


def _find_fault(subject: Subject) -> tuple[str, str] | None:
    scheme = _SCHEMES.get(subject.scheme)
    if scheme is None:
        if not subject.uri or is_http(subject.uri):
            return None
        return f"“{subject.uri}” is no address on the web.", "Write an address that begins with https://, or none."
    address = scheme.address.fullmatch(subject.uri) if subject.uri else None
    if subject.uri and address is None:
        message = f"“{subject.uri}” is not how {scheme.name} writes the address of a term."
        return message, f"Look the term up, and copy its address. It looks like this: {scheme.example}"
    if subject.code and not scheme.number.fullmatch(subject.code):
        example = _number(scheme.example.rpartition("/")[2])
        return f"“{subject.code}” is not how {scheme.name} numbers its terms.", f"It looks like this: code: {example}"
    if address and subject.code and _number(address[1]) != _number(subject.code):
        message = f"The code “{subject.code}” and the address “{subject.uri}” name two different terms."
        return message, "Look the term up, and keep the one that is right."
    return None


def _number(code: str) -> str:
    return re.sub(r"fst0*| ", "", code)


def find_unplaced_subjects(course: CourseSubject) -> Iterator[Finding]:
    """A term of somebody else's vocabulary has its address or its number there.

    A subject with a ``scheme`` other than ``local`` has a ``uri`` or a ``code``. Without them its words are kept as
    they are.

    Why: words change and are misspelled; the address stays. Linked data and authority control need it.

    Fails::

        subjects:
          - {term: Python (Computer program language), scheme: lcsh}

    Mended::

        subjects:
          - {term: Python (Computer program language), scheme: lcsh, uri: "http://id.loc.gov/authorities/subjects/sh96008834"}
    """
    for described in list_described(course):
        for place, subject in described.terms:
            scheme = _SCHEMES.get(subject.scheme)
            if scheme and not subject.uri and not subject.code:
                message = f"Nothing says where in {scheme.name} the term “{subject.term}” is."
                hint = f"If somebody has looked it up, add its address: uri: {scheme.example}"
                yield Finding(place, message, hint)
