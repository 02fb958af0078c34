"""How to name a lesson as a source, in words and for reference managers.

The words follow the APA style for pages of the web, except that names stand as people chose them
(https://apastyle.apa.org/style-grammar-guidelines/references/examples), and for those who use a part the advice of
Creative Commons: title, author, source, license
(https://wiki.creativecommons.org/wiki/Recommended_practices_for_attribution).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from courseforge.model import Record
from courseforge.records.addresses import citation_path, relative_url
from courseforge.records.bibtex import make_bibtex
from courseforge.records.licenses import short_name
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.page import Fact
from courseforge.rendering.views.sources import Sources

#: What the build calls the format whose files these are.
CITATION_FORMAT = "citation"


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation.

    Attributes:
        before, title, after: the entry in a list of sources.
        credit: what to write where a part of the lesson is used.
        bibtex: the entry for those who write in LaTeX.
        file: for reference managers; None where the build does not write it.
    """

    before: str
    title: str
    after: str
    credit: str
    bibtex: str
    file: Fact | None


def make_citation(record: Record, path: str, sources: Sources, ui: Interface) -> CitationView:
    """Make the citation of a lesson for the page at ``path``."""
    wanted = sources.settings.courseforge.catalog.formats
    made = not wanted or CITATION_FORMAT in wanted
    names = ui.join([credit.name for credit in record.authors])
    year, kind = (record.last or record.first)[:4] or ui.text("n.d."), ui.text("Lesson")
    return CitationView(
        before=f"{names.removesuffix('.')}. ({year}). " if names else "",
        title=record.title,
        after=" ".join((f" [{kind}].", *(() if names else (f"({year}).",)), *_place(record, names))),
        credit=" ".join((_say_license(record, names, ui), *_address(record))),
        bibtex=make_bibtex(record),
        file=Fact("RIS", relative_url(citation_path(record.identifier), path)) if made else None,
    )


def _place(record: Record, names: str) -> Iterator[str]:
    if record.publisher != names:
        yield f"{record.publisher.removesuffix('.')}."
    yield from _address(record)


def _address(record: Record) -> Iterator[str]:
    if "://" in record.url:
        yield record.url


def _say_license(record: Record, names: str, ui: Interface) -> str:
    said = {"title": record.title, "publisher": record.publisher, "license": short_name(record.license)}
    if not names or names == record.publisher:
        return ui.text("“{title}” by {publisher}, license: {license}.", **said)
    return ui.text("“{title}” by {names}, {publisher}, license: {license}.", names=names, **said)
