"""A record in words, in the order in which somebody who catalogs reads it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from courseforge.model import Alignment, Credit, Level, Record, Setting, Subject
from courseforge.records.addresses import relative_url
from courseforge.rendering.interface import Interface, own_name
from courseforge.rendering.views.companions import make_companions
from courseforge.rendering.views.facts import (
    ages_text,
    credit_term,
    date_fact,
    level_name,
    license_name,
    list_fact,
    make_row,
    setting_name,
    web_address,
)
from courseforge.rendering.views.page import Fact, Row
from courseforge.rendering.views.sources import Sources

_SCHEMES = {
    "lcsh": "LCSH",
    "lcshac": "LCSHAC",
    "fast": "FAST",
    "thema": "Thema",
    "aat": "AAT",
    "wikidata": "Wikidata",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together; a group without rows is never made."""

    title: str
    rows: tuple[Row, ...]


def group_rows(record: Record, path: str, sources: Sources, ui: Interface) -> tuple[Group, ...]:
    """Write a record in words for the page at ``path``; what nobody stated gives no row."""
    groups = (
        Group(ui.text("Description"), tuple(_describe(record, path, sources, ui))),
        Group(ui.text("Audience"), tuple(_name_readers(record, ui))),
        Group(ui.text("Subjects"), tuple(_list_subjects(record, ui))),
        Group(ui.text("Access"), tuple(_say_access(record, sources, ui))),
        Group(ui.text("Dates and numbers"), tuple(_list_numbers(record, sources, ui))),
    )
    return tuple(group for group in groups if group.rows)


def _describe(record: Record, path: str, sources: Sources, ui: Interface) -> Iterator[Row]:
    settings = sources.settings.courseforge
    translations = [Fact(other.title, other.url, other.language) for other in record.translations]
    course = [Fact(record.course_title, _find_page(record.course_id, record, path, sources))]
    yield from make_row(ui.text("Title"), [Fact(record.title, relative_url(record.path, path))])
    for role in dict.fromkeys(credit.role for credit in record.credits):
        people = [_write_credit(credit, ui) for credit in record.credits if credit.role == role]
        yield from make_row(credit_term(role, ui), people)
    yield from make_row(ui.text("Published by"), [Fact(record.publisher, web_address(record.publisher_url))])
    yield from make_row(ui.text("Place"), [Fact(settings.catalog.place)])
    yield from make_row(ui.text("Part of"), course)
    if record.parts:
        yield from make_row(ui.text("Contains"), [Fact(ui.count("{n} lesson", "{n} lessons", len(record.parts)))])
    yield from make_row(ui.text("Summary"), [Fact(record.catalog.summary or record.description)])
    yield from make_row(ui.text("Language"), [Fact(own_name(record.language))])
    yield from make_row(ui.text("Translations"), _link_whole(translations))
    yield from make_row(ui.text("Made from"), [_name_original(record)])
    yield from make_row(ui.text("Notes"), [Fact(note) for note in record.catalog.notes])


def _name_original(record: Record) -> Fact:
    original = record.based_on
    text = ", ".join(part for part in (original.title, original.author) if part)
    return Fact(text or original.source, web_address(original.source))


def _find_page(item_id: str, record: Record, path: str, sources: Sources) -> str:
    there = sources.records.get((item_id, record.language))
    return relative_url(there.path, path) if there else ""


def _link_whole(facts: Iterable[Fact]) -> list[Fact]:
    """Keep links that begin on the web: those of a site without an address start at its root, not at this page."""
    return [fact if web_address(fact.href) else Fact(fact.text) for fact in facts]


def _write_credit(credit: Credit, ui: Interface) -> Fact:
    text = ui.text("{name} (in catalogs: {heading})", name=credit.name, heading=credit.heading)
    return Fact(text if credit.heading else credit.name, web_address(credit.authority))


def _name_readers(record: Record, ui: Interface) -> Iterator[Row]:
    level = level_name(Level(record.level), ui) if record.level else ""
    places = [setting_name(Setting(place), ui) for place in record.settings]
    yield from make_row(ui.text("Ages"), [Fact(ages_text(record.ages))])
    yield from make_row(ui.text("In catalogs"), [Fact(_name_audience(record, ui))])
    yield from make_row(ui.text("Level"), [Fact(level)])
    yield from make_row(ui.text("Time"), [Fact(ui.duration(record.minutes) if record.minutes else "")])
    yield from make_row(ui.text("Where"), list_fact(places))
    yield from make_row(ui.text("What you need"), list_fact(record.equipment))


