"""Works that go with a lesson (``resources:``): where the library has them, in its own catalog or on the web."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from courseforge.model import Resource
from courseforge.model.identifiers import is_bib, plain_doi, plain_isbn
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import web_address
from courseforge.rendering.views.page import Fact

_DOI_RESOLVER = "https://doi.org/"


@dataclass(frozen=True, slots=True)
class CompanionView:
    """One work.

    Attributes:
        title: with a link to where the library has it; without one where nobody said how to find it.
        numbers: what to ask for at the desk.
        online: another place where it can be read; ``None`` where there is none.
        note: why it goes with the lesson.
    """

    title: Fact
    numbers: str
    online: Fact | None
    note: str


def make_companions(
    works: Sequence[Resource], shelves: Mapping[str, str], ui: Interface
) -> tuple[CompanionView, ...]:
    """Make the views of works that have a name or a number.

    Args:
        shelves: ``isbn``, ``doi`` and ``bib`` -> address in the library's own catalog, the number in braces.
    """
    return tuple(view for work in works if (view := _make_companion(work, shelves, ui)).title.text)


def _make_companion(work: Resource, shelves: Mapping[str, str], ui: Interface) -> CompanionView:
    numbers = list(_say_numbers(work, ui))
    links = list(dict.fromkeys((*_find_own(work, shelves), *_find_elsewhere(work))))
    title = work.title or (numbers.pop(0) if numbers else "")
    return CompanionView(
        title=Fact(title, links[0] if links else ""),
        numbers=", ".join(numbers),
        online=Fact(ui.text("On the web"), links[1]) if len(links) > 1 else None,
        note=work.note,
    )


def _find_own(work: Resource, shelves: Mapping[str, str]) -> Iterator[str]:
    """Find the work in the library's own catalog, by the surest number."""
    numbers = {
        "bib": work.bib if is_bib(work.bib) else "",
        "isbn": plain_isbn(work.isbn),
        "doi": plain_doi(work.doi),
    }
    for kind, number in numbers.items():
        address = web_address(shelves.get(kind, ""))
        if number and f"{{{kind}}}" in address:
            yield address.replace(f"{{{kind}}}", quote(number, safe=""))
            return


def _find_elsewhere(work: Resource) -> tuple[str, ...]:
    doi = plain_doi(work.doi)
    address = web_address(work.url) or (_DOI_RESOLVER + quote(doi, safe="/:;()") if doi else "")
    return (address,) if address else ()


def _say_numbers(work: Resource, ui: Interface) -> Iterator[str]:
    if work.isbn:
        yield f"ISBN {work.isbn}"
    if doi := plain_doi(work.doi):
        yield f"DOI {doi}"
    if work.bib:
        yield ui.text("number {number} in the catalog", number=work.bib)
