"""The page with the whole table of contents, and where each page stands in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from courseforge.model import Contents, Course, Entry, Part
from courseforge.records.addresses import relative_url
from courseforge.rendering.views.page import Fact


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    Attributes:
        document: name of the page, by which its number is found; empty for an address elsewhere.
    """

    link: Fact
    document: str
    groups: tuple["Group", ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together, perhaps under words of their own."""

    caption: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ContentsView:
    """The table of contents.

    Attributes:
        others: links to pages that it does not name.
    """

    groups: tuple[Group, ...]
    others: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page stands.

    Attributes:
        above: the pages it lies below, the highest first; never the book's first page.
        part: the words above its part; empty where there are none.
        below: the entries that lie below it.
    """

    above: tuple[Entry, ...]
    part: str
    below: tuple[Part, ...]


def make_contents_view(course: Course, contents: Contents, path: str) -> ContentsView:
    """Make the table for the page at ``path``."""
    titles = {lesson.id: lesson.metadata.title for lesson in course.lessons}
    first = Line(_link(contents.root, titles, path), contents.root.document, ())
    groups = tuple(_make_groups(contents.root.parts, titles, path))
    named = set(contents.documents)
    others = [Entry(name) for name in titles if name not in named]
    return ContentsView((Group("", (first,)), *groups), tuple(_link(entry, titles, path) for entry in others))


def make_lines(parts: tuple[Part, ...], course: Course, path: str) -> tuple[Group, ...]:
    """List what lies below a page, for that page."""
    titles = {lesson.id: lesson.metadata.title for lesson in course.lessons}
    return tuple(_make_groups(parts, titles, path))


def _make_groups(parts: tuple[Part, ...], titles: Mapping[str, str], path: str) -> Iterator[Group]:
    for part in parts:
        shown = [entry for entry in part.entries if entry.url or entry.document in titles]
        lines = tuple(
            Line(_link(entry, titles, path), entry.document, tuple(_make_groups(entry.parts, titles, path)))
            for entry in shown
        )
        if lines:
            yield Group(part.caption, lines)


def _link(entry: Entry, titles: Mapping[str, str], path: str) -> Fact:
    if entry.url:
        return Fact(entry.title, entry.url)
    return Fact(entry.title or titles.get(entry.document, ""), link_page(entry.document, path))


def link_page(document: str, path: str) -> str:
    """Return the link to a page of the book, whose name may hold spaces and other letters than an address."""
    return quote(relative_url(f"{document}.html", path))


def find_positions(contents: Contents) -> Mapping[str, Position]:
    """Find where each page stands, by its name."""
    return dict(_find_positions(contents.root.parts, (), "")) | {
        contents.root.document: Position((), "", contents.root.parts)
    }


def _find_positions(parts: tuple[Part, ...], above: tuple[Entry, ...], part: str) -> Iterator[tuple[str, Position]]:
    for group in parts:
        caption = group.caption or part
        for entry in group.entries:
            if entry.document:
                yield entry.document, Position(above, caption, entry.parts)
                yield from _find_positions(entry.parts, (*above, entry), caption)