def _name_audience(record: Record, ui: Interface) -> str:
    return {
        "": "",
        "juvenile": ui.text("Children and young people"),
        "pre-adolescent": ui.text("Children of 9 to 13"),
        "adolescent": ui.text("Young people of 14 to 17"),
        "adult": ui.text("Adults"),
        "general": ui.text("Everybody"),
        "specialized": ui.text("People of one field"),
    }[record.catalog.audience]


def _list_subjects(record: Record, ui: Interface) -> Iterator[Row]:
    own = ui.text("Words of the library")
    schemes = dict.fromkeys(subject.scheme for subject in record.subjects)
    for scheme in schemes:
        terms = [_write_subject(subject) for subject in record.subjects if subject.scheme == scheme]
        yield from make_row(_SCHEMES.get(scheme, own), terms)
    yield from make_row(ui.text("Genre or form"), [Fact(genre) for genre in record.catalog.genres])
    yield from make_row(ui.text("Interests"), [Fact(name) for name in record.interests])
    yield from make_row(ui.text("You practice"), [Fact(name) for name in record.teaches])
    for kind in dict.fromkeys(alignment.type for alignment in record.alignments):
        served = [_write_alignment(alignment) for alignment in record.alignments if alignment.type == kind]
        yield from make_row(_name_alignment(kind, ui), served)


def _write_alignment(alignment: Alignment) -> Fact:
    code = " ".join(part for part in (alignment.framework, alignment.version, alignment.code) if part)
    return Fact(f"{code}: {alignment.name}" if alignment.name else code, web_address(alignment.url))


def _write_subject(subject: Subject) -> Fact:
    return Fact(f"{subject.term} ({subject.code})" if subject.code else subject.term, web_address(subject.uri))


def _name_alignment(kind: str, ui: Interface) -> str:
    return {
        "teaches": ui.text("Teaches"),
        "assesses": ui.text("Checks"),
        "prerequisite": ui.text("Builds on"),
    }[kind]


def _say_access(record: Record, sources: Sources, ui: Interface) -> Iterator[Row]:
    yield from make_row(ui.text("Reading"), [Fact(ui.text("Free on the web, without an account"))])
    license = Fact(license_name(record.license, ui), record.license_url, rel="license")
    yield from make_row(ui.text("License"), [license])
    shelves = sources.settings.courseforge.catalog.shelves
    works = [view.title for view in make_companions(record.resources, shelves, ui)]
    yield from make_row(ui.text("On our shelves"), works)
    yield from make_row(ui.text("Perceived by"), _name_all(record.accessibility.modes, _name_mode, ui))
    yield from make_row(ui.text("Made accessible by"), _name_all(record.accessibility.features, _name_feature, ui))
    yield from make_row(ui.text("Hazards"), [Fact(_name_hazards(record, ui))])


def _name_all(words: Iterable[str], name: Callable[[str, Interface], str], ui: Interface) -> tuple[Fact, ...]:
    return list_fact([name(word, ui) for word in words])


def _name_mode(mode: str, ui: Interface) -> str:
    names = {"textual": ui.text("text"), "visual": ui.text("pictures"), "auditory": ui.text("sound")}
    return names.get(mode, mode)


def _name_feature(feature: str, ui: Interface) -> str:
    names = {
        "alternativeText": ui.text("words for each picture"),
        "MathML": ui.text("formulas as text"),
        "transcript": ui.text("transcripts"),
        "displayTransformability": ui.text("a size and colors of your choice"),
        "readingOrder": ui.text("one order of reading"),
        "structuralNavigation": ui.text("headings"),
    }
    return names.get(feature, feature)


def _name_hazards(record: Record, ui: Interface) -> str:
    hazards = record.accessibility.hazards
    if not hazards:
        return ""
    known = all(hazard.startswith("no") for hazard in hazards)
    return ui.text("No flashing, no motion, no loud sound") if known else ui.text("Nobody has looked at all of it")


def _list_numbers(record: Record, sources: Sources, ui: Interface) -> Iterator[Row]:
    settings = sources.settings.courseforge
    yield from make_row(ui.text("First published"), [date_fact(record.first, ui)])
    yield from make_row(ui.text("Last changed"), [date_fact(record.last, ui)])
    yield from make_row(ui.text("Record as it is since"), [date_fact(record.recorded, ui)])
    yield from make_row(ui.text("Call number"), [Fact(call_number(record, sources))])
    yield from make_row(ui.text("Record number"), [Fact(record.identifier)])
    yield from make_row(ui.text("Organization code"), [Fact(settings.publisher.code)])
    yield from make_row(ui.text("Address"), _link_whole([Fact(record.url, record.url)]))


def call_number(record: Record, sources: Sources) -> str:
    """Write a call number with what the library's begin with; empty where nobody chose one."""
    own = record.catalog.call_number
    return f"{sources.settings.courseforge.catalog.call_number} {own}".strip() if own else ""
