"""Links into a page: to its headings and labels (CF403)."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from courseforge.checks.destinations import list_anchors, normalize_label, resolve
from courseforge.checks.links.targets import (
    IN_THE_BOOK,
    SHOWN,
    UNKNOWN,
    is_elsewhere,
    is_path,
    leads_somewhere,
    read_role,
    read_target,
)
from courseforge.checks.prose import Link
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject, LessonSubject

_MOST_NAMED = 5
_MOST_COMPARED = 500  # places of a lesson; a real one has fewer


def find_unknown_anchors(cell: CellSubject) -> Iterator[Finding]:
    """A link into a page leads to a heading or a label that is there.

    What stands after ``#`` is the heading in small letters with hyphens for spaces, or a label that stands above a
    place: ``(the-beat)=``. A label can be linked from every lesson of the course.

    Why: the page opens at its beginning, and the reader searches for what was promised.

    Fails::

        See [the part about swing](#swing).

        ## Make it swing

    Mended::

        See [the part about swing](#make-it-swing).

        ## Make it swing
    """
    for link in cell.prose.links:
        target, hash, name = IN_THE_BOOK.sub("", read_target(link)).partition("#")
        if link.form == "bare" or is_elsewhere(target) or UNKNOWN.search(name):
            continue
        if hash:
            anchors = _list_anchors(cell, target)
        else:  # a word alone: a label, or a lesson without its ending
            target, name = "", target
            anchors = None if is_path(link, name) or leads_somewhere(cell, name) else frozenset()
        labels = frozenset() if target else cell.course.labels
        if anchors is not None and name and not (_is_place(name, anchors) or _is_among(name, labels)):
            hint = _advise_place(cell, link, target, sorted(anchors | labels))
            yield Finding(cell.at(link.line), f"The link to “{read_target(link)}” finds no such part.", hint)
    for role in cell.prose.roles:
        if role.name in ("ref", "numref", "eq") and not _is_among(read_role(role), cell.course.labels):
            message = f"{{{role.name}}} names “{read_role(role)[:SHOWN]}”, and no part of this course is called that."
            yield Finding(cell.at(role.line), message, _LABEL_HINT)


_LABEL_HINT = "Write the label as it stands above the part, between brackets: (the-beat)= is named the-beat."


def _advise_place(cell: CellSubject, link: Link, page: str, places: Sequence[str]) -> str:
    """Name the place that was probably meant, or the headings that there are."""
    if near := get_close_matches(read_target(link).rpartition("#")[2].casefold(), places[:_MOST_COMPARED], 1, 0.75):
        return f"Write {page}#{near[0]}"
    otherwise = f"If none is meant, leave out the link and keep its words: {link.text}" if link.text else ""
    lesson = _find_lesson(cell, page)
    headings = (
        [next(list_anchors(heading.text)) for _, heading in lesson.headings[1:_MOST_COMPARED]] if lesson else []
    )
    named = [f"{page}#{name}" for name in dict.fromkeys(headings) if name][:_MOST_NAMED]
    there = (
        f"Write one of the places that are there: {', '.join(named)}." if named else "Write a label that is there."
    )
    return f"{there} {otherwise}".strip()


def _list_anchors(cell: CellSubject, target: str) -> frozenset[str] | None:
    """Return the places of the page that is meant; None where it is another page than a lesson's."""
    lesson = _find_lesson(cell, target)
    return lesson.anchors | lesson.labels if lesson else None


def _find_lesson(cell: CellSubject, target: str) -> LessonSubject | None:
    """Return the lesson that a link means; an empty target means the cell's own."""
    if not target:
        return cell.lesson
    path = cell.library.destinations.find_page(resolve(target, cell.path, cell.course.course.path))
    return next((lesson for lesson in cell.course.lessons if lesson.lesson.path == path), None)


def _is_place(name: str, anchors: frozenset[str]) -> bool:
    """Look for a place, letter by letter; the second heading of the same words has a number."""
    return name in anchors or re.sub(r"-\d+$", "", name) in anchors or name == "top"


def _is_among(name: str, labels: frozenset[str]) -> bool:
    return normalize_label(name) in labels
