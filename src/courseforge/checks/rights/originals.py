"""Works that a lesson was made from (CF805 to CF807)."""

import re
from collections.abc import Iterator

from courseforge.checks.prose import Paragraph
from courseforge.checks.rights.terms import read_terms
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.model import Original

_BELOW = 2  # lines from a picture to its caption


def find_broken_terms(lesson: LessonSubject) -> Iterator[Finding]:
    """A lesson made from somebody else's work has a license that the work allows.

    ND allows no lesson to be made from it; SA asks for the same license; NC for one with NC.

    Why: the license at the foot of the lesson is a promise to readers, and it can only be given by those who may.

    Fails::

        license: CC-BY-4.0
        based_on: {title: Beats, author: Luz, source: "https://example.org/beats", license: CC-BY-SA-4.0}

    Mended::

        license: CC-BY-SA-4.0
        based_on: {title: Beats, author: Luz, source: "https://example.org/beats", license: CC-BY-SA-4.0}
    """
    original = _find_original(lesson)
    before, now = read_terms(original.license), read_terms(lesson.license)
    if before is None or now is None:
        return
    place = lesson.at("based_on", "license")
    if before.forbids_change:
        message = f"The original's license ({original.license}) allows nobody to make a lesson from it."
        yield Finding(place, message, "Ask its author for permission, or leave the lesson out.")
    elif before.asks_same and before.family != now.family:
        message = (
            f"The original's license ({original.license}) asks for the same again; this lesson has {lesson.license}."
        )
        yield Finding(place, message, f"Write between the --- lines at the top: license: {original.license}")
    elif before.forbids_sale and not now.forbids_sale:
        message = f"The original ({original.license}) must not be used for money; this lesson ({lesson.license}) may."
        yield Finding(place, message, f"Write between the --- lines at the top: license: {original.license}")


def _find_original(lesson: LessonSubject) -> Original:
    own = lesson.lesson.metadata.based_on
    return own if own != Original() else lesson.course.course.metadata.based_on


def find_half_named_originals(lesson: LessonSubject) -> Iterator[Finding]:
    """The original of a lesson is named with title, author, source and license.

    Where it is a lesson of this library, ``lesson`` gives its id, so that its page can name what was made from it.

    Why: these four are the line of credit that nearly every open license asks for, and with them readers find it.

    Fails::

        based_on: {title: Beats for everyone}

    Mended::

        based_on:
          title: Beats for everyone
          author: Luz
          source: "https://example.org/beats"
          license: CC-BY-4.0
    """
    original = lesson.lesson.metadata.based_on
    missing = [name for name in ("title", "author", "source", "license") if not getattr(original, name)]
    if original != Original() and missing:
        lines = "\n".join(f"  {name}: …" for name in missing)
        message = f"The original is named without {', '.join(missing)}."
        yield Finding(lesson.at("based_on"), message, f"Add below based_on:\n{lines}")
    if original.lesson and not _is_known(original.lesson, lesson):
        message = f"The original is {original.lesson}, and no lesson of this library has that id."
        yield Finding(lesson.at("based_on", "lesson"), message, "Correct the id, or take the line out.")


def _is_known(id: str, lesson: LessonSubject) -> bool:
    """Tell whether a lesson is there, or is known to have been."""
    library = lesson.library.library
    there = id in lesson.library.lessons_by_id or id in library.unreadable
    return there or library.find_withdrawal(id) is not None


_ADAPTED = re.compile(
    r"\bth(?:is|ese) (?:lesson|tutorial|notebook|course|chapter|page|workshop|section|material|activity)s?"
    r"(?:['’]s \w+)?(?: (?:is|are|was|were|ha(?:s|ve) been))?(?: \w+ly)?"
    r" (?:(?:adapted|derived|modified|translated) from|an? (?:adaptation|translation|remix) of)\b"
    r"|\best[aeo]s? (?:lección|tutorial|cuaderno|curso|capítulo|página|taller|materiale?s?|actividad)"
    r"(?: (?:es|está|son|están|fue|ha sido))?(?: \w+mente)?"
    r" (?:(?:adaptad|traducid|derivad)[oa]s? del?|una (?:adaptación|traducción) del?)\b"
    r"|^(?:\w+ly )?(?:adapted|translated|remixed) from\b|^(?:\w+mente )?(?:adaptad|traducid)[oa]s? del?\b",
    re.IGNORECASE,
)


def find_unnamed_originals(cell: CellSubject) -> Iterator[Finding]:
    """A lesson that says it was adapted names its original at its top.

    Why: words in the text are seen by readers of the page only. Facts are there for whoever takes the lesson further,
    and rules hold the lesson's license to them.

    Fails::

        This lesson was adapted from a workshop for adults.

    Mended::

        based_on:
          title: Beats for everyone
          author: Luz
          source: "https://example.org/beats"
          license: CC-BY-4.0
    """
    if cell.lesson is not None and _find_original(cell.lesson) != Original():
        return
    if cell.lesson is None and cell.course.course.metadata.based_on != Original():
        return
    for paragraph in cell.prose.paragraphs:
        if (match := _ADAPTED.search(paragraph.text.replace("\n", " "))) and not _is_caption(cell, paragraph):
            message = f"The text says “{match[0][:80]}”, and nothing at the lesson's top names the original."
            yield Finding(cell.at(paragraph.line), message, _tell_original(cell, paragraph))
            return


_CREATIVE_COMMONS = re.compile(r"\bCC[ -](BY(?:[ -](?:NC|SA|ND)){0,2})[ -](\d\.\d)\b")


def _tell_original(cell: CellSubject, paragraph: Paragraph) -> str:
    """Give the lines that name an original, with what the text says of it."""
    links = (link for link in cell.prose.links if paragraph.line <= link.line <= paragraph.last_line)
    link = next((link for link in links if link.target.startswith("http")), None)
    named = _CREATIVE_COMMONS.search(paragraph.text)
    license = f"CC-{named[1].replace(' ', '-')}-{named[2]}" if named else ""
    title, source = (f'"{link.text}"', f'"{link.target}"') if link and '"' not in link.text else ("…", "…")
    told = "Add between the --- lines at the top, and fill in what is missing:"
    before, now = read_terms(license), read_terms(cell.lesson.license) if cell.lesson else None
    if before and now and before.asks_same and before.family != now.family:
        told = f"The lesson itself needs license: {license}, as the original asks. {told}"
    return f"{told}\nbased_on:\n  title: {title}\n  author: …\n  source: {source}\n  license: {license or '…'}"


def _is_caption(cell: CellSubject, paragraph: Paragraph) -> bool:
    """Tell whether a picture stands right above, or around: then the words are about that."""
    figures = (part for part in cell.prose.directives if part.name in ("figure", "image", "table"))
    return any(0 <= paragraph.line - image.line <= _BELOW for image in cell.prose.images) or any(
        part.line <= paragraph.line <= part.last_line for part in figures
    )
