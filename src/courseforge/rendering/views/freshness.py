"""How fresh a translation is, in words for its readers: a row of the label, a notice, a note at each section."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from courseforge.checks.destinations import list_anchors
from courseforge.checks.freshness import Freshness, Pair, State
from courseforge.records.addresses import page_path, relative_url
from courseforge.rendering.body.notes import Notes, SectionNote
from courseforge.rendering.interface import Interface
from courseforge.rendering.translations import Translation
from courseforge.rendering.views.page import Fact, Row
from courseforge.rendering.views.sources import Sources

_NONE = Notes()


@dataclass(frozen=True, slots=True)
class FreshnessView:
    """A translation as its page speaks of it.

    Attributes:
        notes: for the sections that a reader should hear of; the notice names those that the page has.
        facing: link to the page that has both languages.
    """

    notes: Notes
    facing: Fact


def make_freshness_view(translation: Translation, path: str, sources: Sources, ui: Interface) -> FreshnessView:
    """Make the view of a translation for its page at ``path``."""
    notes = tuple(_list_notes(translation, path, sources, ui))
    titles = tuple(section.title for section in translation.sections)
    written = Notes(titles, notes, ui.text("The beginning")) if notes else _NONE
    return FreshnessView(written, link_facing(translation, path, sources, ui))


def find_notes(context: Mapping[str, object]) -> Notes:
    """Return the notes for a page's body, which are among its template's variables; only translations have some."""
    freshness = getattr(context.get("lesson"), "freshness", None)
    return freshness.notes if isinstance(freshness, FreshnessView) else _NONE


def freshness_rows(translation: Translation | None, ui: Interface) -> tuple[Row, ...]:
    """Say quietly how fresh a translation is; what nobody has said is not known."""
    if translation is None:
        return ()
    return (Row(ui.text("Translation"), (Fact(say_freshness(translation.freshness, ui)),), "wide"),)


def say_freshness(freshness: Freshness, ui: Interface) -> str:
    """Say in a few words how fresh a translation is; what nobody has said is not known."""
    if not freshness.known:
        return ui.text("Nobody has said yet whether it matches the original")
    return ui.text("Behind the original in places") if freshness.behind else ui.text("Matches the original")


def say_remarks(ui: Interface) -> Mapping[State, str]:
    """Say what a reader should know of a section, where there is something."""
    return {
        State.BEHIND: ui.text("The original of this section has changed since it was translated."),
        State.MISSING: ui.text("This section is not translated yet."),
        State.GONE: ui.text("The original no longer has this section."),
    }


def link_facing(translation: Translation, path: str, sources: Sources, ui: Interface) -> Fact:
    """Link from the page at ``path`` to the page that has the lesson in two languages."""
    lesson, original = translation.lesson, translation.original
    target = page_path("facing", lesson.id, lesson.language, sources.default_language)
    names = ui.join([ui.language_name(tag) for tag in (original.language, lesson.language)])
    return Fact(ui.text("Read {languages} side by side", languages=names), relative_url(target, path))


def _list_notes(translation: Translation, path: str, sources: Sources, ui: Interface) -> Iterator[SectionNote]:
    place, behind = 0, frozenset(translation.freshness.behind)
    for pair in translation.freshness.pairs:
        place = place if pair.translation is None else pair.translation
        if pair in behind:
            yield _make_note(pair, place, translation, path, sources=sources, ui=ui)


def _make_note(
    pair: Pair, place: int, translation: Translation, path: str, *, sources: Sources, ui: Interface
) -> SectionNote:
    words, original = say_remarks(ui)[pair.state], translation.original
    if pair.original is None:
        return SectionNote(place, words)
    return SectionNote(
        place=place,
        words=words,
        link=ui.text("Read it in {language}", language=ui.language_name(original.language)),
        href=_link_section(pair.original, translation, path, sources),
        language=original.language,
        heading=translation.original_sections[pair.original].title if pair.state is State.MISSING else "",
    )


def _link_section(place: int, translation: Translation, path: str, sources: Sources) -> str:
    """Link to a section of the original, or to its page where the section's place in it is not certain."""
    original, titles = translation.original, [section.title for section in translation.original_sections]
    target = page_path("lesson", original.id, original.language, sources.default_language)
    is_part = place > 0 and titles[place] != original.metadata.title and titles.count(titles[place]) == 1
    anchor = next(list_anchors(titles[place])) if is_part else ""
    return relative_url(target, path) + (f"#{anchor}" if anchor else "")
