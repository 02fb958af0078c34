"""Where a lesson came from, and which lessons of this library came from it."""

from courseforge.model import Record
from courseforge.records.addresses import page_path, relative_url
from courseforge.records.licenses import short_name
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import web_address
from courseforge.rendering.views.page import Fact
from courseforge.rendering.views.sources import Sources


def link_remixes(record: Record, path: str, sources: Sources, ui: Interface) -> tuple[Fact, ...]:
    """Link from the page at ``path`` to the lessons that name this one as their original, in either way."""
    named = (*sources.remixes.get(record.id, ()), *sources.remixes.get(record.url, ()))
    ids = (id for id in dict.fromkeys(named) if id != record.id)
    return tuple(fact for id in ids for fact in _link(id, path, sources, ui))


def _link(id: str, path: str, sources: Sources, ui: Interface) -> tuple[Fact, ...]:
    """Link to a lesson in the page's language, else in its own."""
    languages = sources.languages_of(id)
    if not languages:
        return ()
    language = ui.language if ui.language in languages else languages[0]
    record = sources.records[id, language]
    names = ui.join([credit.name for credit in record.credits if credit.role == "author"])
    words = ui.text("{title}, by {name}", title=record.title, name=names) if names else record.title
    href = relative_url(page_path("lesson", id, language, sources.default_language), path)
    return (Fact(words, href, language="" if language == ui.language else language),)


def name_original(record: Record, path: str, sources: Sources, ui: Interface) -> tuple[Fact, ...]:
    """Name what a lesson was made from, whose it is and under which license; nothing where it is nobody else's."""
    original = record.based_on
    title = original.title or original.source or original.lesson
    words = ui.text("{title}, by {name}", title=title, name=original.author) if original.author and title else title
    href = web_address(original.source)
    if languages := sources.languages_of(original.lesson):
        language = ui.language if ui.language in languages else languages[0]
        href = relative_url(page_path("lesson", original.lesson, language, sources.default_language), path)
    license = short_name(original.license) if original.license else ""
    return (Fact(words, href), Fact(license)) if words else ()
