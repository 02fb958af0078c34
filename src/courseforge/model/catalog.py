"""What an author or a cataloger says for catalogs: subjects, alignments, works on the shelves, facts set by hand."""

from dataclasses import dataclass, field
from typing import Literal

#: Where a subject's term comes from. ``local``: the library's own words, or nobody has looked it up.
SubjectScheme = Literal["local", "lcsh", "lcshac", "fast", "thema", "aat", "wikidata"]
AlignmentType = Literal["teaches", "assesses", "prerequisite"]
#: MARC 21, 008/22.
Audience = Literal["", "juvenile", "pre-adolescent", "adolescent", "adult", "general", "specialized"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a lesson is about, as one vocabulary names it."""

    term: str  # as it stands there: "Drum machines"
    scheme: SubjectScheme = "local"
    uri: str = ""  # address of the term: http://id.loc.gov/authorities/subjects/…
    code: str = ""  # number or code of the term: "898247" (FAST), "AVQ" (Thema)


@dataclass(frozen=True, slots=True)
class Alignment:
    """A statement of somebody else's framework that a lesson teaches, assesses or builds on."""

    framework: str  # "DigComp"
    code: str = ""  # "3.4"
    name: str = ""  # in the framework's words, where those may be copied; else in one's own
    url: str = ""
    version: str = ""  # "2.2"
    type: AlignmentType = "teaches"


@dataclass(frozen=True, slots=True)
class Resource:
    """A work that goes with a lesson: a book on the library's shelves, an article."""

    title: str = ""
    isbn: str = ""
    doi: str = ""
    bib: str = ""  # its number in the library's own catalog
    url: str = ""
    note: str = ""  # why it goes with the lesson


@dataclass(frozen=True, slots=True)
class CatalogReview:
    """A cataloger has looked at the record. No name: the role says who can be asked."""

    role: str = ""
    date: str = ""  # ISO 8601


@dataclass(frozen=True, slots=True)
class CatalogFacts:
    """What a cataloger has set by hand (``catalog:``); it goes before what courseforge would say itself."""

    reviewed: CatalogReview = field(default_factory=CatalogReview)  # the record was looked at by a cataloger
    summary: str = ""  # MARC 520
    audience: Audience = ""  # MARC 008/22; empty: from the ages
    call_number: str = ""
    genres: tuple[str, ...] = ()  # MARC 655, terms of the LC Genre/Form Terms
    notes: tuple[str, ...] = ()  # MARC 500
    fields: tuple[str, ...] = ()  # more MARC fields: "246 3_ $a Beat making"
