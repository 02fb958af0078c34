"""A lesson as a RIS entry, which every reference manager opens: Zotero, EndNote, Mendeley.

RIS has no standard of its own; the tags are those of https://en.wikipedia.org/wiki/RIS_(file_format) that these three
agree on. ELEC is a page of the web.
"""

from collections.abc import Iterator

from courseforge.model import Record
from courseforge.records.addresses import web_address
from courseforge.records.licenses import short_name
from courseforge.records.one_line import one_line

_ROLES = {"author": "AU", "editor": "A2", "translator": "A4"}


def make_ris(lesson: Record) -> str:
    """Return the entry; its lines end as RIS wants them, with CR and LF."""
    stated = [(tag, text) for tag, text in _list_facts(lesson) if tag and text]
    return "".join(f"{tag}  - {text}\r\n" for tag, text in (("TY", "ELEC"), *stated, ("ER", "")))


def _list_facts(lesson: Record) -> Iterator[tuple[str, str]]:
    day = lesson.last or lesson.first
    yield "ID", lesson.identifier
    yield "TI", one_line(lesson.title)
    for credit in lesson.credits:
        yield _ROLES.get(credit.role, ""), one_line(credit.name)
    yield "PY", day[:4]
    yield "DA", day.replace("-", "/")
    yield "PB", one_line(lesson.publisher)
    yield "UR", web_address(lesson.url)
    yield "LA", lesson.language
    yield "AB", one_line(lesson.description)
    for interest in lesson.interests:
        yield "KW", one_line(interest)
    yield "N1", one_line(short_name(lesson.license))
