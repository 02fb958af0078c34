"""What is known about a lesson, in the words of the page. A fact that is not known gives nothing."""

from collections.abc import Callable, Iterable, Sequence

from courseforge.model import Contributor, Level, Record, Role, Setting, Vocabulary
from courseforge.model.vocabulary import localize
from courseforge.rendering.interface import DateLength, Interface, capitalize, own_name
from courseforge.rendering.views.page import Fact, Row, RowShape


def level_name(level: Level, ui: Interface) -> str:
    """Name a level."""
    return {
        Level.BEGINNER: ui.text("Beginner"),
        Level.INTERMEDIATE: ui.text("Some practice"),
        Level.ADVANCED: ui.text("Advanced"),
    }[level]


def setting_name(setting: Setting, ui: Interface) -> str:
    """Name a place where a lesson can be done."""
    return {
        Setting.LIBRARY: ui.text("at the library"),
        Setting.HOME: ui.text("at home"),
        Setting.SCHOOL: ui.text("at school"),
        Setting.COMMUNITY: ui.text("in the neighborhood"),
    }[setting]


def license_name(spdx: str, ui: Interface) -> str:
    """Name a license; one without a name of its own here keeps its SPDX identifier."""
    family, _, version = spdx.rpartition("-")
    names = {
        "CC-BY": ui.text("Creative Commons Attribution"),
        "CC-BY-SA": ui.text("Creative Commons Attribution, Share Alike"),
        "CC-BY-NC": ui.text("Creative Commons Attribution, Noncommercial"),
        "CC-BY-NC-SA": ui.text("Creative Commons Attribution, Noncommercial, Share Alike"),
        "CC-BY-ND": ui.text("Creative Commons Attribution, No Derivatives"),
        "CC-BY-NC-ND": ui.text("Creative Commons Attribution, Noncommercial, No Derivatives"),
        "CC0": ui.text("Public domain (CC0)"),
    }
    return f"{names[family]} {version}" if family in names else spdx


def web_address(url: str) -> str:
    """Return an address outside the site, or nothing where it is no web page (``javascript:`` is none)."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def ages_text(ages: str) -> str:
    """Write a range of ages with the dash a reader expects."""
    return ages.replace("-", "–")


def make_row(term: str, values: Iterable[Fact], shape: RowShape = "") -> tuple[Row, ...]:
    """Make a row, or none where no value says anything."""
    said = tuple(value for value in values if value.text)
    return (Row(term, said, shape),) if said else ()


def list_fact(names: Sequence[str]) -> tuple[Fact, ...]:
    """Write names as one enumeration that starts with a capital."""
    text = ", ".join(names)
    return (Fact(capitalize(text)),) if text else ()


def date_fact(iso: str, ui: Interface, length: DateLength = "long") -> Fact:
    """Write a date so that machines can read it too."""
    return Fact(ui.date(iso, length), date=iso)


def language_facts(record: Record, hrefs: Sequence[tuple[str, str]]) -> tuple[Fact, ...]:
    """Name the languages of an item, the page's own first; the others are links."""
    others = (Fact(own_name(tag), href, language=tag) for tag, href in hrefs if tag != record.language)
    return (Fact(own_name(record.language)), *others)


def equipment_names(keys: Iterable[str], vocabulary: Vocabulary, language: str) -> list[str]:
    """Name equipment; a key that the vocabulary lacks stands for itself."""
    known = vocabulary.equipment
    return [localize(known[key].name, language) if key in known else key for key in keys]


def author_facts(authors: Iterable[str], vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """Credit people by the names they chose, with a link where they gave one."""
    people = [vocabulary.contributors.get(key, Contributor(key)) for key in dict.fromkeys(authors)]
    return tuple(Fact(person.name, web_address(person.url)) for person in people)


def credit_term(role: Role, ui: Interface) -> str:
    """Say what somebody in a role has done."""
    return {
        "author": ui.text("Written by"),
        "editor": ui.text("Edited by"),
        "translator": ui.text("Translated by"),
        "reviewer": ui.text("Reviewed by"),
        "tester": ui.text("Tried out by"),
        "mentor": ui.text("With help from"),
    }[role]


def credit_rows(
    authors: Iterable[str],
    helpers: Iterable[tuple[Role, str]],
    record: Record,
    name_people: Callable[[Iterable[str]], tuple[Fact, ...]],
    ui: Interface,
) -> tuple[Row, ...]:
    """Say who made it and who helped, who publishes it, and under which license."""
    by_role: dict[Role, list[str]] = {"author": list(authors)}
    for role, key in helpers:
        by_role.setdefault(role, []).append(key)
    rows = (make_row(credit_term(role, ui), name_people(keys)) for role, keys in by_role.items())
    return (
        *(row for made in rows for row in made),
        *make_row(ui.text("Published by"), [Fact(record.publisher, web_address(record.publisher_url))]),
        *make_row(ui.text("License"), [Fact(license_name(record.license, ui), record.license_url, rel="license")]),
        *make_row(ui.text("First published"), [date_fact(record.first, ui)]),
        *(make_row(ui.text("Last changed"), [date_fact(record.last, ui)]) if record.last != record.first else ()),
    )
