"""What the pages about people say: one page that names everybody, and a page for each of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from courseforge.model import Contributor, Credit
from courseforge.model.vocabulary import localize
from courseforge.records.addresses import page_path, relative_url
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.deeds import PARTS, Deeds, Part, list_deeds, name_part
from courseforge.rendering.views.facts import web_address
from courseforge.rendering.views.page import Fact, SiteView
from courseforge.rendering.views.people import find_person
from courseforge.rendering.views.sources import Sources


@dataclass(frozen=True, slots=True)
class DeedsView:
    """What somebody did in one way.

    Attributes:
        works: links to what they did it for, in the library's order.
    """

    name: str
    works: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ContributorView:
    """Somebody, and what they did.

    Attributes:
        address: what the path of their page ends with.
        url: of their own page elsewhere; empty where they gave none.
        credit: how records name them.
    """

    name: str
    address: str
    url: str
    note: str
    deeds: tuple[DeedsView, ...]
    credit: Credit


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody in the list of all.

    Attributes:
        summary: how many things they did, and how, in words.
    """

    name: str
    href: str
    note: str
    summary: str


@dataclass(frozen=True, slots=True)
class ContributorsView:
    """Everybody who is credited on this site, by name."""

    people: tuple[PersonView, ...]


def make_contributor_views(site: SiteView, sources: Sources) -> tuple[ContributorView, ...]:
    """Make the view of everybody's page in one language, by name."""
    known, ui = sources.library.vocabulary, Interface(site.language)
    headings = {part: name_part(part, ui) for part in PARTS}
    people = [
        _contributor(address, find_person(key, known), _name_deeds(deeds, headings), ui)
        for address, (key, deeds) in list_deeds(site, sources).items()
    ]
    return tuple(sorted(people, key=lambda person: (person.name.casefold(), person.name, person.address)))


def make_contributors_view(people: Iterable[ContributorView], site: SiteView, sources: Sources) -> ContributorsView:
    """Make the view of the page that names them all."""
    return ContributorsView(tuple(_list_person(person, site, sources) for person in people))


def _list_person(person: ContributorView, site: SiteView, sources: Sources) -> PersonView:
    path = page_path("contributor", person.address, site.language, sources.default_language)
    summary = " · ".join(f"{deed.name}: {len(deed.works)}" for deed in person.deeds)
    return PersonView(person.name, relative_url(path, site.contributors), person.note, summary)


def _contributor(address: str, person: Contributor, deeds: Iterator[DeedsView], ui: Interface) -> ContributorView:
    return ContributorView(
        name=person.name,
        address=address,
        url=web_address(person.url),
        note=localize(person.note, ui.language),
        deeds=tuple(deeds),
        credit=Credit(person.name, "author", person.group, person.heading, person.authority),
    )


def _name_deeds(deeds: Deeds, headings: Mapping[Part, str]) -> Iterator[DeedsView]:
    for part in PARTS:
        if part in deeds:
            yield DeedsView(headings[part], tuple(deeds[part].values()))
