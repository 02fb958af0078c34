"""What it is about: headings that were chosen, words that anybody gave, statements of curricula."""

import re
from collections.abc import Iterator

from pymarc import Field

from courseforge.catalog.marc.cataloging import Cataloging
from courseforge.catalog.marc.fields import data_field, divide
from courseforge.catalog.marc.text import clean
from courseforge.model import Alignment, Record, Subject

_SCHEMES = {"lcsh": " 0", "lcshac": " 1", "fast": " 7", "aat": " 7"}
_OWN_INDICATOR = frozenset({"lcsh", "lcshac"})  # the others are named in $2
# Free-floating form subdivisions of LCSH that a lesson is likely to have; every other one is general.
_FORMS = frozenset(
    {
        "juvenile literature", "handbooks, manuals, etc.", "textbooks", "problems, exercises, etc.",
        "study guides", "outlines, syllabi, etc.", "activity programs", "guidebooks", "popular works",
    }
)  # fmt: skip
_PERIOD = re.compile(r"\d{1,2}(?:st|nd|rd|th) century|\d{3,4}-(?:\d{3,4})?|to \d{3,4}", re.IGNORECASE)


def make_categories(record: Record) -> Iterator[Field]:
    """Make field 072: Thema is a scheme of codes, not of headings."""
    for subject in record.subjects:
        if subject.scheme == "thema":
            yield from data_field("072", " 7", ("a", subject.code), ("2", "thema"))


def make_subjects(record: Record) -> Iterator[Field]:
    """Make the fields 650, and 653 for words that no vocabulary controls."""
    for subject in record.subjects:
        if subject.scheme in _SCHEMES:
            yield from _make_heading(subject)
    for subject in record.subjects:
        if subject.scheme not in _SCHEMES:
            # Wikidata names things and has no headings: its address is that of the thing ($1).
            thing = subject.uri if subject.scheme == "wikidata" else ""
            yield from data_field("653", "  ", ("a", subject.term), ("1", thing))
    given = {clean(subject.term).casefold() for subject in record.subjects}
    for word in dict.fromkeys((*record.interests, *record.teaches)):
        if clean(word).casefold() not in given:
            yield from data_field("653", " 0", ("a", word))


def make_genres(record: Record, cataloging: Cataloging, link: str) -> Iterator[Field]:
    """Make the fields 653 by which catalogs find open educational resources, and 655."""
    if is_open(record.license):
        for word in dict.fromkeys(
            ("OER", "Open educational resources", cataloging.ui.text("Open educational resources"))
        ):
            yield from data_field("653", " 6", ("8", link), ("a", word))
    for genre in record.catalog.genres:
        yield from data_field("655", " 7", ("a", genre), ("2", "lcgft"))


def make_objectives(record: Record) -> Iterator[Field]:
    """Make a field 658 for each statement of a framework that is taught or assessed."""
    for alignment in record.alignments:
        if alignment.type != "prerequisite":
            yield from _make_objective(alignment)


def is_open(license: str) -> bool:
    """Tell whether everybody may change it and pass it on, which is what open educational resources are."""
    return license.startswith("CC") and "-ND" not in license


def _make_heading(subject: Subject) -> Iterator[Field]:
    subfields = [("a", subject.term)] if subject.scheme != "lcsh" else list(divide_heading(subject.term))
    numbers = [("0", f"(OCoLC)fst{subject.code.zfill(8)}")] if subject.scheme == "fast" and subject.code else []
    source = [] if subject.scheme in _OWN_INDICATOR else [("2", subject.scheme)]
    return data_field("650", _SCHEMES[subject.scheme], *subfields, *source, *numbers, ("0", subject.uri))


def divide_heading(term: str) -> Iterator[tuple[str, str]]:
    """Divide ``Drums--History`` at its subdivisions; ``Drums $x History $z Texas`` says of which kind each is."""
    main, *rest = (part.strip() for part in re.split(r"--|—", term))
    yield from divide(main)
    for subdivision in rest:
        yield "v" if subdivision.lower() in _FORMS else "y" if _PERIOD.fullmatch(subdivision) else "x", subdivision


def _make_objective(alignment: Alignment) -> Iterator[Field]:
    framework = " ".join(filter(None, (alignment.framework.strip(), alignment.version.strip())))
    subfields = (("a", framework), ("b", alignment.name), ("c", alignment.code), ("0", alignment.url), ("2", "local"))
    return data_field("658", "  ", *subfields)
