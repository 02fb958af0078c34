"""The last cell of a notebook that somebody takes home: what goes with it, who made it, and where it is from."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from courseforge.model import Course, Lesson, Medium, Record, Vocabulary
from courseforge.records.licenses import license_url
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.companions import CompanionView, make_companions
from courseforge.rendering.views.facts import author_facts, credit_rows, license_name, web_address
from courseforge.rendering.views.page import Fact


def make_imprint(
    lesson: Lesson,
    course: Course,
    record: Record,
    vocabulary: Vocabulary,
    files: Iterable[str],
    *,
    shelves: Mapping[str, str],
) -> str:
    """Write the cell.

    Args:
        files: what of the course comes along; somebody else's work names its author and license.
        shelves: how works are found in the library's own catalog (``CatalogSettings``).
    """
    ui = Interface(lesson.language)
    authors = lesson.metadata.authors or course.metadata.authors
    credits = credit_rows(
        authors, lesson.metadata.people.list_roles(), record, partial(author_facts, vocabulary=vocabulary), ui
    )
    rows = [f"- {row.term}: {', '.join(map(_link, row.values))}" for row in credits]
    if "://" in record.url:
        on_the_web = ui.text("On the web")
        rows.append(f"- {on_the_web}: <{record.url}>")
    media = ((name, course.media.find(name)) for name in files)
    rows += [_credit(name, medium, ui) for name, medium in media if medium is not None and not medium.is_own]
    works = make_companions(record.resources, shelves, ui)
    shelf = [f"**{ui.text('On our shelves')}**", "", *map(_list_work, works), ""] if works else []
    return "\n".join(["---", "", *shelf, f"**{escape_markdown(record.title)}**", "", *rows])


def _list_work(work: CompanionView) -> str:
    facts = [escape_markdown(text) for text in (work.numbers, work.note) if text]
    links = [_link(work.online)] if work.online else []
    return f"- {'. '.join([_link(work.title), *facts, *links])}"


def escape_markdown(text: str) -> str:
    """Keep words from being read as Markdown or HTML."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#$&|~" else c for c in " ".join(text.split()))


def _link(fact: Fact) -> str:
    words = escape_markdown(fact.text)
    return f"[{words}](<{fact.href}>)" if fact.href and not set("<>\n") & set(fact.href) else words


def _credit(name: str, medium: Medium, ui: Interface) -> str:
    facts = [escape_markdown(text) for text in (medium.title, medium.author) if text]
    facts += _list_links(medium, ui)
    return f"- `{name}`: {', '.join(facts)}"


def _list_links(medium: Medium, ui: Interface) -> Iterator[str]:
    if medium.license:
        yield _link(Fact(license_name(medium.license, ui), license_url(medium.license)))
    if medium.source:
        address = web_address(medium.source)
        yield f"<{address}>" if address and not set("<> \n") & set(address) else escape_markdown(medium.source)
