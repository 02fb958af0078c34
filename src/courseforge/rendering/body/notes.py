"""Notes in the body of a translation: which of its sections are behind the original, and where to read that.

They are written before the body is sanitized, as everything else in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lxml.html import HtmlElement
from lxml.html.builder import E


@dataclass(frozen=True, slots=True)
class SectionNote:
    """A note about one section.

    Attributes:
        place: of the section it is about, among all sections of the lesson's file; from 0, which is the facts.
        words: a sentence.
        link: words of a link to the original; empty where there is nothing to read.
        language: of the original (BCP 47).
        heading: of a section that is missing here and belongs after ``place``; empty where the section is there.
    """

    place: int
    words: str
    link: str = ""
    href: str = ""
    language: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """All notes of a translation.

    Attributes:
        titles: headings of all sections of the lesson's file, that of the facts empty.
        beginning: name of what stands before the first section of the page.
    """

    titles: tuple[str, ...] = ()
    notes: tuple[SectionNote, ...] = ()
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A part of the page with a note.

    Attributes:
        anchor: where a link leads to it.
        language: of its name, where that is not the page's.
    """

    anchor: str
    name: str
    language: str = ""


def find_parts(titles: Sequence[str], headings: Sequence[str]) -> dict[int, int]:
    """Return for each section of a file the part of the finished page that it became; both count from 0.

    The facts become no part, nor does the section of the lesson's title, nor what only facilitators read.
    """
    there, here = [_plain(title) for title in titles], [_plain(heading) for heading in headings]
    blocks = SequenceMatcher(None, there, here, autojunk=False).get_matching_blocks()
    found = {block.a + step: block.b + step for block in blocks for step in range(block.size)}
    begins = len(titles) - len(headings)
    if len(found) < len(headings) and begins in (1, 2):  # a heading may read differently once it is rendered
        return {begins + number: number for number in range(len(headings))}
    return found


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def write_notes(root: HtmlElement, parts: Sequence[tuple[str, str]], notes: Notes) -> tuple[Noted, ...]:
    """Write every note at its part; what only facilitators read gets none.

    Args:
        parts: id and heading of each part, as ``mark_up_sections`` gives them.
    """
    if not notes.notes:
        return ()
    sections = [section for section in root.iter("section") if section.get("class") == "part" and _heading(section)]
    found = find_parts(notes.titles, [heading for _, heading in parts])
    written: list[Noted] = []
    for note in notes.notes:
        number = _find_part(note, found)
        if note.heading:
            written.append(_write_missing(root, sections, number, note))
        elif number is not None:
            _heading(sections[number])[0].addnext(_paragraph(note))
            written.append(Noted(*parts[number]))
        elif note.place < min(found, default=len(notes.titles)) and not any(not one.anchor for one in written):
            _open_introduction(root).insert(0, _paragraph(note))
            written.append(Noted("", notes.beginning))
    return tuple(written)


def _find_part(note: SectionNote, found: Mapping[int, int]) -> int | None:
    """Return the part that a note is about; for a missing section, the last one before it."""
    if not note.heading:
        return found.get(note.place)
    return max((number for place, number in found.items() if place <= note.place), default=None)


def _heading(section: HtmlElement) -> list[HtmlElement]:
    return list(section.iterchildren("h2"))[:1]


def _paragraph(note: SectionNote) -> HtmlElement:
    words = E.p({"class": "behind"}, note.words)
    if note.link:
        words.text += " "
        words.append(E.a({"href": note.href, "hreflang": note.language}, note.link))
    return words


def _write_missing(
    root: HtmlElement, sections: Sequence[HtmlElement], number: int | None, note: SectionNote
) -> Noted:
    """Write what the original has and this page lacks: its heading, and where to read it."""
    anchor = _free_id(root)
    heading = E.h2({"id": anchor, "lang": note.language}, note.heading)
    section = E.section({"class": "missing", "aria-labelledby": anchor}, heading, _paragraph(note))
    before = sections[number] if number is not None else next(iter(root.find_class("intro")), None)
    while before is not None and (following := before.getnext()) is not None and "missing" in following.classes:
        before = following
    if before is None:
        root.insert(0, section)
    else:
        before.addnext(section)
    return Noted(anchor, note.heading, note.language)


def _free_id(root: HtmlElement) -> str:
    taken = set(root.xpath("//@id"))
    return next(name for number in range(1, len(taken) + 2) if (name := f"missing-{number}") not in taken)


def _open_introduction(root: HtmlElement) -> HtmlElement:
    introduction = next(iter(root.find_class("intro")), None)
    if introduction is None:
        introduction = E.section({"class": "intro"})
        root.insert(0, introduction)
    return introduction
