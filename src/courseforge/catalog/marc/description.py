"""Who published it and what it is made of (RDA), for whom it is meant, and how it can be perceived."""

from collections.abc import Iterator, Mapping

from pymarc import Field

from courseforge.catalog.marc.audience import TERMS, code_audience
from courseforge.catalog.marc.cataloging import Cataloging
from courseforge.catalog.marc.fields import data_field
from courseforge.catalog.marc.text import clean
from courseforge.model import Record

# Features of a page that help with each mode (341 $b to $e), in the words of schema.org.
_TEXTUAL = {
    "textual": ("MathML", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"),
    "visual": ("alternativeText", "longDescription"),
    "auditory": ("transcript", "captions"),
}
# Content, media and carrier type, and type of file, as RDA calls them in English and codes them.
_TYPES = (
    ("336", "text", "txt", "rdacontent"),
    ("337", "computer", "c", "rdamedia"),
    ("338", "online resource", "cr", "rdacarrier"),
)


def make_publication(record: Record, cataloging: Cataloging) -> Iterator[Field]:
    """Make field 264: place, publisher and year of publication, as far as they are known."""
    place, publisher = clean(cataloging.catalog.place), clean(record.publisher)
    year = record.first[:4]
    yield from data_field(
        "264",
        " 1",
        ("a", f"{place} :" if place and publisher else place),
        ("b", f"{publisher}," if publisher and year else publisher),
        ("c", f"{year}." if year else ""),
    )


def make_types(cataloging: Cataloging) -> Iterator[Field]:
    """Make the fields 300 to 338 and 347, the same for every page."""
    yield from data_field("300", "  ", ("a", cataloging.ui.text("1 online resource")))
    is_english = cataloging.language.partition("-")[0] == "en"
    for tag, term, code, source in _TYPES:
        yield from data_field(tag, "  ", ("a", term if is_english else ""), ("b", code), ("2", source))
    yield from data_field("347", "  ", ("a", "text file" if is_english else ""), ("b", "HTML"))


def make_access_modes(record: Record, link: str) -> Iterator[Field]:
    """Make a field 341 for each mode of access, with what a page has to help (schema.org, code ``sapdv``).

    Args:
        link: subfield $8, to the field that says who concluded it; empty for none.
    """
    features = frozenset(record.accessibility.features)
    for mode in record.accessibility.modes:
        helps = tuple(("b", feature) for feature in _TEXTUAL.get(mode, ()) if feature in features)
        yield from data_field("341", "0 ", ("8", link), ("a", mode), *helps, ("2", "sapdv"))


def make_audience(record: Record, link: str) -> Iterator[Field]:
    """Make field 385, in the words of the MARC Target Audience Term List, as far as it has one."""
    term = TERMS.get(code_audience(record), "")
    # What a cataloger chose, no program has concluded.
    return data_field("385", "  ", ("8", "" if record.catalog.audience else link), ("a", term), ("2", "marctarget"))


def make_accessibility_notes(record: Record, cataloging: Cataloging, link: str) -> Iterator[Field]:
    """Make the fields 532: what helps, what is missing, what may harm, in words that a reader understands."""
    features, lacks, ui = frozenset(record.accessibility.features), [], cataloging.ui
    said: Mapping[str, str] = {
        "alternativeText": ui.text("Pictures have a text that says what they show."),
        "MathML": ui.text("Formulas can be read aloud."),
        "transcript": ui.text("Recordings have a transcript."),
        "displayTransformability": ui.text("Text and colors can be changed."),
        "structuralNavigation": ui.text("Headings lead through the page."),
    }
    modes = record.accessibility.modes
    if "visual" in modes and "alternativeText" not in features:
        lacks.append(ui.text("Not all pictures have a text that says what they show."))
    if "auditory" in modes and "transcript" not in features:
        lacks.append(ui.text("Not all recordings have a transcript."))
    helps = [words for feature, words in said.items() if feature in features]
    yield from data_field("532", "1 ", ("8", link), ("a", " ".join(helps)))
    yield from data_field("532", "2 ", ("8", link), ("a", " ".join(lacks)))
