"""Credits for what a page shows and others made: title, author, source, license, and whether it was changed.

That is what Creative Commons asks for. The course's own work is credited with the course.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from courseforge.model import Cell, Course, Medium
from courseforge.records.licenses import license_url, short_name
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.facts import web_address
from courseforge.rendering.views.page import Fact


@dataclass(frozen=True, slots=True)
class WorkView:
    """One work of somebody else.

    Attributes:
        title: with a link to where it was found.
        author: a phrase (``by Paper Moon``); empty where nobody is named.
        source: a phrase, where the source is no address on the web.
        license: with a link to its text; ``None`` where none is stated.
        changed: a sentence; empty where it is shown as it was found.
    """

    title: Fact
    author: str
    source: str
    license: Fact | None
    changed: str


def make_works(course: Course, cells: Iterable[Cell], ui: Interface) -> tuple[WorkView, ...]:
    """Credit what these cells show, and the course's motif, each work once."""
    foreign = {name: medium for name in course.files if (medium := _find_foreign(course, name))}
    if not foreign:
        return ()
    texts = [cell.source for cell in cells]
    shown = (name for name in foreign if name == course.metadata.motif or _is_named(name, texts))
    entries = {course.media.find_key(name): name for name in sorted(shown, reverse=True)}
    return tuple(_make_work(name, foreign[name], ui) for name in sorted(entries.values()))


def _find_foreign(course: Course, name: str) -> Medium | None:
    medium = course.media.find(name)
    return medium if medium and not medium.is_own else None


def _is_named(name: str, texts: Iterable[str]) -> bool:
    """Tell whether a lesson names a file: in a picture, a link, an element, or a program that reads it."""
    written = "|".join(re.escape(form) for form in dict.fromkeys((name, quote(name))))
    pattern = re.compile(rf"(?<![\w-])(?:{written})(?![\w-])")
    return any(pattern.search(text) for text in texts)


def _make_work(name: str, medium: Medium, ui: Interface) -> WorkView:
    address = web_address(medium.source)
    license = Fact(short_name(medium.license), license_url(medium.license)) if medium.license else None
    return WorkView(
        title=Fact(medium.title or PurePosixPath(name).name, address),
        author=ui.text("by {author}", author=medium.author) if medium.author else "",
        source=ui.text("from {source}", source=medium.source) if medium.source and not address else "",
        license=license,
        changed=ui.text("Changed for this course.") if medium.changed else "",
    )
